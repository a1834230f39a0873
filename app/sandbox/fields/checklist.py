from typing import Any, Final

from app.sandbox.fields.selection import Fields, constant, stored
from app.sandbox.models import CheckItem, Checklist
from app.sandbox.viewer import Viewer

CHECK_ITEM: Final = Fields[CheckItem](
    {
        "id": stored("id"),
        "name": stored("name"),
        "nameData": constant({"emoji": {}}),
        "pos": stored("pos"),
        "state": stored("state"),
        "due": stored("due"),
        "dueReminder": stored("due_reminder"),
        "idMember": stored("member_id"),
    },
    default="all",
)


def check_item(
    checklist: Checklist, item: CheckItem, viewer: Viewer, wanted: str | None = None
) -> dict[str, Any]:
    """Return one line of a checklist; it says which checklist it is of."""
    return {"idChecklist": checklist.id, **CHECK_ITEM.one(item, viewer, wanted)}


def check_items(checklist: Checklist, viewer: Viewer, wanted: str | None = None) -> list[dict[str, Any]]:
    """Return a checklist's lines from top to bottom."""
    return [check_item(checklist, item, viewer, wanted) for item in in_order(checklist)]


def in_order(checklist: Checklist) -> list[CheckItem]:
    """Return a checklist's items from top to bottom."""
    return sorted(checklist.items, key=lambda item: item.pos)


CHECKLIST: Final = Fields[Checklist](
    {
        "id": stored("id"),
        "name": stored("name"),
        "idCard": stored("card_id"),
        "pos": stored("pos"),
        "idBoard": stored("board_id"),
        "checkItems": check_items,
    },
    default="all",
)
