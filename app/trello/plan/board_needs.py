"""What is needed of a board, sorted by what one request for it can bring."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from app.trello.edges import MEMBERS, wants_definitions
from app.trello.needs import Edge, Needs
from app.trello.objects import Node
from app.trello.plan.fields import fields
from app.trello.plan.lift import lift


@dataclass(frozen=True, slots=True)
class BoardNeeds:
    """Needs of a board after lifting; of several edges with one name only those kept here are nested.

    A board can nest its lists once and its cards once. Edges that differ in their filters share them: more is
    asked for then, and each edge takes what passes its own filter.
    """

    needs: Needs
    lists: dict[Edge, Needs]
    list_needs: Needs
    cards: dict[Edge, Needs]
    card_needs: Needs
    actions: dict[Edge, Needs]
    lifted: set[tuple[str, str]]

    @classmethod
    def of(cls, needs: Needs) -> Self:
        """Return the needs sorted; the argument stays as it is."""
        needs = needs.copy()
        lifted = lift(needs)
        lists = needs.named("lists")
        list_needs = _union(lists.values())
        cards = list_needs.named("cards")
        first_pages = [each for each in needs.named("actions").items() if not each[0].argument("before")]
        return cls(needs, lists, list_needs, cards, _union(cards.values()), dict(first_pages[:1]), lifted)

    def link(self, kind: str, parts: Iterable[Node], edge: Edge, above: Node) -> None:
        """Let parts of the board lead back up, if anybody wants them to."""
        if (kind, edge.name) in self.lifted:
            for part in parts:
                part[edge.key] = above

    @property
    def list_filter(self) -> str:
        """Trello's filter of the lists, which lets pass what any edge to them wants."""
        return _filter_of(self.lists)

    @property
    def card_filter(self) -> str:
        """Trello's filter of the cards, which lets pass what any edge to them wants."""
        chosen = _filter_of(self.cards)
        # Open cards of archived lists would be thrown away, if only open lists are asked for.
        return "visible" if chosen == "open" and self.list_filter == "open" else chosen

    @property
    def member_fields(self) -> set[str] | None:
        """Fields needed of the board's members, who are its cards' members too; None if of neither."""
        wanted = [
            fields("member", needs.edges[MEMBERS])
            for needs in (self.needs, self.card_needs)
            if MEMBERS in needs.edges
        ]
        return set().union(*wanted) if wanted else None

    @property
    def wants_definitions(self) -> bool:
        """Whether the cards' custom fields are needed with their definitions, which belong to the board."""
        return wants_definitions(self.card_needs)


def _union(several: Iterable[Needs]) -> Needs:
    union = Needs()
    for needs in several:
        union.merge(needs)
    return union


def _filter_of(edges: Iterable[Edge]) -> str:
    filters = {edge.argument("filter") or "all" for edge in edges}
    return filters.pop() if len(filters) == 1 else "all"
