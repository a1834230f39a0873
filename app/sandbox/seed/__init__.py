"""Worlds made in code, the same on every machine."""

from app.sandbox.seed.plain import plain_world
from app.sandbox.store import World

__all__ = ["demo_world", "plain_world"]


def demo_world() -> World:
    """Return the world."""
    return plain_world()
