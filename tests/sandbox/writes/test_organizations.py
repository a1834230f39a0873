import pytest

from app.sandbox.models import Board, Member, Organization
from tests.sandbox import shapes
from tests.sandbox.asking import Asking, oauth
from tests.sandbox.writes.history import kinds, newest

FORBIDDEN = (401, "unauthorized org requested")


@pytest.fixture
def plain_workspace(plain: Asking) -> Organization:
    return next(iter(plain.world.organizations))


async def test_a_member_makes_an_organization_and_is_its_admin(plain: Asking, ada: Member) -> None:
    made = await plain.post(
        "/organizations", displayName="Tide tables", desc="Since 1884", website="https://example.com"
    )

    assert made == {
        "id": made["id"],
        "name": "tidetables",
        "displayName": "Tide tables",
        "desc": "Since 1884",
        "descData": {"emoji": {}},
        "url": "https://trello.com/w/tidetables",
        "website": "https://example.com",
        "teamType": None,
        "logoHash": None,
        "logoUrl": None,
        "powerUps": [],
        "products": [],
        "idMemberCreator": ada.id,
        "limits": {},
    }
    found = await plain.get("/organizations/tidetables", fields="all")
    assert shapes.differences(found, shapes.ORGANIZATION) == []
    assert [(each["idMember"], each["memberType"]) for each in found["memberships"]] == [(ada.id, "admin")]
    assert found["prefs"]["permissionLevel"] == "private"
    about = {"organization": {"id": made["id"], "name": "Tide tables"}}
    assert newest(plain) == [("createOrganization", about)]


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"displayName": "Tide", "name": "tide_tables_2"}, "tide_tables_2"),
        ({"displayName": "Tide", "name": "Tide-Tables!"}, "tidetables"),
        ({"displayName": "Plain"}, "plain2"),
        ({"displayName": "x", "name": "plain"}, "plain2"),
        ({"displayName": "Õ!"}, "workspace"),
        ({"displayName": "ab"}, "workspaceab"),
    ],
)
async def test_an_organization_gets_a_name_that_no_other_has(
    plain: Asking, params: dict[str, str], name: str
) -> None:
    await plain.post("/organizations", displayName="Plain 1", name="plain1")

    assert (await plain.post("/organizations", **params))["name"] == name


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({}, "invalid value for displayName"),
        ({"displayName": ""}, "invalid value for displayName"),
        ({"displayName": " Tide"}, "invalid value for displayName"),
        ({"displayName": "Tide", "name": "a!"}, "invalid value for name"),
        ({"displayName": "Tide", "website": "example.com"}, "invalid value for website"),
    ],
)
async def test_an_organization_that_cannot_be_is_refused(
    plain: Asking, params: dict[str, str], text: str
) -> None:
    assert await plain.refused("POST", "/organizations", **params) == (400, text)


async def test_what_a_client_leaves_null_is_not_said_of_a_new_organization(plain: Asking) -> None:
    said = {"displayName": "Tide", "name": None, "desc": None, "website": None}

    response = await plain.client.post("/1/organizations", json=said, headers=oauth("ada"))

    body = await response.json()
    assert (body["name"], body["desc"], body["website"]) == ("tide", "", None)


async def test_a_board_is_made_in_a_new_organization(plain: Asking) -> None:
    made = await plain.post("/organizations", displayName="Tide tables")

    board = await plain.post("/boards", name="Low water", idOrganization="tidetables")

    assert board["idOrganization"] == made["id"]


async def test_each_field_of_an_organization_that_changes_leaves_an_action(
    plain: Asking, plain_workspace: Organization
) -> None:
    body = await plain.put(
        "/organizations/plain", name="fancy", displayName="Fancy", desc="Now", website="https://example.com"
    )

    assert list(body) == [
        "id", "name", "displayName", "desc", "descData", "url", "website", "teamType", "logoHash", "logoUrl",
        "powerUps", "products",
    ]  # fmt: skip
    assert (body["name"], body["url"]) == ("fancy", "https://trello.com/w/fancy")
    about = {"id": plain_workspace.id, "name": "Fancy"}
    assert newest(plain, 4) == [
        ("updateOrganization", {"organization": about | {"name": "fancy"}, "old": {"name": "plain"}}),
        (
            "updateOrganization",
            {"organization": about | {"displayName": "Fancy"}, "old": {"displayName": "Plain"}},
        ),
        ("updateOrganization", {"organization": about | {"desc": "Now"}, "old": {"desc": ""}}),
        (
            "updateOrganization",
            {"organization": about | {"website": "https://example.com"}, "old": {"website": None}},
        ),
    ]
    assert (await plain.get("/organizations/fancy"))["displayName"] == "Fancy"
    assert await plain.refusal("/organizations/plain") == (404, "The requested resource was not found.")


async def test_what_stays_as_it_is_leaves_no_action(plain: Asking) -> None:
    await plain.put("/organizations/plain", name="plain", **{"prefs/permissionLevel": "private"})

    assert kinds(plain, 1) == ["commentCard"]


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [("displayname", "Fancy", "Fancy"), ("website", "null", None), ("name", "fancy", "fancy")],
)
async def test_a_field_of_an_organization_is_set_alone(
    plain: Asking, plain_workspace: Organization, field: str, value: str, found: str | None
) -> None:
    plain_workspace.website = "https://example.com"

    await plain.put(f"/organizations/{plain_workspace.id}/{field}", value=value)

    assert await plain.get(f"/organizations/{plain_workspace.id}/{field}") == {"_value": found}


async def test_an_organization_is_shown_to_everybody(plain: Asking) -> None:
    await plain.put("/organizations/plain", **{"prefs/permissionLevel": "public"})

    body = await plain.get("/organizations/plain", fields="prefs")
    assert body["prefs"]["permissionLevel"] == "public"
    kind, data = newest(plain)[0]
    assert (kind, data["old"]) == ("updateOrganization", {"prefs": {"permissionLevel": "private"}})
    await plain.put("/organizations/plain/prefs/permissionlevel", value="private")
    body = await plain.get("/organizations/plain", fields="prefs")
    assert body["prefs"]["permissionLevel"] == "private"


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"name": "ab"}, "invalid value for name"),
        ({"name": "Plain"}, "invalid value for name"),
        ({"name": "taken"}, "invalid value for name"),
        ({"displayName": ""}, "invalid value for displayName"),
        ({"website": "ftp://example.com"}, "invalid value for website"),
        ({"prefs/permissionLevel": "org"}, "invalid value for prefs/permissionLevel"),
    ],
)
async def test_an_organization_cannot_be_anything(plain: Asking, params: dict[str, str], text: str) -> None:
    await plain.post("/organizations", displayName="Taken")

    assert await plain.refused("PUT", "/organizations/plain", **params) == (400, text)


async def test_what_organizations_have_not_is_an_unknown_address(plain: Asking) -> None:
    for path in ("/organizations/plain/shade", "/organizations/plain/prefs/shade"):
        assert await plain.refused("PUT", path, value="1") == (404, f"Cannot PUT /1{path}?value=1")


async def test_boards_outlive_their_organization_and_are_seen_by_their_members_only(
    plain: Asking, board: Board, other: Board, plain_workspace: Organization, grace: Member
) -> None:
    other.permission_level = "public"
    board.memberships = [each for each in board.memberships if each.member_id != grace.id]
    await plain.get(f"/boards/{board.id}", as_="grace")

    assert await plain.delete("/organizations/plain") == {"_value": None}

    assert await plain.refusal("/organizations/plain") == (404, "The requested resource was not found.")
    for each, level in ((board, "private"), (other, "public")):
        found = await plain.get(f"/boards/{each.id}")
        assert (found["idOrganization"], found["prefs"]["permissionLevel"]) == (None, level)
    assert await plain.refusal(f"/boards/{board.id}", as_="grace") == (
        401,
        "unauthorized permission requested",
    )
    assert kinds(plain, 3) == ["updateBoard", "removeFromOrganizationBoard", "removeFromOrganizationBoard"]
    assert plain.world.actions.by("organization_id", plain_workspace.id) == []
    assert (await plain.get("/members/me", fields="idOrganizations"))["idOrganizations"] == []


async def test_admins_alone_change_an_organization(plain: Asking) -> None:
    path = "/organizations/plain"

    assert await plain.refused("PUT", path, as_="grace", desc="x") == FORBIDDEN
    assert await plain.refused("PUT", f"{path}/desc", as_="grace", value="x") == FORBIDDEN
    assert (
        await plain.refused("PUT", f"{path}/prefs/permissionLevel", as_="grace", value="public") == FORBIDDEN
    )
    assert await plain.refused("DELETE", path, as_="grace") == FORBIDDEN
