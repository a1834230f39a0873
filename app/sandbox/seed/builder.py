"""Builds a world step by step, with the history that each step leaves."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.sandbox.actor import Actor
from app.sandbox.changes import board_members, boards, cards, lists, organizations
from app.sandbox.dates import trello_time
from app.sandbox.ids import Ids
from app.sandbox.models import Board, BoardList, Card, Label, Member, Organization, PermissionLevel, Token
from app.sandbox.store import World


class Builder:
    """`world` is what was built so far; `now` is when the next step happens, and may be set."""

    def __init__(self, seed: int, start: datetime) -> None:
        self.world = World()
        self.rng = Random(seed)  # noqa: S311  # the same world every time is the point
        self.ids = Ids(self.rng)
        self.now = start

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
        actor = self.actor(people[0])
        values = {"displayName": display_name, "desc": desc, "website": website}
        made = organizations.create(actor, name, values)
        made.memberships += [actor.new_membership(person.id, "normal") for person in people[1:]]
        return made

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
        actor = self.actor(people[0])
        wanted = {"permissionLevel": permission_level, **(prefs or {})}
        made = boards.create(actor, name, desc, organization, wanted)
        for person in people[1:]:
            board_members.add(actor, made, person, "normal")
        return made

    def board_list(self, board: Board, name: str, by: Member) -> BoardList:
        """Add a list to the right of the others."""
        return lists.create(self.actor(by), board, name, "bottom")

    def label(self, board: Board, name: str, color: str | None) -> Label:
        """Add a label to a board."""
        return self.world.labels.add(Label(self.new_id(), board.id, name, color))

    def card(
        self,
        where: BoardList,
        name: str,
        by: Member,
        *,
        people: tuple[Member, ...] = (),
        labels: tuple[Label, ...] = (),
    ) -> Card:
        """Add a card at the bottom of a list."""
        card = cards.create(self.actor(by), where, {"name": name})
        card.member_ids = [person.id for person in people]
        card.label_ids = [label.id for label in labels]
        return card
