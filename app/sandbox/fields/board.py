from typing import Any, Final

from app.sandbox.fields import limits
from app.sandbox.fields.membership import memberships
from app.sandbox.fields.selection import Fields, Getter, constant, stored, subscribed
from app.sandbox.models import Board
from app.sandbox.slug import slug
from app.sandbox.viewer import Viewer

_COLORS: Final = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")
LABEL_NAMES: Final = tuple(f"{color}{shade}" for shade in ("", "_dark", "_light") for color in _COLORS)

BACKGROUNDS: Final = {
    "blue": "#0079BF",
    "orange": "#D29034",
    "green": "#519839",
    "red": "#B04632",
    "purple": "#89609E",
    "pink": "#CD5A91",
    "lime": "#4BBF6B",
    "sky": "#00AECC",
    "grey": "#838C91",
}

_PREFS: Final = {
    "hideVotes": False,
    "voting": "disabled",
    "comments": "members",
    "invitations": "members",
    "selfJoin": True,
    "cardCovers": True,
    "cardCounts": False,
    "isTemplate": False,
    "cardAging": "regular",
    "calendarFeedEnabled": False,
    "hiddenPluginBoardButtons": [],
    "switcherViews": [],
    "background": "blue",
    "backgroundColor": "#0079BF",
    "backgroundImage": None,
    "backgroundImageScaled": None,
    "backgroundTile": False,
    "backgroundBrightness": "dark",
    "backgroundBottomColor": "#0079BF",
    "backgroundTopColor": "#0079BF",
    "canBePublic": True,
    "canBeEnterprise": True,
    "canBeOrg": True,
    "canBePrivate": True,
    "canInvite": True,
}

_OWN_PREFS: Final = {
    "showSidebar": True,
    "showSidebarMembers": True,
    "showSidebarBoardActions": True,
    "showSidebarActivity": True,
    "emailPosition": "bottom",
    "idEmailList": None,
}


def _extra(name: str, otherwise: Any) -> Getter[Board]:
    return lambda board, _: board.extra.get(name, otherwise)


def _starred(board: Board, viewer: Viewer) -> bool:
    stars = viewer.world.board_stars.by("member_id", viewer.member_id)
    return any(star.board_id == board.id for star in stars)


def prefs(board: Board) -> dict[str, Any]:
    """Return all preferences of a board."""
    color = BACKGROUNDS.get(board.prefs.get("background", ""))
    colors = dict.fromkeys(("backgroundColor", "backgroundTopColor", "backgroundBottomColor"), color)
    found = _PREFS | (colors if color else {}) | board.prefs
    return {"permissionLevel": board.permission_level, **found}


def own_prefs(board: Board, viewer: Viewer) -> dict[str, Any]:
    """Return what the viewer alone prefers for a board."""
    return _OWN_PREFS | board.own_prefs.get(viewer.member_id or "", {})


def _label_names(board: Board, viewer: Viewer) -> dict[str, str]:
    names = dict.fromkeys(LABEL_NAMES, "")
    for label in viewer.world.labels.by("board_id", board.id):
        if label.color in names:
            names[label.color] = names[label.color] or label.name
    return names


BOARD: Final = Fields[Board](
    {
        "id": stored("id"),
        "name": stored("name"),
        "desc": stored("desc"),
        "descData": constant({"emoji": {}}),
        "closed": stored("closed"),
        "dateClosed": stored("date_closed"),
        "idOrganization": stored("organization_id"),
        "idEnterprise": constant(None),
        "limits": constant(limits.BOARD),
        "pinned": constant(value=False),
        "starred": _starred,
        "url": lambda board, _: f"https://trello.com/b/{board.short_link}/{slug(board.name)}",
        "prefs": lambda board, _: prefs(board),
        "shortLink": stored("short_link"),
        "subscribed": subscribed,
        "labelNames": _label_names,
        "powerUps": _extra("powerUps", []),
        "dateLastActivity": stored("last_activity"),
        "dateLastView": lambda board, viewer: board.views.get(viewer.member_id or "", board.last_activity),
        "shortUrl": lambda board, _: f"https://trello.com/b/{board.short_link}",
        "idTags": _extra("idTags", []),
        "datePluginDisable": constant(None),
        "creationMethod": constant(None),
        "ixUpdate": constant("1"),
        "templateGallery": constant(None),
        "enterpriseOwned": constant(value=False),
        "idBoardSource": _extra("idBoardSource", None),
        "premiumFeatures": _extra("premiumFeatures", []),
        "idMemberCreator": stored("creator_id"),
        "nodeId": lambda board, _: f"ari:cloud:trello::board/workspace/{board.organization_id}/{board.id}",
        "memberships": lambda board, viewer: memberships(board.memberships, viewer),
    },
    default="name,desc,descData,closed,idOrganization,idEnterprise,pinned,url,shortUrl,prefs,labelNames",
)
