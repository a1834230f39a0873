from urllib.parse import quote

import pytest

from app.sandbox.models import Board, Card
from tests.sandbox.asking import Asking, oauth


async def test_each_url_is_answered_in_its_place(plain: Asking, board: Board, card: Card) -> None:
    urls = [
        f"/boards/{board.id}?fields=name",
        f"/cards/{card.id}?fields=name",
        f"/lists/{'0' * 24}",
        "/boards/zz",
    ]

    assert await plain.get("/batch", urls=",".join(urls)) == [
        {"200": {"id": board.id, "name": "Board 1"}},
        {"200": {"id": card.id, "name": "Card 1"}},
        {"name": "NotFoundError", "message": "model not found", "statusCode": 404},
        {"name": "BadRequestError", "message": "invalid id", "statusCode": 400},
    ]


async def test_commas_inside_a_url_are_encoded(plain: Asking, board: Board) -> None:
    urls = quote(f"/boards/{board.id}?fields=name%2Cdesc", safe="")

    response = await plain.client.get(f"/1/batch?urls={urls}", headers=oauth("ada"))

    assert await response.text() == f'[{{"200":{{"id":"{board.id}","name":"Board 1","desc":""}}}}]'


async def test_ten_urls_are_the_most(plain: Asking) -> None:
    assert len(await plain.get("/batch", urls=",".join(["/members/me"] * 10))) == 10
    assert await plain.refusal("/batch", urls=",".join(["/members/me"] * 11)) == (
        400,
        "invalid value for urls",
    )


@pytest.mark.parametrize("urls", ["", "members/me", "/members/me,", "/members/me?fields=a,b"])
async def test_each_url_begins_with_a_slash(plain: Asking, urls: str) -> None:
    assert await plain.refusal("/batch", urls=urls) == (400, "invalid value for urls")


async def test_a_batch_in_a_batch_is_refused(plain: Asking) -> None:
    (found,) = await plain.get("/batch", urls="/batch?urls=/members/me")

    assert found["statusCode"] == 400
    assert plain.calls.inner == []


async def test_an_unknown_address_is_told_without_credentials(plain: Asking) -> None:
    (found,) = await plain.get("/batch", urls="/nowhere?x=1")

    assert found == {"name": "NotFoundError", "message": "Cannot GET /1/nowhere?x=1", "statusCode": 404}


async def test_what_the_viewer_may_not_see_stays_hidden(trello: Asking) -> None:
    hiring = next(each for each in trello.world.boards if each.name == "Hiring")

    (found,) = await trello.get("/batch", urls=f"/boards/{hiring.id}")

    assert found["statusCode"] == 401


@pytest.mark.parametrize(("counted", "left"), [(False, "99"), (True, "97")])
async def test_inner_requests_count_towards_the_limits_if_switched_on(
    plain: Asking, left: str, *, counted: bool
) -> None:
    plain.sandbox.switches = plain.sandbox.switches.model_copy(update={"count_batched": counted})

    response = await plain.response("/batch", {"urls": "/members/me,/members/me"})

    assert response.headers["x-rate-limit-api-token-remaining"] == left
