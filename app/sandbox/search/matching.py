"""Whether an object is what a term asks for."""

from collections.abc import Callable
from dataclasses import dataclass

from app.sandbox.models import Board, Card
from app.sandbox.search.query import Term, contains
from app.sandbox.viewer import Viewer


@dataclass(frozen=True)
class Search:
    """The parts of a query, for one viewer. All of them must fit."""

    terms: tuple[Term, ...]
    viewer: Viewer
    partial: bool

    def finds_text(self, *texts: str) -> bool:
        """Return whether the texts fit; no text fits an operator."""
        return self._all(lambda term: not term.operator and self._in_text(term, *texts))

    def finds_board(self, board: Board) -> bool:
        """Return whether a board fits; besides text only `is:` means something for one."""

        def fits(term: Term) -> bool:
            if term.operator == "is":
                return self._is(term.value, board, closed=board.closed)
            return not term.operator and self._in_text(term, board.name, board.desc)

        return self._all(fits)

    def finds_card(self, card: Card) -> bool:
        """Return whether a card fits."""
        return self._all(lambda term: self._card_fits(term, card))

    def _all(self, fits: Callable[[Term], bool]) -> bool:
        return bool(self.terms) and all(fits(term) != term.negated for term in self.terms)

    def _in_text(self, term: Term, *texts: str) -> bool:
        return any(contains(text, term.value, partial=self.partial) for text in texts)

    def _card_fits(self, term: Term, card: Card) -> bool:
        fits: Callable[[str, Card], bool] | None = {
            "board": self._on_board,
            "list": self._in_list,
            "label": self._has_label,
            "member": self._has_member,
            "is": self._is_card,
            "has": self._has,
        }.get(term.operator)
        if fits is not None:
            return fits(term.value, card)
        texts = {"name": (card.name,), "description": (card.desc,), "comment": self._comments(card)}
        return self._in_text(term, *texts.get(term.operator, (card.name, card.desc)))

    def _on_board(self, name: str, card: Card) -> bool:
        board = self.viewer.world.boards.get(card.board_id)
        return board is not None and _named(name, board.id, board.name)

    def _in_list(self, name: str, card: Card) -> bool:
        where = self.viewer.world.lists.get(card.list_id)
        return where is not None and _named(name, where.id, where.name)

    def _has_label(self, name: str, card: Card) -> bool:
        labels = (self.viewer.world.labels.get(each) for each in card.label_ids)
        return any(label is not None and _named(name, label.name, label.color or "") for label in labels)

    def _comments(self, card: Card) -> tuple[str, ...]:
        found = self.viewer.world.actions.by("card_id", card.id)
        return tuple(str(each.data.get("text", "")) for each in found if each.type == "commentCard")

    def _has_member(self, name: str, card: Card) -> bool:
        if name == "me":
            return self.viewer.member_id in card.member_ids
        members = (self.viewer.world.members.get(each) for each in card.member_ids)
        return any(
            member is not None and _named(name, member.username, member.full_name) for member in members
        )

    def _is_card(self, state: str, card: Card) -> bool:
        return self._is(state, self.viewer.world.boards.get(card.board_id), closed=card.closed)

    def _is(self, state: str, board: Board | None, *, closed: bool) -> bool:
        if state == "starred":
            stars = self.viewer.world.board_stars.by("member_id", self.viewer.member_id)
            return board is not None and any(star.board_id == board.id for star in stars)
        return {"open": not closed, "archived": closed}.get(state, False)

    def _has(self, part: str, card: Card) -> bool:
        world = self.viewer.world
        parts: dict[str, object] = {
            "attachments": world.attachments.by("card_id", card.id),
            "checklist": world.checklists.by("card_id", card.id),
            "cover": card.cover.get("color") or card.cover_attachment_id,
            "description": card.desc,
            "due": card.due,
            "members": card.member_ids,
            "stickers": card.stickers,
        }
        return bool(parts.get(part))


def _named(value: str, *names: str) -> bool:
    """Return whether one of the names contains the value, as Trello's operators look for a name."""
    return any(value in name.casefold() for name in names if name)
