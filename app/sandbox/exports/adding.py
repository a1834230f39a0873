"""An export becomes part of a world. Nothing here can fail: what could be wrong was found by the reading."""

from typing import Any, Final, cast

from app.sandbox.dates import created_at, trello_time
from app.sandbox.exports.card_parts import add_card_parts
from app.sandbox.exports.format import ActionPart, BoardExport
from app.sandbox.exports.labels import board_labels, card_labels
from app.sandbox.exports.missing import derived_id, numbers, positions, short_link
from app.sandbox.exports.offline import add_offline, add_organization
from app.sandbox.exports.people import add_people, memberships, unknown_creator
from app.sandbox.models import (
    Action,
    Board,
    BoardList,
    Card,
    CustomField,
    CustomFieldOption,
    Label,
    Member,
    Membership,
    Organization,
    PermissionLevel,
)
from app.sandbox.store import World

_LEVELS: Final[dict[Any, PermissionLevel]] = {"public": "public", "org": "org", "enterprise": "org"}
_IN_EXTRA: Final = {"address", "card_role", "coordinates", "location_name"}
_NO_CARD: Final = "deleteCard"
"""The action of which the card is not there."""


def add_board(world: World, export: BoardExport, importer: Member) -> None:
    """Add the board with everything on it, in place of what there was of it."""
    _remove(world, export.id)
    add_people(world, export)
    if export.offline_trello:
        add_organization(world, export.offline_trello)
    _add_organization(world, export, importer)
    world.boards.add(_board(export, importer))
    _add_lists(world, export)
    labels = board_labels(export)
    for label in labels.values():
        world.labels.add(label)
    _add_custom_fields(world, export)
    _add_cards(world, export, labels)
    add_card_parts(world, export)
    for action in reversed(export.actions):
        world.actions.add(_action(export, action))
    if export.offline_trello:
        add_offline(world, world.boards[export.id], export.offline_trello)


def _remove(world: World, board_id: str) -> None:
    """Remove a board, but not what other boards remember of its cards."""
    for card in world.cards.by("board_id", board_id):
        world.attachments.remove_by("card_id", card.id)
        world.custom_field_items.remove_by("card_id", card.id)
    tables: tuple[Any, ...] = (
        world.actions, world.board_stars, world.cards, world.checklists, world.custom_fields, world.labels,
        world.lists,
    )  # fmt: skip
    for table in tables:
        table.remove_by("board_id", board_id)
    world.boards.remove(board_id)


def _add_organization(world: World, export: BoardExport, importer: Member) -> None:
    """Add a stand-in for the organization, of which an export has the id only."""
    organization_id = export.id_organization
    if organization_id and organization_id not in world.organizations:
        name = f"workspace_{organization_id[-8:]}"
        membership = Membership(derived_id(organization_id, "membership", importer.id), importer.id, "admin")
        world.organizations.add(
            Organization(
                organization_id,
                name,
                f"Workspace of {export.name}",
                creator_id=importer.id,
                memberships=[membership],
            )
        )


def _board(export: BoardExport, importer: Member) -> Board:
    prefs = {name: value for name, value in export.prefs.items() if name != "permissionLevel"}
    return Board(
        export.id,
        export.name,
        short_link(export.id, export.short_link, export.short_url, export.url),
        export.desc,
        export.closed,
        export.date_closed,
        export.id_organization,
        export.id_member_creator,
        export.date_last_activity,
        _LEVELS.get(str(export.prefs.get("permissionLevel")), "private"),
        prefs,
        memberships(export, importer),
        extra={
            "idBoardSource": export.id_board_source,
            "powerUps": export.power_ups,
            "premiumFeatures": export.premium_features,
        },
    )


def _add_lists(world: World, export: BoardExport) -> None:
    """Add the lists, and one for each that cards are on but the export has not."""
    places = positions([part.pos for part in export.lists])
    for part, pos in zip(export.lists, places, strict=True):
        world.lists.add(BoardList(part.id, export.id, part.name, pos, part.closed))
    for list_id in dict.fromkeys(card.id_list for card in export.cards):
        if list_id not in world.lists:
            places = positions([*places, None])
            world.lists.add(BoardList(list_id, export.id, "List not in the export", places[-1]))


def _add_custom_fields(world: World, export: BoardExport) -> None:
    places = positions([part.pos for part in export.custom_fields])
    for part, pos in zip(export.custom_fields, places, strict=True):
        option_places = positions([option.pos for option in part.options])
        options = [
            CustomFieldOption(option.id, str(option.value.get("text", "")), option.color, place)
            for option, place in zip(part.options, option_places, strict=True)
        ]
        front = part.display.get("cardFront") is not False
        world.custom_fields.add(CustomField(part.id, export.id, part.name, part.type, pos, front, options))


def _add_cards(world: World, export: BoardExport, labels: dict[str, Label]) -> None:
    places = positions([part.pos for part in export.cards])
    short_ids = numbers(part.id_short for part in export.cards)
    world.boards[export.id].last_short_id = max(short_ids, default=0)
    for part, pos, short_id in zip(export.cards, places, short_ids, strict=True):
        world.cards.add(
            Card(
                part.id,
                export.id,
                part.id_list,
                part.name,
                pos,
                short_id,
                short_link(part.id, part.short_link, part.short_url, part.url),
                part.date_last_activity or trello_time(created_at(part.id)),
                part.desc,
                part.closed,
                part.start,
                part.due,
                part.due_complete,
                part.due_reminder,
                part.is_template,
                dict(part.cover),
                part.id_attachment_cover or None,
                part.id_members,
                part.id_members_voted,
                card_labels(export, part, labels),
                cast("list[dict[str, Any]]", part.stickers),
                cast("list[dict[str, Any]]", part.plugin_data),
                extra=part.model_dump(by_alias=True, include=_IN_EXTRA, exclude_none=True),
            )
        )


def _action(export: BoardExport, part: ActionPart) -> Action:
    lists = (_id_in(part.data, name) for name in ("list", "listBefore", "listAfter"))
    concerned = part.member.id if part.member else part.data.get("idMember") or part.data.get("idMemberAdded")
    return Action(
        part.id,
        part.type,
        part.date or trello_time(created_at(part.id)),
        part.id_member_creator or unknown_creator(export),
        part.data,
        export.id,
        None if part.type == _NO_CARD else _id_in(part.data, "card"),
        tuple(each for each in lists if each),
        member_id=concerned if isinstance(concerned, str) else None,
    )


def _id_in(data: dict[str, Any], name: str) -> str | None:
    part = data.get(name)
    found = part.get("id") if isinstance(part, dict) else None
    return found if isinstance(found, str) else None
