"""Organizations, which people know as workspaces.

Source: https://developer.atlassian.com/cloud/trello/rest/api-group-organizations/
"""

import re
from collections.abc import Mapping
from itertools import chain, count
from typing import Any, Final

from app.sandbox import permissions
from app.sandbox.changes import organizations
from app.sandbox.errors import invalid_value
from app.sandbox.fields.organization import ORGANIZATION
from app.sandbox.models import Organization
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import Reader, one_of, text, trimmed_text, web_address
from app.sandbox.writes.fields import given, given_one

routes = Routes()

_ANSWER: Final = ",".join(name for name in ORGANIZATION.default.split(",") if name != "offering")
"""What the service was seen to answer to a write: less than to a read."""

_NAME: Final = re.compile("[a-z0-9_]{3,}")


@routes.post("/organizations")
def _create(request: Write) -> Any:
    request = request.without_nulls()
    values = {"displayName": trimmed_text(request.params, "displayName")}
    values |= given(request.params, {name: _READERS[name] for name in ("desc", "website")})
    made = organizations.create(request.actor, _new_name(request, values["displayName"]), values)
    return ORGANIZATION.one(made, request.viewer, f"{_ANSWER},idMemberCreator") | {"limits": {}}


@routes.put("/organizations/{organization}")
def _update(request: Write) -> Any:
    item, params = permissions.administered_organization(request), request.params
    return _updated(request, item, given(params, _READERS), given(params, _PREFS, "prefs/"))


@routes.put("/organizations/{organization}/{field}")
def _update_field(request: Write) -> Any:
    item = permissions.administered_organization(request)
    return _updated(request, item, given_one(request, _READERS), {})


@routes.put("/organizations/{organization}/prefs/{pref}")
def _update_pref(request: Write) -> Any:
    item = permissions.administered_organization(request)
    return _updated(request, item, {}, given_one(request, _PREFS, "pref"))


def _updated(request: Write, item: Organization, values: dict[str, Any], prefs: dict[str, Any]) -> Any:
    if request.world.organizations.one("name", values.get("name")) not in (None, item):
        raise invalid_value("name")
    organizations.update(request.actor, item, values)
    if "permissionLevel" in prefs:
        organizations.show_to(request.actor, item, prefs["permissionLevel"])
    return ORGANIZATION.one(item, request.viewer, _ANSWER)


@routes.delete("/organizations/{organization}")
def _delete(request: Write) -> Any:
    organizations.delete(request.actor, permissions.administered_organization(request))
    return {"_value": None}


def _new_name(request: Write, display_name: str) -> str:
    """Return a name that no other has: what is left of the one wanted, with a number if it is taken."""
    wanted = text(request.params, "name")
    left = re.sub("[^a-z0-9_]", "", (wanted or display_name).lower())
    if not _NAME.fullmatch(left):
        if wanted:
            raise invalid_value("name")
        left = f"workspace{left}"
    candidates = chain([left], (f"{left}{number}" for number in count(1)))
    return next(name for name in candidates if request.world.organizations.one("name", name) is None)


def _name(params: Params, name: str) -> str:
    value = text(params, name)
    if not _NAME.fullmatch(value):
        raise invalid_value(name)
    return value


_READERS: Final[Mapping[str, Reader]] = {
    "name": _name,
    "displayName": trimmed_text,
    "desc": text,
    "website": web_address,
}
_PREFS: Final[Mapping[str, Reader]] = {"permissionLevel": one_of(("private", "public"))}
