"""Programs that page until a page is empty have everything of the big board then, each thing once."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias

import pytest

from app.sandbox.models import Board
from tests.sandbox.asking import Asking

Page: TypeAlias = list[dict[str, Any]]
Consumer: TypeAlias = Callable[[Asking, str, dict[str, str]], Awaitable[Page]]

_MOST_PAGES: Final = 100


async def _until_empty(
    trello: Asking, path: str, params: dict[str, str], following: Callable[[Page], dict[str, str]]
) -> Page:
    found: Page = []
    for _ in range(_MOST_PAGES):
        page: Page = await trello.get(path, **params)
        if not page:
            return found
        found += page
        params = params | following(page)
    raise AssertionError("there is no end")


async def like_py_trello(trello: Asking, path: str, params: dict[str, str]) -> Page:
    """Ask for 300, and then for what is older than the oldest of them."""

    def following(page: Page) -> dict[str, str]:
        return {"before": f"{min(int(each['id'], 16) for each in page):x}"}

    return await _until_empty(trello, path, params | {"limit": "300"}, following)


async def like_airbyte(trello: Asking, path: str, params: dict[str, str]) -> Page:
    """Ask for 500 from the newest to the oldest, and then for what comes before the last of them."""

    def following(page: Page) -> dict[str, str]:
        return {"before": page[-1]["id"]}

    return await _until_empty(trello, path, params | {"limit": "500", "sort": "-id"}, following)


async def by_thousands(trello: Asking, path: str, params: dict[str, str]) -> Page:
    """Ask for as many as there can be at once."""

    def following(page: Page) -> dict[str, str]:
        return {"before": page[-1]["id"]}

    return await _until_empty(trello, path, params | {"limit": "1000"}, following)


CONSUMERS: Final = pytest.mark.parametrize("consume", [like_py_trello, like_airbyte, by_thousands])


@pytest.fixture
def backlog(trello: Asking) -> Board:
    """The board with more of everything than one answer holds."""
    return max(trello.world.boards, key=lambda each: len(trello.world.cards.by("board_id", each.id)))


@CONSUMERS
@pytest.mark.parametrize("chosen", ["open", "closed", "all"])
async def test_every_card_comes_once(trello: Asking, backlog: Board, consume: Consumer, chosen: str) -> None:
    there = trello.world.cards.by("board_id", backlog.id)
    wanted = [each.id for each in there if chosen in {"all", "closed" if each.closed else "open"}]

    found = await consume(trello, f"/boards/{backlog.id}/cards", {"filter": chosen, "fields": "name"})

    assert sorted(each["id"] for each in found) == sorted(wanted)
    assert len(there) > 1000


@CONSUMERS
async def test_every_action_comes_once(trello: Asking, backlog: Board, consume: Consumer) -> None:
    there = [each.id for each in trello.world.actions.by("board_id", backlog.id)]

    found = await consume(
        trello, f"/boards/{backlog.id}/actions", {"filter": "all", "memberCreator": "false"}
    )

    assert [each["id"] for each in found] == sorted(there, reverse=True)
    assert len(there) > 6000


@CONSUMERS
async def test_every_action_of_a_member_comes_once(trello: Asking, consume: Consumer) -> None:
    me = await trello.get("/members/me", fields="id")
    there = [each.id for each in trello.world.actions.by("creator_id", me["id"])]

    found = await consume(trello, "/members/me/actions", {"fields": "id", "memberCreator": "false"})

    assert [each["id"] for each in found] == sorted(there, reverse=True)


async def test_pages_that_are_counted_end_as_well(trello: Asking, backlog: Board) -> None:
    there = [each.id for each in trello.world.actions.by("board_id", backlog.id)]
    found = []
    for number in range(8):
        found += await trello.get(
            f"/boards/{backlog.id}/actions",
            limit="1000",
            page=str(number),
            fields="id",
            memberCreator="false",
        )

    assert [each["id"] for each in found] == sorted(there, reverse=True)


async def test_one_who_was_away_catches_up_from_the_last_action_seen(trello: Asking, backlog: Board) -> None:
    there = sorted(each.id for each in trello.world.actions.by("board_id", backlog.id))
    last = there[-40]

    found = await trello.get(f"/boards/{backlog.id}/actions", since=last, filter="all", fields="id")

    assert [each["id"] for each in found] == sorted(there[-39:], reverse=True)
