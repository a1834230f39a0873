"""A field with a resolver, at one place of a document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from graphql import GraphQLField

from app.gateway.execution.resolver import Info, Resolver, Shortcut

if TYPE_CHECKING:
    from app.gateway.projection.run import Run

Projector: TypeAlias = Callable[[Any, "Run"], Any]
"""A generated function of a value and the run that it belongs to: returns what the response has of the value.

It raises `Bail`, or anything else, where that is for the engine to say. What is to be waited for is left with
the run.
"""

Arguments: TypeAlias = Mapping[str, Any]


@dataclass(eq=False, slots=True)
class Site:
    """`key` is that of the response; `project` turns what `resolver` returns into what stands there.

    `project` is None for a field that generated code itself computes.
    """

    key: str
    definition: GraphQLField
    info: Info
    resolver: Resolver
    shortcut: Shortcut | None
    is_root: bool
    project: Projector | None = None

    place: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.place = place_of(self.info)


def place_of(info: Info) -> tuple[int, ...]:
    """Return what tells a field's place in a document from all others."""
    return tuple(map(id, info.nodes))
