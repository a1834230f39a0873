import pytest

from app.sandbox.models import Board, Member
from app.sandbox.seed import demo_world
from tests.sandbox.asking import Asking, asking
from tests.sandbox.writes.history import kinds, newest

FORBIDDEN = (401, "unauthorized permission requested")


@pytest.fixture
def stranger(plain: Asking) -> Member:
    """Somebody who is on no board yet."""
    return plain.world.members.add(Member("0" * 24, "alan", "Alan Turing", "AT", email="alan@example.com"))


async def test_a_member_is_added(plain: Asking, board: Board, stranger: Member) -> None:
    body = await plain.put(f"/boards/{board.id}/members/alan", type="observer")

    assert set(body) == {"id", "members", "memberships"}
    assert [each["username"] for each in body["members"]] == ["ada", "grace", "alan"]
    assert [each["memberType"] for each in body["memberships"]] == ["admin", "normal", "observer"]
    kind, data = newest(plain)[0]
    assert (kind, data["idMemberAdded"], data["memberType"]) == ("addMemberToBoard", stranger.id, "observer")


async def test_a_member_is_made_an_admin_and_normal_again(plain: Asking, board: Board, grace: Member) -> None:
    path = f"/boards/{board.id}/members/{grace.id}"

    for kind in ("admin", "normal", "normal", "observer"):
        await plain.put(path, type=kind)

    assert kinds(plain, 4) == [
        "commentCard", "makeAdminOfBoard", "makeNormalMemberOfBoard", "makeObserverOfBoard",
    ]  # fmt: skip
    assert board.memberships[1].member_type == "observer"


async def test_somebody_is_invited_by_address(plain: Asking, board: Board, stranger: Member) -> None:
    await plain.put(f"/boards/{board.id}/members", email="ALAN@example.com")
    body = await plain.put(f"/boards/{board.id}/members", email="new@example.com", fullName="Somebody New")

    assert board.memberships[2].member_id == stranger.id
    assert (body["members"][3]["fullName"], body["members"][3]["initials"]) == ("Somebody New", "SN")
    assert [each["unconfirmed"] for each in body["memberships"]] == [False, False, False, True]


@pytest.mark.parametrize("address", ["", "ada", "@", "a@", "a@b@c"])
async def test_an_address_must_be_one(plain: Asking, board: Board, address: str) -> None:
    refused = await plain.refused("PUT", f"/boards/{board.id}/members", email=address)

    assert refused == (400, "invalid value for email")


@pytest.mark.parametrize("params", [{}, {"type": "king"}])
async def test_a_kind_must_be_one(plain: Asking, board: Board, params: dict[str, str]) -> None:
    refused = await plain.refused("PUT", f"/boards/{board.id}/members/grace", **params)

    assert refused == (400, "invalid value for type")


async def test_a_removed_member_is_on_no_card_of_the_board(
    plain: Asking, board: Board, other: Board, grace: Member
) -> None:
    body = await plain.delete(f"/boards/{board.id}/members/{grace.id}")

    assert (body["id"], body["name"]) == (board.id, "Board 1")
    assert [each["username"] for each in body["members"]] == ["ada"]
    cards = await plain.get("/members/grace/cards", fields="idBoard")
    assert {each["idBoard"] for each in cards} == {other.id}
    assert newest(plain)[0][1]["idMember"] == grace.id
    assert (await plain.refused("DELETE", f"/boards/{board.id}/members/grace"))[0] == 404


async def test_a_board_keeps_an_admin(plain: Asking, board: Board) -> None:
    refused = (400, "must have at least one admin")
    path, membership = f"/boards/{board.id}/members/me", board.memberships[0].id

    assert await plain.refused("DELETE", path) == refused
    assert await plain.refused("PUT", path, type="normal") == refused
    path = f"/boards/{board.id}/memberships/{membership}"
    assert await plain.refused("PUT", path, type="normal") == refused


async def test_a_membership_is_changed_by_its_id(plain: Asking, board: Board, grace: Member) -> None:
    path = f"/boards/{board.id}/memberships"

    body = await plain.put(f"{path}/{board.memberships[1].id}", type="admin")

    assert (body["idMember"], body["memberType"]) == (grace.id, "admin")
    assert (await plain.refused("PUT", f"{path}/{'f' * 24}", type="admin"))[0] == 404


async def test_members_leave_and_invite_but_do_not_rule(
    plain: Asking, board: Board, stranger: Member
) -> None:
    path = f"/boards/{board.id}/members"

    assert await plain.refused("PUT", f"{path}/grace", as_="grace", type="admin") == FORBIDDEN
    assert await plain.refused("DELETE", f"{path}/ada", as_="grace") == FORBIDDEN
    await plain.put(f"{path}/alan", as_="grace", type="normal")
    board.prefs["invitations"] = "admins"
    assert await plain.refused("PUT", path, as_="grace", email="x@example.com") == FORBIDDEN
    await plain.delete(f"{path}/me", as_="grace")
    assert [each.member_id for each in board.memberships][1:] == [stranger.id]


async def test_what_one_may_not_see_one_may_not_change() -> None:
    async with asking(demo_world()) as trello:
        hiring = next(each for each in trello.world.boards if each.name == "Hiring")

        assert await trello.refused("PUT", f"/boards/{hiring.id}", name="x") == FORBIDDEN
        assert await trello.refused("PUT", f"/boards/{hiring.id}/members/ada", type="admin") == FORBIDDEN
        assert await trello.refused("DELETE", f"/boards/{hiring.id}/members/ada") == FORBIDDEN


async def test_whoever_stays_what_they_are_leaves_no_action(plain: Asking, board: Board) -> None:
    before = len(plain.world.actions)

    await plain.put(f"/boards/{board.id}/memberships/{board.memberships[1].id}", type="normal")

    assert len(plain.world.actions) == before
