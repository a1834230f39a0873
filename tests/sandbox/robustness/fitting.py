"""Values that fit the names of parameters."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from app.sandbox.store import World
from tests.sandbox.robustness.known import ids

Fitting: TypeAlias = Mapping[str, Sequence[Any]]

NEEDED: Final = frozenset(
    {
        *(
            "callbackURL",
            "color",
            "customFieldItems",
            "displayName",
            "email",
            "fullName",
            "idBoard",
            "idCard",
        ),
        *("idList", "idModel", "modelType", "name", "text", "type", "url", "value"),
    }
)
"""What routes mostly do not do without."""

_TRUTHS: Final = ("true", "false", True)
_TIMES: Final = ("2026-03-01T10:00:00Z", "null", None)
_COLORS: Final = ("red", "green_dark", "null")
_NAMES: Final = ("Card", "x y")


def fitting(
    world: World, path: str = "", who: str = "ada", numbers: Sequence[float] = (3.5, 70000.25)
) -> Fitting:
    """Return values by the names of parameters; `value` fits what the path is of, `numbers` are positions."""
    known = ids(world)
    values = {**_ids(known), **_words(), "pos": ("top", "bottom", *numbers)}
    last = path.rpartition("/")[2]
    theirs = [each.member_id for each in world.tokens if each.value.startswith(who)]
    by_place = {
        "item": ({"text": "x"}, {"number": "1.5"}, {"checked": "true"}, {"date": _TIMES[0]}, None, "x"),
        "members": values["idMembers"],
        "membersVoted": theirs,
        "options": ({"text": "New"},),
        "deactivated": _TRUTHS,
    }
    anything = [each for some in values.values() for each in some]
    return {**values, "value": by_place.get(last) or values.get(last) or anything}


def _ids(known: Mapping[str, list[str]]) -> dict[str, Sequence[Any]]:
    items = [
        [{"idCustomField": each, "value": value}]
        for each in known["customField"]
        for value in (None, {"text": "x"})
    ]
    return {
        **dict.fromkeys(("idBoard", "idBoardSource", "idModel"), known["board"][::2]),
        **dict.fromkeys(("idMember", "idMembers"), known["member"][1:]),
        **dict.fromkeys(("idList", "idListSource"), known["list"]),
        **dict.fromkeys(("idCard", "idCardSource"), known["card"][::2]),
        **dict.fromkeys(("idChecklist", "idChecklistSource"), known["checklist"]),
        "customFieldItems": items,
        "idAttachmentCover": known["attachment"],
        "idLabels": known["label"],
        "idOrganization": known["organization"],
        "idValue": known["option"],
    }


def _words() -> dict[str, Sequence[Any]]:
    names = ("name", "text", "desc", "bio", "description", "displayName", "fullName", "query")
    switches = ("closed", "subscribed", "dueComplete", "active", "checked", "defaultLists", "colorBlind")
    return {
        **dict.fromkeys(names, _NAMES),
        **dict.fromkeys(switches, _TRUTHS),
        **dict.fromkeys(("due", "start"), _TIMES),
        **dict.fromkeys(("permissionLevel", "prefs_permissionLevel"), ("private", "org", "public")),
        **dict.fromkeys(("url", "urlSource"), ("https://example.com/",)),
        "avatarSource": ("gravatar", "none"),
        "callbackURL": ("http://127.0.0.1:9/", "http://127.0.0.1:9/x"),
        "color": _COLORS,
        "cover": ({"color": "sky", "size": "full"}, {"idAttachment": None}),
        "email": ("new@example.com", "grace@example.com"),
        "emailPosition": ("top", "bottom"),
        "keepFromSource": ("all", "none", "checklists,comments", "attachments,customFields,labels"),
        "modelType": ("board",),
        "state": ("complete", "incomplete"),
        "type": ("admin", "normal", "observer", "text", "list", "checkbox"),
        "username": ("somebody", "someone_else"),
    }
