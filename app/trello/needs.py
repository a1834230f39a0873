"""What a reader wants of one object: some of its fields, and what hangs off its edges.

The planner turns needs into requests; whoever reads the answer finds each edge under `Edge.key`.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar, cast

WorkedOutT = TypeVar("WorkedOutT")


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from an object to others, with arguments where Trello has them (a filter, a limit)."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()
    key: str = field(init=False, compare=False, repr=False)
    """Where an object keeps what hangs off this edge: Trello's own name, if there are no arguments."""

    def __post_init__(self) -> None:
        written = ",".join(f"{key}:{value}" for key, value in self.arguments)
        object.__setattr__(self, "key", f"{self.name}({written})" if written else self.name)

    @classmethod
    def of(cls, name: str, **arguments: str | int | None) -> Self:
        """Return the edge with those arguments that are not None, in a fixed order."""
        given = sorted((key, str(value)) for key, value in arguments.items() if value is not None)
        return cls(name, tuple(given))

    def argument(self, name: str) -> str | None:
        """Return the value of an argument, or None where the edge does not have it."""
        return dict(self.arguments).get(name)


@dataclass(slots=True)
class Needs:
    """Fields by Trello's names, and needs of the objects behind each edge.

    Whoever hands needs on changes them no more: what is worked out of them is kept with them.
    """

    fields: set[str] = field(default_factory=set)
    edges: dict[Edge, "Needs"] = field(default_factory=dict)
    _worked_out: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def along(cls, edge: Edge, needs: "Needs") -> "Needs":
        """Return needs of nothing but one edge."""
        return needs.once(("along", edge), lambda: cls(edges={edge: needs}))

    def once(self, key: Hashable, work_out: Callable[[], WorkedOutT]) -> WorkedOutT:
        """Return what follows from these needs, worked out when a key is first asked for."""
        if key not in self._worked_out:
            self._worked_out[key] = work_out()
        return cast("WorkedOutT", self._worked_out[key])

    def merge(self, other: "Needs") -> None:
        """Want what the other wants, too."""
        self.fields |= other.fields
        for edge, needs in other.edges.items():
            self.edge(edge).merge(needs)

    def edge(self, edge: Edge) -> "Needs":
        """Return the needs behind an edge, which is wanted from now on."""
        return self.edges.setdefault(edge, Needs())

    def copy(self) -> "Needs":
        """Return needs that share nothing with these."""
        return Needs(set(self.fields), {edge: needs.copy() for edge, needs in self.edges.items()})

    def cover(self, other: "Needs") -> bool:
        """Return whether an answer to these needs answers the other's as well."""
        return other.fields <= self.fields and all(
            edge in self.edges and self.edges[edge].cover(needs) for edge, needs in other.edges.items()
        )

    def named(self, name: str) -> dict[Edge, "Needs"]:
        """Return the edges of that name, which differ in their arguments, with their needs."""
        return {edge: needs for edge, needs in self.edges.items() if edge.name == name}
