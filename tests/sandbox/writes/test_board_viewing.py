from datetime import UTC, datetime

import pytest

from app.sandbox.models import Board, BoardList, Member
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import kinds

DEFAULTS = {
    "showSidebar": True,
    "showSidebarMembers": True,
    "showSidebarBoardActions": True,
    "showSidebarActivity": True,
    "emailPosition": "bottom",
    "idEmailList": None,
}


async def test_each_member_has_their_own_last_view_of_a_board(plain: Asking, board: Board) -> None:
    plain.sandbox.clock.stop(datetime(2027, 1, 31, 12, 0, tzinfo=UTC))
    before = board.last_activity

    body = await plain.post(f"/boards/{board.short_link}/markedAsViewed")

    assert (body["id"], body["name"]) == (board.id, board.name)
    assert await plain.get(f"/boards/{board.id}/dateLastView") == {"_value": "2027-01-31T12:00:00.000Z"}
    assert await plain.get(f"/boards/{board.id}/dateLastView", as_="grace") == {"_value": before}
    assert board.last_activity == before


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("showSidebar", "false", {"showSidebar": False}),
        ("showsidebarmembers", "false", {"showSidebarMembers": False}),
        ("showSidebarBoardActions", "false", {"showSidebarBoardActions": False}),
        ("showSidebarActivity", "false", {"showSidebarActivity": False}),
        ("emailPosition", "top", {"emailPosition": "top"}),
        ("idEmailList", "null", {"idEmailList": None}),
    ],
)
async def test_each_member_has_their_own_preferences_for_a_board(
    plain: Asking, board: Board, name: str, value: str, found: dict[str, str | bool | None]
) -> None:
    body = await plain.put(f"/boards/{board.id}/myPrefs/{name}", value=value)

    assert body == DEFAULTS | found
    assert (await plain.get(f"/boards/{board.id}", myPrefs="true"))["myPrefs"] == body
    assert (await plain.get(f"/boards/{board.id}", as_="grace", myPrefs="true"))["myPrefs"] == DEFAULTS
    assert kinds(plain, 1) == ["commentCard"]


async def test_mail_can_go_to_a_list_of_the_board(plain: Asking, board: Board, first: BoardList) -> None:
    body = await plain.put(f"/boards/{board.id}/myPrefs/idEmailList", value=first.id)

    assert body == DEFAULTS | {"idEmailList": first.id}


async def test_preferences_add_up(plain: Asking, board: Board) -> None:
    await plain.put(f"/boards/{board.id}/myPrefs/showSidebar", value="false")

    body = await plain.put(f"/boards/{board.id}/myPrefs/emailPosition", value="top")

    assert body == DEFAULTS | {"showSidebar": False, "emailPosition": "top"}


async def test_a_preference_cannot_be_anything(plain: Asking, board: Board, other: Board) -> None:
    path, refused = f"/boards/{board.id}/myPrefs", (400, "invalid value for value")
    elsewhere = plain.world.lists_of(other.id)[0]

    assert await plain.refused("PUT", f"{path}/showSidebar", value="yes") == refused
    assert await plain.refused("PUT", f"{path}/showSidebar") == refused
    assert await plain.refused("PUT", f"{path}/emailPosition", value="left") == refused
    assert await plain.refused("PUT", f"{path}/idEmailList", value=elsewhere.id) == refused
    assert await plain.refused("PUT", f"{path}/idEmailList", value="f" * 24) == refused
    unknown = (404, f"Cannot PUT /1{path}/color?value=red")
    assert await plain.refused("PUT", f"{path}/color", value="red") == unknown


async def test_a_board_that_one_may_not_see_has_nothing_of_theirs(
    plain: Asking, board: Board, grace: Member
) -> None:
    board.memberships, board.permission_level = board.memberships[:1], "private"
    refused = (401, "unauthorized permission requested")

    assert await plain.refused("POST", f"/boards/{board.id}/markedAsViewed", as_=grace.username) == refused
    path = f"/boards/{board.id}/myPrefs/showSidebar"
    assert await plain.refused("PUT", path, as_=grace.username, value="false") == refused
