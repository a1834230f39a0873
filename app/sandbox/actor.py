from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.sandbox.actions import (
    Deed,
    record_on_board,
    record_on_card,
    record_on_member,
    record_on_organization,
)
from app.sandbox.dates import trello_time
from app.sandbox.ids import Ids
from app.sandbox.models import Action, Board, BoardList, Card, Member, Membership, Organization
from app.sandbox.store import World


@dataclass(frozen=True)
class Actor:
    """A member who changes the world at some moment; `recorded` is the history of that, the oldest first.

    `data` of a deed has what is special to it; `lists` are those concerned, that a card leaves and that it
    comes to where it moves; `member_id` is whom it was done to.
    """

    world: World
    member: Member
    now: datetime
    ids: Ids
    recorded: list[Action] = field(default_factory=list)

    @property
    def time(self) -> str:
        """The moment, as Trello writes it."""
        return trello_time(self.now)

    def new_id(self) -> str:
        """Return an id for something made now."""
        return self.ids.object_id(self.now)

    def new_short_link(self) -> str:
        """Return a short link that nothing has."""
        return self.ids.short_link()

    def new_membership(self, member_id: str, kind: str) -> Membership:
        """Return a membership that begins now: `kind` is `admin`, `normal` or `observer`."""
        return Membership(self.new_id(), member_id, kind)

    def on_board(
        self,
        kind: str,
        board: Board,
        data: dict[str, Any] | None = None,
        *,
        lists: tuple[BoardList, ...] = (),
        member_id: str | None = None,
    ) -> Action:
        """Record something done to a board or to a list of it."""
        return self._keep(record_on_board(self.world, board, self._deed(kind, data, lists, member_id)))

    def on_card(
        self,
        kind: str,
        card: Card,
        data: dict[str, Any] | None = None,
        *,
        lists: tuple[BoardList, ...] = (),
        member_id: str | None = None,
    ) -> Action:
        """Record something done to a card."""
        return self._keep(record_on_card(self.world, card, self._deed(kind, data, lists, member_id)))

    def on_organization(
        self,
        kind: str,
        organization: Organization,
        data: dict[str, Any] | None = None,
        *,
        member_id: str | None = None,
    ) -> Action:
        """Record something done to an organization."""
        deed = self._deed(kind, data, (), member_id)
        return self._keep(record_on_organization(self.world, organization, deed))

    def on_member(self, kind: str, data: dict[str, Any]) -> Action:
        """Record something that the member did to themselves."""
        deed = self._deed(kind, data, (), self.member.id)
        return self._keep(record_on_member(self.world, self.member, deed))

    def _deed(
        self, kind: str, data: dict[str, Any] | None, lists: tuple[BoardList, ...], member_id: str | None
    ) -> Deed:
        return Deed(self.new_id(), kind, self.member.id, self.now, data or {}, lists, member_id)

    def _keep(self, action: Action) -> Action:
        self.recorded.append(action)
        return action
