from typing import Any, Final

from app.sandbox import lookup, permissions
from app.sandbox.changes import members, organization_members
from app.sandbox.errors import not_found
from app.sandbox.fields.member import MEMBER, SMALL
from app.sandbox.models import Member, Membership, Organization
from app.sandbox.permissions import membership_of
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import boolean, email, one_of
from app.sandbox.writes.memberships import must_keep_an_admin, people

routes = Routes()

_KINDS: Final = ("admin", "normal")


@routes.put("/organizations/{organization}/members/{member}")
def _set(request: Write) -> Any:
    item, member = permissions.administered_organization(request), lookup.member(request)
    _join(request, item, member, one_of(_KINDS)(request.params, "type"))
    return MEMBER.one(member, request.viewer, SMALL)


@routes.put("/organizations/{organization}/members")
def _invite(request: Write) -> Any:
    item, params = permissions.administered_organization(request), request.params
    address, kind = email(params, "email"), params.choice("type", _KINDS, "normal")
    _join(request, item, members.invite(request.actor, address, params.text("fullName")), kind)
    return {"id": item.id, **people(item, request.viewer)}


def _join(request: Write, item: Organization, member: Member, kind: str) -> None:
    membership = membership_of(item, member.id)
    if membership is None:
        organization_members.add(request.actor, item, member, kind)
    else:
        must_keep_an_admin(item, member.id, kind)
        organization_members.set_kind(request.actor, item, membership, kind)


@routes.put("/organizations/{organization}/members/{member}/deactivated")
def _deactivate(request: Write) -> Any:
    item = permissions.administered_organization(request)
    wanted = boolean(request.params, "value")
    membership = _membership(request, item)
    if wanted:
        must_keep_an_admin(item, membership.member_id)
    organization_members.set_deactivated(request.actor, item, membership, wanted=wanted)
    return {"id": item.id, **people(item, request.viewer)}


@routes.delete("/organizations/{organization}/members/{member}")
def _remove(request: Write) -> Any:
    item, membership = _leaving(request)
    organization_members.remove(request.actor, item, membership)
    return {"_value": None}


@routes.delete("/organizations/{organization}/members/{member}/all")
def _remove_everywhere(request: Write) -> Any:
    item, membership = _leaving(request)
    for board, found in organization_members.on_boards(request.actor, item, membership.member_id):
        must_keep_an_admin(board, found.member_id)
    organization_members.remove_everywhere(request.actor, item, membership)
    return {"_value": None}


def _leaving(request: Write) -> tuple[Organization, Membership]:
    """Return who is to leave what: an admin decides that, or they themselves."""
    item = lookup.organization(request)
    if lookup.member(request).id != request.viewer.member_id:
        permissions.administered_organization(request)
    membership = _membership(request, item)
    must_keep_an_admin(item, membership.member_id)
    return item, membership


def _membership(request: Write, item: Organization) -> Membership:
    found = membership_of(item, lookup.member(request).id)
    if found is None:
        raise not_found()
    return found
