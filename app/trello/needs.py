"""What a reader wants of one object: some of its fields, and what hangs off its edges.

The planner turns needs into requests; whoever reads the answer finds each edge under `Edge.key`.
"""

from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from an object to others, with arguments where Trello has them (a filter, a limit)."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, name: str, **arguments: str | int | None) -> Self:
        """Return the edge with those arguments that are not None, in a fixed order."""
        given = sorted((key, str(value)) for key, value in arguments.items() if value is not None)
        return cls(name, tuple(given))

    @property
    def key(self) -> str:
        """Where an object keeps what hangs off this edge: Trello's own name, if there are no arguments."""
        if not self.arguments:
            return self.name
        return f"{self.name}({','.join(f'{key}:{value}' for key, value in self.arguments)})"

    def argument(self, name: str) -> str | None:
        """Return the value of an argument, or None where the edge does not have it."""
        return dict(self.arguments).get(name)


@dataclass(slots=True)
class Needs:
    """Fields by Trello's names, and needs of the objects behind each edge."""

    fields: set[str] = field(default_factory=set)
    edges: dict[Edge, "Needs"] = field(default_factory=dict)

    @classmethod
    def along(cls, edge: Edge, needs: "Needs") -> "Needs":
        """Return needs of nothing but one edge."""
        return cls(edges={edge: needs})

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
