"""What a write leaves in the history."""

from typing import Any

from tests.sandbox.asking import Asking


def newest(plain: Asking, count: int = 1) -> list[tuple[str, dict[str, Any]]]:
    """Return type and data of the last actions, the oldest of them first."""
    found = list(plain.world.actions)[-count:]
    return [(each.type, each.data) for each in found]


def kinds(plain: Asking, count: int) -> list[str]:
    """Return the types of the last actions, the oldest of them first."""
    return [kind for kind, _ in newest(plain, count)]
