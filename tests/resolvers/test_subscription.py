"""The only source until boards have events; tests/gateway/websocket listens to it through a socket."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

import pytest

from app.gateway.errors import BadUserInput
from app.gateway.execution.resolver import Info
from app.resolvers.subscription import RESOLVERS


def server_time(seconds: int | None) -> AsyncGenerator[datetime, None]:
    info = Info("Subscription", "serverTime", ())
    source: AsyncGenerator[datetime, None] = RESOLVERS["Subscription.serverTime"](
        None, {"everySeconds": seconds}, None, info
    )
    return source


async def test_time_is_told_at_once_and_again() -> None:
    before = datetime.now(UTC)
    async with aclosing(server_time(1)) as times:
        told = [await anext(times), await anext(times)]
    assert before <= told[0] < told[1] <= datetime.now(UTC)


@pytest.mark.parametrize("seconds", [None, 1, 3600])
async def test_seconds_may_be_left_out_and_up_to_an_hour(seconds: int | None) -> None:
    async with aclosing(server_time(seconds)) as times:
        assert (await anext(times)).tzinfo is UTC


@pytest.mark.parametrize("seconds", [-1, 0, 3601])
async def test_other_seconds_are_refused(seconds: int) -> None:
    with pytest.raises(BadUserInput) as refused:
        await anext(server_time(seconds))
    told: Any = refused.value
    assert told.message == (
        f"`everySeconds` is how long to wait between two times: 1 to 3600, not {seconds}."
    )
    assert told.extensions == {"code": "BAD_USER_INPUT", "argumentPath": ["everySeconds"]}
