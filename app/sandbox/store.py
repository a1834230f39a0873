"""All that the offline Trello knows."""

from dataclasses import dataclass, field
from operator import attrgetter

from app.sandbox.models import (
    Action,
    Attachment,
    Board,
    BoardList,
    BoardStar,
    Card,
    Checklist,
    CustomField,
    CustomFieldItem,
    Label,
    Member,
    Organization,
    Token,
    Webhook,
)
from app.sandbox.table import Table

_by_position = attrgetter("pos")


def is_member(group: Board | Organization, member_id: str | None) -> bool:
    """Return whether somebody belongs to a board or an organization and is not deactivated there."""
    return any(each.member_id == member_id and not each.deactivated for each in group.memberships)


@dataclass
class World:
    """Everything there is, one table for each kind of object.

    `keys` are API keys of applications with their names. Who may see what is not decided here but in
    `app.sandbox.viewer`.
    """

    keys: dict[str, str] = field(default_factory=dict)
    members: Table[Member] = field(default_factory=lambda: Table("username"))
    tokens: Table[Token] = field(default_factory=lambda: Table("value", "member_id"))
    webhooks: Table[Webhook] = field(default_factory=lambda: Table("token_id", "model_id"))
    organizations: Table[Organization] = field(default_factory=lambda: Table("name"))
    boards: Table[Board] = field(default_factory=lambda: Table("short_link", "organization_id"))
    board_stars: Table[BoardStar] = field(default_factory=lambda: Table("member_id", "board_id"))
    lists: Table[BoardList] = field(default_factory=lambda: Table("board_id"))
    labels: Table[Label] = field(default_factory=lambda: Table("board_id"))
    cards: Table[Card] = field(default_factory=lambda: Table("short_link", "board_id", "list_id"))
    checklists: Table[Checklist] = field(default_factory=lambda: Table("board_id", "card_id"))
    attachments: Table[Attachment] = field(default_factory=lambda: Table("card_id"))
    custom_fields: Table[CustomField] = field(default_factory=lambda: Table("board_id"))
    custom_field_items: Table[CustomFieldItem] = field(default_factory=lambda: Table("card_id", "field_id"))
    actions: Table[Action] = field(
        default_factory=lambda: Table("board_id", "card_id", "creator_id", "organization_id")
    )

    def lists_of(self, board_id: str) -> list[BoardList]:
        """Return a board's lists from left to right, archived ones included."""
        return sorted(self.lists.by("board_id", board_id), key=_by_position)

    def cards_of_list(self, list_id: str) -> list[Card]:
        """Return a list's cards from top to bottom, archived ones included."""
        return sorted(self.cards.by("list_id", list_id), key=_by_position)

    def cards_of_board(self, board_id: str) -> list[Card]:
        """Return a board's cards list by list, archived ones included."""
        return [card for each in self.lists_of(board_id) for card in self.cards_of_list(each.id)]

    def cards_of_member(self, member_id: str) -> list[Card]:
        """Return the cards that a member is on, in the order of their boards."""
        return [
            card
            for board in self.boards
            for card in self.cards_of_board(board.id)
            if member_id in card.member_ids
        ]

    def checklists_of_card(self, card_id: str) -> list[Checklist]:
        """Return a card's checklists from top to bottom."""
        return sorted(self.checklists.by("card_id", card_id), key=_by_position)

    def attachments_of(self, card_id: str) -> list[Attachment]:
        """Return a card's attachments in their order."""
        return sorted(self.attachments.by("card_id", card_id), key=_by_position)

    def custom_fields_of(self, board_id: str) -> list[CustomField]:
        """Return a board's custom fields in their order."""
        return sorted(self.custom_fields.by("board_id", board_id), key=_by_position)

    def boards_of_member(self, member_id: str) -> list[Board]:
        """Return the boards that a member belongs to, the oldest first."""
        return [
            board for board in self.boards if any(each.member_id == member_id for each in board.memberships)
        ]

    def organizations_of_member(self, member_id: str) -> list[Organization]:
        """Return the organizations that a member belongs to and is not deactivated in."""
        return [each for each in self.organizations if is_member(each, member_id)]
