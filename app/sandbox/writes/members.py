"""What a member may change of themselves, with a token that has the scope `account`.

Source: https://developer.atlassian.com/cloud/trello/rest/api-group-members/#api-members-id-put
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from app.sandbox import permissions
from app.sandbox.changes import members
from app.sandbox.errors import invalid_value
from app.sandbox.fields.member import MEMBER
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import Reader, boolean, one_of, some_text, text, trimmed_text
from app.sandbox.writes.fields import given, given_one

routes = Routes()

_USERNAME: Final = re.compile("[a-z0-9_]{3,100}")
_MOST_INITIALS: Final = 4


@routes.put("/members/{member}")
def _update(request: Write) -> Any:
    permissions.own_account(request)
    params = request.params
    return _updated(request, given(params, _READERS), given(params, _PREFS, "prefs/"))


@routes.put("/members/{member}/{field}")
def _update_field(request: Write) -> Any:
    permissions.own_account(request)
    return _updated(request, given_one(request, _READERS), {})


@routes.put("/members/{member}/prefs/{pref}")
def _update_pref(request: Write) -> Any:
    permissions.own_account(request)
    return _updated(request, {}, given_one(request, _PREFS, "pref"))


def _updated(request: Write, values: dict[str, Any], prefs: dict[str, Any]) -> Any:
    member = request.actor.member
    namesake = request.world.members.one("username", values.get("username"))
    if namesake not in (None, member):
        raise invalid_value("username")
    members.update(request.actor, values, prefs)
    return MEMBER.one(member, request.viewer, request.params.get("fields"))


def _initials(params: Params, name: str) -> str:
    value = trimmed_text(params, name)
    if len(value) > _MOST_INITIALS:
        raise invalid_value(name)
    return value


def _username(params: Params, name: str) -> str:
    value = text(params, name)
    if not _USERNAME.fullmatch(value):
        raise invalid_value(name)
    return value


_READERS: Final[Mapping[str, Reader]] = {
    "fullName": trimmed_text,
    "initials": _initials,
    "username": _username,
    "bio": text,
    "avatarSource": one_of(("gravatar", "none", "upload")),
}
_PREFS: Final[Mapping[str, Reader]] = {
    "colorBlind": boolean,
    "locale": some_text,
    "minutesBetweenSummaries": lambda params, name: int(one_of(("-1", "1", "60"))(params, name)),
}
