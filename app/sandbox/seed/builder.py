"""Builds a world step by step, with the history that each step leaves."""

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.sandbox.actor import Actor
from app.sandbox.dates import trello_time
from app.sandbox.ids import Ids
from app.sandbox.models import (
    Board,
    BoardList,
    BoardStar,
    Card,
    Label,
    Member,
    Membership,
    Organization,
    PermissionLevel,
    Token,
)
from app.sandbox.positions import STEP
from app.sandbox.store import World


class Builder:
    """`world` is what was built so far; `now` is when the next step happens, and may be set."""

    def __init__(self, seed: int, start: datetime) -> None:
        self.world = World()
        self.rng = Random(seed)  # noqa: S311  # the same world every time is the point
        self.ids = Ids(self.rng)
        self.now = start
        self._bottom: defaultdict[str, float] = defaultdict(float)
        self._cards: defaultdict[str, int] = defaultdict(int)

    def wait(self, **duration: float) -> None:
        """Let time pass; the arguments are those of `timedelta`."""
        self.now += timedelta(**duration)

    def chance(self, probability: float) -> bool:
        """Return true that often."""
        return self.rng.random() < probability

    def actor(self, member: Member) -> Actor:
        """Return a member who does something now."""
        return Actor(self.world, member, self.now, self.ids)

    def new_id(self) -> str:
        """Return an id for something made now."""
        return self.ids.object_id(self.now)

    def below(self, owner_id: str) -> float:
        """Return the position below everything in a list, a board or a card."""
        self._bottom[owner_id] += STEP
        return self._bottom[owner_id]

    def member(self, username: str, full_name: str, bio: str = "") -> Member:
        """Add a person with an avatar and an address nobody reads."""
        initials = "".join(part[0] for part in full_name.split())[:3].upper()
        return self.world.members.add(
            Member(
                self.new_id(),
                username,
                full_name,
                initials,
                avatar_hash=self.ids.hexadecimal(32),
                bio=bio,
                email=f"{username}@example.com",
            )
        )

    def token(self, member: Member, value: str) -> Token:
        """Add a token that never expires."""
        return self.world.tokens.add(
            Token(self.new_id(), value, member.id, "Offline Trello", trello_time(self.now))
        )

    def organization(
        self, name: str, display_name: str, people: list[Member], desc: str = "", website: str | None = None
    ) -> Organization:
        """Add a workspace; the first of the people made it and is its admin."""
        organization = self.world.organizations.add(
            Organization(
                self.new_id(),
                name,
                display_name,
                desc,
                website,
                people[0].id,
                memberships=self._memberships(people),
            )
        )
        self.actor(people[0]).on_organization("createOrganization", organization)
        return organization

    def board(
        self,
        name: str,
        people: list[Member],
        *,
        organization: Organization | None = None,
        desc: str = "",
        permission_level: PermissionLevel = "org",
        prefs: dict[str, Any] | None = None,
    ) -> Board:
        """Add a board; the first of the people made it and is its admin."""
        board = self.world.boards.add(
            Board(
                self.new_id(),
                name,
                self.ids.short_link(),
                desc,
                organization_id=organization.id if organization else None,
                creator_id=people[0].id,
                permission_level=permission_level,
                prefs=prefs or {},
                memberships=self._memberships(people),
            )
        )
        self.on_board("createBoard", board, people[0])
        for person in people[1:]:
            added = {"idMemberAdded": person.id, "memberType": "normal"}
            self.on_board("addMemberToBoard", board, people[0], added, member_id=person.id)
        return board

    def board_list(self, board: Board, name: str, by: Member, *, closed: bool = False) -> BoardList:
        """Add a list to the right of the others."""
        made = self.world.lists.add(BoardList(self.new_id(), board.id, name, self.below(board.id), closed))
        self.on_board("createList", board, by, lists=(made,))
        return made

    def label(self, board: Board, name: str, color: str | None) -> Label:
        """Add a label to a board."""
        return self.world.labels.add(Label(self.new_id(), board.id, name, color))

    def card(
        self,
        where: BoardList,
        name: str,
        by: Member,
        *,
        desc: str = "",
        people: tuple[Member, ...] = (),
        labels: tuple[Label, ...] = (),
    ) -> Card:
        """Add a card at the bottom of a list."""
        self._cards[where.board_id] += 1
        card = self.world.cards.add(
            Card(
                self.new_id(),
                where.board_id,
                where.id,
                name,
                self.below(where.id),
                self._cards[where.board_id],
                self.ids.short_link(),
                trello_time(self.now),
                desc,
                member_ids=[person.id for person in people],
                label_ids=[label.id for label in labels],
            )
        )
        self.on_card("createCard", card, by, lists=(where,))
        return card

    def star(self, member: Member, board: Board) -> BoardStar:
        """Let a member star a board."""
        return self.world.board_stars.add(
            BoardStar(self.new_id(), member.id, board.id, self.below(member.id))
        )

    def on_board(
        self,
        kind: str,
        board: Board,
        by: Member,
        data: dict[str, Any] | None = None,
        *,
        lists: tuple[BoardList, ...] = (),
        member_id: str | None = None,
    ) -> None:
        """Record that somebody did something to a board now."""
        self.actor(by).on_board(kind, board, data, lists=lists, member_id=member_id)

    def on_card(
        self,
        kind: str,
        card: Card,
        by: Member,
        data: dict[str, Any] | None = None,
        *,
        lists: tuple[BoardList, ...] = (),
        member_id: str | None = None,
    ) -> None:
        """Record that somebody did something to a card now."""
        self.actor(by).on_card(kind, card, data, lists=lists, member_id=member_id)

    def _memberships(self, people: list[Member]) -> list[Membership]:
        return [
            Membership(self.new_id(), person.id, "normal" if number else "admin")
            for number, person in enumerate(people)
        ]
