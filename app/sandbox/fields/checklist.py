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
        "dueReminder": constant(None),
        "idMember": stored("member_id"),
    },
    default="all",
)


def check_items(checklist: Checklist, viewer: Viewer, wanted: str | None = None) -> list[dict[str, Any]]:
    """Return a checklist's lines from top to bottom; each says which checklist it is of."""
    names = CHECK_ITEM.select(wanted)
    return [
        {"idChecklist": checklist.id, **CHECK_ITEM.take(item, viewer, names)}
        for item in sorted(checklist.items, key=lambda item: item.pos)
    ]


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
