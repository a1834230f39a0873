import asyncio
from typing import Any

import pytest

from app.trello.errors import (
    DeadlinePassed,
    InvalidCredentials,
    NotFound,
    RateLimited,
    Unavailable,
    UnexpectedAnswer,
)
from app.trello.request import Request
from tests.trello.upstream import CREDENTIALS, answer, stall, text, upstream

A, B, C = (Request.of("cards", name, params={"fields": "id,name"}) for name in "abc")


def found(value: Any) -> dict[str, Any]:
    return {"200": value}


def failed(status: int, message: str = "no") -> dict[str, Any]:
    return {"name": "Error", "message": message, "statusCode": status}


def inner_urls(*names: str) -> str:
    return "/1/batch?urls=" + "%2C".join(f"%2Fcards%2F{name}%3Ffields%3Did%252Cname" for name in names)


async def test_answers_come_in_order_of_the_requests() -> None:
    async with upstream(answer([found({"id": "a"}), found([]), found({"id": "c"})])) as trello:
        assert await trello.client.batch([A, B, C], CREDENTIALS) == [{"id": "a"}, [], {"id": "c"}]
        assert trello.paths == [inner_urls("a", "b", "c")]


async def test_failed_request_leaves_the_others_alone() -> None:
    async with upstream(answer([found(1), failed(404), found(3)])) as trello:
        first, second, third = await trello.client.batch([A, B, C], CREDENTIALS)
        assert (first, type(second), third) == (1, NotFound, 3)
        assert trello.slept == []


async def test_equal_requests_are_sent_once() -> None:
    async with upstream(answer([found(1), found(2)])) as trello:
        assert await trello.client.batch([A, B, A], CREDENTIALS) == [1, 2, 1]
        assert trello.paths == [inner_urls("a", "b")]


async def test_only_what_failed_for_the_moment_is_sent_again() -> None:
    first = answer([found(1), failed(503), failed(404)])
    async with upstream(first, answer([found(2)])) as trello:
        one, two, three = await trello.client.batch([A, B, C], CREDENTIALS)
        assert (one, two, type(three)) == (1, 2, NotFound)
        assert trello.paths == [inner_urls("a", "b", "c"), inner_urls("b")]
        assert trello.slept == [0.5]


async def test_rate_limited_request_is_waited_out() -> None:
    first = answer([failed(503), failed(429, "Rate limit exceeded"), found(3)])
    async with upstream(first, answer([found(1), found(2)])) as trello:
        assert await trello.client.batch([A, B, C], CREDENTIALS) == [1, 2, 3]
        assert trello.paths == [inner_urls("a", "b", "c"), inner_urls("a", "b")]
        assert trello.slept == [10.5]


async def test_rest_is_returned_when_the_attempts_are_used_up() -> None:
    async with upstream(answer([found(1), failed(503)]), answer([failed(503)])) as trello:
        one, two = await trello.client.batch([A, B], CREDENTIALS)
        assert (one, type(two)) == (1, Unavailable)
        assert trello.paths == [inner_urls("a", "b"), inner_urls("b"), inner_urls("b")]


async def test_rest_is_returned_when_the_wait_would_pass_the_deadline() -> None:
    async with upstream(answer([found(1), failed(429)])) as trello:
        deadline = asyncio.get_running_loop().time() + 5
        one, two = await trello.client.batch([A, B], CREDENTIALS, deadline)
        assert (one, type(two)) == (1, RateLimited)
        assert (len(trello.seen), trello.slept) == (1, [])


async def test_rest_is_returned_when_the_second_attempt_is_refused() -> None:
    async with upstream(answer([found(1), failed(503)]), text("no", 400)) as trello:
        one, two = await trello.client.batch([A, B], CREDENTIALS)
        assert (one, type(two)) == (1, Unavailable)
        assert len(trello.seen) == 2


async def test_batch_as_a_whole_is_tried_again() -> None:
    async with upstream(text("", 503), answer([found(1)])) as trello:
        assert await trello.client.batch([A], CREDENTIALS) == [1]
        assert trello.slept == [0.5]


async def test_batch_refused_as_a_whole_raises() -> None:
    async with upstream(text("invalid token", 401)) as trello:
        with pytest.raises(InvalidCredentials):
            await trello.client.batch([A, B], CREDENTIALS)
        assert len(trello.seen) == 1


async def test_batch_without_answer_before_the_deadline_raises() -> None:
    async with upstream(stall) as trello:
        with pytest.raises(DeadlinePassed):
            await trello.client.batch([A], CREDENTIALS, asyncio.get_running_loop().time() + 0.1)


@pytest.mark.parametrize("body", [{}, [], [found(1)], [found(1), found(2), found(3)]])
async def test_batch_answer_of_another_shape_raises(body: Any) -> None:
    async with upstream(answer(body)) as trello:
        with pytest.raises(UnexpectedAnswer):
            await trello.client.batch([A, B], CREDENTIALS)
        assert len(trello.seen) == 1


async def test_item_of_another_shape_is_an_error_of_its_request() -> None:
    async with upstream(answer([found(1), "?"])) as trello:
        one, two = await trello.client.batch([A, B], CREDENTIALS)
        assert (one, type(two)) == (1, UnexpectedAnswer)


async def test_nothing_asked_sends_nothing() -> None:
    async with upstream(answer([])) as trello:
        assert await trello.client.batch([], CREDENTIALS) == []
        assert trello.seen == []


async def test_more_than_ten_requests_are_refused() -> None:
    async with upstream(answer([])) as trello:
        with pytest.raises(ValueError, match="a batch holds at most 10 requests, not 11"):
            await trello.client.batch([A] * 11, CREDENTIALS)
        assert trello.seen == []
