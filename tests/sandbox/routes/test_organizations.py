from datetime import UTC, datetime

import pytest

from app.sandbox.models import Board, Organization
from app.sandbox.seed.builder import Builder
from app.sandbox.seed.people import application
from tests.sandbox.asking import Asking


@pytest.fixture
def organization(plain: Asking) -> Organization:
    return next(iter(plain.world.organizations))


async def test_an_organization_is_found_by_id_and_name(plain: Asking, organization: Organization) -> None:
    found = await plain.get("/organizations/plain")

    assert found == await plain.get(f"/organizations/{organization.id}")
    assert list(found) == [
        "id", "name", "displayName", "desc", "descData", "url", "website", "teamType", "logoHash", "logoUrl",
        "offering", "powerUps", "products",
    ]  # fmt: skip
    assert found["url"] == "https://trello.com/w/plain"


async def test_boards_have_all_fields_and_nothing_nests(plain: Asking) -> None:
    found = await plain.get("/organizations/plain/boards", lists="open", organization="true")

    assert [each["name"] for each in found] == ["Board 1", "Board 2"]
    assert {"lists", "organization"} & set(found[0]) == set()


@pytest.mark.parametrize(("filter_", "count"), [("open", 1), ("closed", 1), ("all", 2)])
async def test_boards_come_by_filter(plain: Asking, board: Board, filter_: str, count: int) -> None:
    board.closed = True

    assert len(await plain.get("/organizations/plain/boards", filter=filter_, fields="id")) == count


@pytest.mark.parametrize(
    ("path", "names"), [("", ["ada", "grace"]), ("/all", ["ada", "grace"]), ("/admins", ["ada"])]
)
async def test_members_come_by_filter_and_brief(plain: Asking, path: str, names: list[str]) -> None:
    found = await plain.get(f"/organizations/plain/members{path}")

    assert [each["username"] for each in found] == names
    assert set(found[0]) == {"id", "fullName", "username"}


async def test_fields_of_members_are_chosen_where_the_path_names_no_filter(plain: Asking) -> None:
    chosen = await plain.get("/organizations/plain/members", filter="admins", fields="initials")
    ignored = await plain.get("/organizations/plain/members/admins", fields="initials")

    assert [set(each) for each in chosen] == [{"id", "initials"}]
    assert [set(each) for each in ignored] == [{"id", "fullName", "username"}]


async def test_memberships_bring_members(plain: Asking) -> None:
    found = await plain.get("/organizations/plain/memberships", member="true", member_fields="username")

    assert [each["member"]["username"] for each in found] == ["ada", "grace"]


async def test_one_membership_is_read_by_its_id(plain: Asking, organization: Organization) -> None:
    first, _ = organization.memberships

    found = await plain.get(f"/organizations/plain/memberships/{first.id.upper()}", member="true")

    assert (found["id"], found["member"]["username"]) == (first.id, "ada")
    missing = await plain.refusal(f"/organizations/plain/memberships/{organization.id}")
    assert missing == (404, "The requested resource was not found.")


async def test_actions_are_those_of_the_organization_and_its_boards(plain: Asking) -> None:
    found = await plain.get("/organizations/plain/actions", limit="1000")

    assert found[-1]["type"] == "createOrganization"
    assert {each["type"] for each in found} > {"createBoard", "createCard"}


async def test_a_field_is_read_alone(plain: Asking) -> None:
    assert await plain.get("/organizations/plain/displayName") == {"_value": "Plain"}
    assert await plain.get("/organizations/plain/tags") == []


async def test_an_organization_is_for_its_members(plain: Asking) -> None:
    build = Builder(9, datetime(2026, 5, 1, tzinfo=UTC))
    build.world = plain.world
    application(build, [build.member("mallory", "Mallory")])

    assert await plain.refusal("/organizations/plain", as_="mallory") == (401, "unauthorized org requested")
    assert await plain.get("/members/ada/organizations", as_="mallory") == []
