"""What a client gets when Trello is slow, limited or broken: what could be read, and clear errors."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.sandbox.seed import plain_world
from tests.resolvers.house import House, house


@pytest.fixture
async def ask() -> AsyncIterator[House]:
    async with house(plain_world(boards=2, lists=1, cards=2)) as running:
        yield running


def codes(response: dict[str, Any]) -> list[tuple[list[Any], str]]:
    return [(error["path"], error["extensions"]["code"]) for error in response["errors"]]


async def test_what_fails_is_null_and_the_rest_stays(ask: House) -> None:
    boards = (await ask.data("{ member { boards { id name } } }"))["member"]["boards"]
    response = await ask.respond(
        "query ($known: ID!, $unknown: ID!) { known: board(id: $known) { name } unknown: board(id: $unknown)"
        " { name } list(id: $unknown) { name cards { name } } }",
        known=boards[0]["id"],
        unknown="507f1f77bcf86cd799439011",
    )

    assert response["data"] == {"known": {"name": boards[0]["name"]}, "unknown": None, "list": None}
    assert codes(response) == [(["unknown"], "NOT_FOUND"), (["list"], "NOT_FOUND")]
    assert ask.wire == ["/1/batch"]


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        ({"kind": 500}, "UPSTREAM_UNAVAILABLE"),
        ({"kind": 503}, "UPSTREAM_UNAVAILABLE"),
        ({"kind": "disconnect"}, "UPSTREAM_UNAVAILABLE"),
        ({"kind": 403}, "FORBIDDEN"),
        ({"kind": 414}, "BAD_USER_INPUT"),
    ],
)
async def test_a_broken_trello_has_a_code(ask: House, failure: dict[str, Any], code: str) -> None:
    ask.let_fail(**failure)

    response = await ask.respond('{ board(id: "507f1f77bcf86cd799439011") { name } }')

    assert response["data"] == {"board": None}
    assert codes(response) == [(["board"], code)]


async def test_a_failure_that_passes_is_not_seen(ask: House) -> None:
    ask.let_fail(kind=503, every=2)

    await ask.data("{ member { fullName } }")
    await ask.data("{ member { fullName } }")

    assert len(ask.wire) == 2


async def test_a_rate_limit_says_when_to_come_again() -> None:
    async with house(plain_world(boards=1), request_timeout_seconds=0.5) as ask:
        ask.let_fail(kind=429)

        (error,) = (await ask.respond("{ member { fullName } }"))["errors"]

        assert error["extensions"]["code"] == "RATE_LIMITED"
        assert error["extensions"]["retryAfter"] > 0


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"upstream_seconds": 0.3}, "UPSTREAM_TIMEOUT"),
        ({"request_timeout_seconds": 0.3}, "OPERATION_TIMEOUT"),
    ],
)
async def test_a_trello_that_never_answers_does_not_keep_the_client_waiting(
    settings: dict[str, Any], code: str
) -> None:
    async with house(plain_world(boards=1), **settings) as ask:
        ask.let_fail(kind="timeout", route="/lists")

        response = await ask.respond('{ list(id: "507f1f77bcf86cd799439011") { name } }')

        assert response["data"] == {"list": None}
        assert codes(response) == [(["list"], code)]


async def test_after_the_deadline_nothing_more_is_asked_of_trello() -> None:
    async with house(plain_world(boards=2), request_timeout_seconds=0.2) as ask:
        ask.trello.switches = ask.trello.switches.model_copy(update={"latency_ms": 400})

        response = await ask.respond("{ member { boards { lists { cards { name } } } } }")

        assert response["data"] == {"member": {"boards": None}}
        assert codes(response) == [(["member", "boards"], "OPERATION_TIMEOUT")]
        ask.trello.switches = ask.trello.switches.model_copy(update={"latency_ms": 0})
        # Long enough for Trello's answer, had anybody waited for it, to cause the next call.
        await asyncio.sleep(0.6)
        assert ask.wire == ["/1/members/me/boards"]


async def test_nothing_of_what_trello_says_or_of_the_credentials_gets_out(ask: House) -> None:
    ask.let_fail(kind=404)

    answer = await ask.client.post("/graphql", json={"query": "{ member { fullName } }"})
    text = await answer.text()

    assert "failing on purpose" not in text
    assert "NOT_FOUND" in text
