import pytest

from app.sandbox.models import Board, Member
from app.settings.trello import SANDBOX_TOKEN
from tests.sandbox.asking import Asking


@pytest.mark.parametrize("ref", ["me", "ada", "Ada", "ID"])
async def test_a_member_is_found_by_id_user_name_and_me(plain: Asking, ada: Member, ref: str) -> None:
    found = await plain.get(f"/members/{ada.id if ref == 'ID' else ref}", fields="username")

    assert found == {"id": ada.id, "username": "ada"}


async def test_a_member_has_all_fields_and_an_avatar(plain: Asking, ada: Member) -> None:
    found = await plain.get("/members/me")

    assert found["fullName"] == "Ada Lovelace"
    assert found["initials"] == "AL"
    assert found["avatarUrl"] == f"https://trello-members.s3.amazonaws.com/{ada.id}/{ada.avatar_hash}"
    assert len(found["idBoards"]) == 2
    assert len(found["idOrganizations"]) == 1
    assert found["marketingOptIn"] == {"optedIn": False, "date": None}


async def test_only_the_owner_sees_an_address(plain: Asking) -> None:
    assert (await plain.get("/members/ada"))["email"] == "ada@example.com"
    assert (await plain.get("/members/grace"))["email"] is None


async def test_collections_nest_in_a_member(plain: Asking) -> None:
    found = await plain.get(
        "/members/me",
        fields="username",
        boards="open",
        board_fields="name",
        cards="visible",
        card_fields="name",
        organizations="all",
        organization_fields="name",
        actions="all",
        actions_limit="1",
        boardStars="true",
        tokens="all",
        notifications="all",
    )

    assert [each["name"] for each in found["boards"]] == ["Board 1", "Board 2"]
    assert len(found["cards"]) == 30
    assert [each["name"] for each in found["organizations"]] == ["plain"]
    assert len(found["actions"]) == 1
    assert found["boardStars"] == found["notifications"] == []
    assert len(found["tokens"]) == 1
    assert SANDBOX_TOKEN not in str(found["tokens"])


async def test_boards_have_all_fields_unless_some_are_chosen(plain: Asking) -> None:
    found = await plain.get("/members/me/boards")

    assert {"memberships", "starred", "shortLink", "dateLastActivity", "limits", "nodeId"} <= set(found[0])
    assert await plain.get("/members/me/boards", fields="name") == [
        {"id": each.id, "name": each.name} for each in plain.world.boards
    ]


async def test_boards_bring_lists_and_organization(plain: Asking) -> None:
    found = await plain.get(
        "/members/me/boards",
        fields="id",
        lists="open",
        list_fields="name",
        organization="true",
        organization_fields="displayName",
    )

    assert [each["name"] for each in found[0]["lists"]] == ["List 1", "List 2", "List 3"]
    assert set(found[0]["lists"][0]) == {"id", "name"}
    assert found[0]["organization"]["displayName"] == "Plain"


@pytest.mark.parametrize(
    ("filter_", "count"),
    [
        ("all", 13),
        ("open", 12),
        ("closed", 1),
        ("starred", 3),
        ("members", 1),
        ("organization", 11),
        ("public", 1),
        ("closed,starred", 4),
        ("none", 0),
    ],
)
async def test_boards_come_by_filter(trello: Asking, filter_: str, count: int) -> None:
    assert len(await trello.get("/members/me/boards", fields="id", filter=filter_)) == count
    assert len(await trello.get(f"/members/me/boards/{filter_}", fields="id")) == count


async def test_boards_by_a_filter_nobody_knows_are_refused(plain: Asking) -> None:
    assert await plain.refusal("/members/me/boards", filter="bogus") == (400, "invalid value for filter")


async def test_another_members_private_boards_are_not_shown(trello: Asking) -> None:
    names = [each["name"] for each in await trello.get("/members/margaret/boards", fields="name")]

    assert "Roadmap" in names
    assert "Hiring" not in names
    own = await trello.get("/members/me/boards", fields="name", as_="margaret")
    assert "Hiring" in [each["name"] for each in own]


@pytest.mark.parametrize(("filter_", "count"), [("visible", 24), ("all", 30), ("closed", 6), ("complete", 1)])
async def test_cards_come_by_filter(plain: Asking, board: Board, filter_: str, count: int) -> None:
    cards = plain.world.cards_of_board(board.id)
    for card in cards[:6]:
        card.closed = True
    cards[7].due_complete = True

    assert len(await plain.get("/members/me/cards", fields="id", filter=filter_)) == count


async def test_organizations_have_all_fields(plain: Asking) -> None:
    (found,) = await plain.get("/members/me/organizations")

    assert found["name"] == "plain"
    assert len(found["idBoards"]) == 2
    assert len(found["memberships"]) == 2


async def test_nobody_sees_the_tokens_of_another(plain: Asking) -> None:
    assert len(await plain.get("/members/me/tokens")) == 1
    assert await plain.refusal("/members/grace/tokens") == (401, "unauthorized member permission requested")


async def test_actions_are_what_the_member_did(plain: Asking) -> None:
    found = await plain.get("/members/grace/actions", limit="1000")

    assert {each["type"] for each in found} == {"commentCard"}
    assert len(found) == 30


async def test_a_field_is_read_alone(plain: Asking) -> None:
    assert await plain.get("/members/me/fullName") == {"_value": "Ada Lovelace"}


@pytest.mark.parametrize("below", ["notifications", "boardsInvited", "organizationsInvited", "savedSearches"])
async def test_what_nobody_has_is_an_empty_list_and_private(plain: Asking, below: str) -> None:
    assert await plain.get(f"/members/me/{below}") == []
    assert (await plain.refusal(f"/members/grace/{below}"))[0] == 401


async def test_a_token_tells_whose_it_is(plain: Asking, ada: Member) -> None:
    found = await plain.get(f"/tokens/{SANDBOX_TOKEN}", webhooks="true")

    assert (found["idMember"], found["identifier"]) == (ada.id, "Offline Trello")
    assert [each["modelType"] for each in found["permissions"]] == ["Member", "Board", "Organization"]
    assert found["webhooks"] == await plain.get(f"/tokens/{SANDBOX_TOKEN}/webhooks") == []
    assert (await plain.get(f"/tokens/{SANDBOX_TOKEN}/member", fields="username"))["username"] == "ada"
    assert (await plain.refusal(f"/tokens/{SANDBOX_TOKEN}", as_="grace"))[0] == 401
