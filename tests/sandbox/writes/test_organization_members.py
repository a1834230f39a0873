from typing import Any

import pytest

from app.sandbox.models import Board, Member, Organization
from app.sandbox.permissions import membership_of
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import kinds, newest

FORBIDDEN = (401, "unauthorized org requested")
NOT_FOUND = (404, "The requested resource was not found.")
LAST_ADMIN = (400, "must have at least one admin")
MEMBERS = "/organizations/plain/members"


@pytest.fixture
def workspace(plain: Asking) -> Organization:
    return next(iter(plain.world.organizations))


@pytest.fixture
def alan(plain: Asking) -> Member:
    """Somebody who belongs nowhere yet."""
    return plain.world.members.add(Member("0" * 24, "alan", "Alan Turing", "AT", email="alan@example.com"))


def said(workspace: Organization, **data: str) -> dict[str, Any]:
    return {"organization": {"id": workspace.id, "name": "Plain"}, **data}


def members(workspace: Organization) -> list[tuple[str, str]]:
    return [(each.member_id, each.member_type) for each in workspace.memberships]


async def test_a_member_is_added_to_an_organization(
    plain: Asking, workspace: Organization, alan: Member
) -> None:
    body = await plain.put(f"{MEMBERS}/alan", type="normal")

    assert (body["id"], body["username"]) == (alan.id, "alan")
    assert members(workspace)[2] == (alan.id, "normal")
    about = said(workspace, idMemberAdded=alan.id, memberType="normal")
    assert newest(plain) == [("addMemberToOrganization", about)]
    found = await plain.get("/organizations/plain/actions", limit="1")
    assert found[0]["member"]["username"] == "alan"


async def test_a_member_of_an_organization_is_made_an_admin_and_normal_again(
    plain: Asking, workspace: Organization, grace: Member
) -> None:
    for kind in ("normal", "admin", "normal"):
        await plain.put(f"{MEMBERS}/{grace.id}", type=kind)

    assert newest(plain, 3)[1:] == [
        ("makeAdminOfOrganization", said(workspace, idMember=grace.id)),
        ("makeNormalMemberOfOrganization", said(workspace, idMember=grace.id)),
    ]
    assert kinds(plain, 3)[0] == "commentCard"


async def test_somebody_is_invited_to_an_organization_by_address(
    plain: Asking, workspace: Organization, alan: Member
) -> None:
    await plain.put(MEMBERS, email="ALAN@example.com", type="admin")
    body = await plain.put(MEMBERS, email="new@example.com", fullName="Somebody New")

    assert set(body) == {"id", "members", "memberships"}
    assert members(workspace)[2] == (alan.id, "admin")
    assert body["members"][3]["fullName"] == "Somebody New"
    assert [each["unconfirmed"] for each in body["memberships"]] == [False, False, False, True]


@pytest.mark.parametrize(
    ("path", "params", "text"),
    [
        (f"{MEMBERS}/grace", {}, "invalid value for type"),
        (f"{MEMBERS}/grace", {"type": "observer"}, "invalid value for type"),
        (MEMBERS, {}, "invalid value for email"),
        (MEMBERS, {"email": "ada"}, "invalid value for email"),
        (MEMBERS, {"email": "new@example.com", "type": "king"}, "invalid value for type"),
        (f"{MEMBERS}/grace/deactivated", {}, "invalid value for value"),
        (f"{MEMBERS}/ada", {"type": "normal"}, LAST_ADMIN[1]),
        (f"{MEMBERS}/ada/deactivated", {"value": "true"}, LAST_ADMIN[1]),
    ],
)
async def test_a_membership_cannot_be_anything(
    plain: Asking, path: str, params: dict[str, str], text: str
) -> None:
    assert await plain.refused("PUT", path, **params) == (400, text)


async def test_a_deactivated_member_is_shut_out_until_let_in_again(
    plain: Asking, workspace: Organization, board: Board, grace: Member
) -> None:
    path = f"{MEMBERS}/grace/deactivated"
    await plain.put(path, value="false")

    body = await plain.put(path, value="true")

    assert [each["deactivated"] for each in body["memberships"]] == [False, True]
    assert newest(plain) == [("deactivatedMemberInOrganization", said(workspace, idMember=grace.id))]
    assert await plain.refusal("/organizations/plain", as_="grace") == FORBIDDEN
    assert await plain.refusal(f"/boards/{board.id}", as_="grace") == (
        401,
        "unauthorized permission requested",
    )
    assert await plain.get("/members/me/organizations", as_="grace") == []
    refused = await plain.refused("POST", "/boards", as_="grace", name="x", idOrganization="plain")
    assert refused == FORBIDDEN
    await plain.put(path, value="false")
    assert newest(plain) == [("reactivatedMemberInOrganization", said(workspace, idMember=grace.id))]
    await plain.get(f"/boards/{board.id}", as_="grace")


async def test_a_member_leaves_an_organization_and_stays_on_its_boards(
    plain: Asking, workspace: Organization, board: Board, grace: Member
) -> None:
    assert await plain.delete(f"{MEMBERS}/me", as_="grace") == {"_value": None}

    assert len(members(workspace)) == 1
    assert membership_of(board, grace.id) is not None
    assert newest(plain) == [("removeMemberFromOrganization", said(workspace, idMember=grace.id))]
    assert await plain.refused("DELETE", f"{MEMBERS}/grace") == NOT_FOUND
    assert await plain.refused("PUT", f"{MEMBERS}/grace/deactivated", value="true") == NOT_FOUND


async def test_a_member_is_removed_from_an_organization_with_all_its_boards(
    plain: Asking, workspace: Organization, board: Board, other: Board, grace: Member
) -> None:
    assert await plain.delete(f"{MEMBERS}/grace/all") == {"_value": None}

    assert len(members(workspace)) == 1
    assert [membership_of(each, grace.id) for each in (board, other)] == [None, None]
    assert await plain.get(f"/boards/{board.id}/members", fields="username") == [
        {"id": board.memberships[0].member_id, "username": "ada"}
    ]
    assert kinds(plain, 3) == [
        "removeMemberFromBoard", "removeMemberFromBoard", "removeMemberFromOrganization",
    ]  # fmt: skip


async def test_the_last_admin_of_an_organization_or_a_board_stays(plain: Asking, other: Board) -> None:
    assert await plain.refused("DELETE", f"{MEMBERS}/ada") == LAST_ADMIN
    other.memberships[0].member_type, other.memberships[1].member_type = "normal", "admin"

    assert await plain.refused("DELETE", f"{MEMBERS}/grace/all") == LAST_ADMIN
    await plain.delete(f"{MEMBERS}/grace")


@pytest.mark.usefixtures("alan")
async def test_admins_alone_say_who_belongs_to_an_organization(plain: Asking) -> None:
    assert await plain.refused("PUT", f"{MEMBERS}/alan", as_="grace", type="normal") == FORBIDDEN
    assert await plain.refused("PUT", MEMBERS, as_="grace", email="alan@example.com") == FORBIDDEN
    assert await plain.refused("PUT", f"{MEMBERS}/ada/deactivated", as_="grace", value="true") == FORBIDDEN
    assert await plain.refused("DELETE", f"{MEMBERS}/ada", as_="grace") == FORBIDDEN
    assert await plain.refused("DELETE", f"{MEMBERS}/ada/all", as_="grace") == FORBIDDEN
