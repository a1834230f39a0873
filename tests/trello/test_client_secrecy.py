"""Whatever goes wrong, key and token are in no error and no log line."""

import logging
import traceback
from collections.abc import Iterator

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from app.settings.trello import TrelloSettings
from app.trello.errors import TrelloError
from app.trello.request import Request
from tests.trello.upstream import (
    API_KEY,
    CREDENTIALS,
    TOKEN,
    Answer,
    answer,
    hang_up,
    hang_up_halfway,
    stall,
    text,
    upstream,
)

BOARD = Request.of("boards", "aB3dEf9h")
ECHO = f"Cannot GET /1/boards/aB3dEf9h?key={API_KEY}&token={TOKEN}"


async def broken_json(_: web.Request) -> web.Response:
    return web.Response(text=f'{{"{ECHO}', content_type="application/json")


FAILURES = [
    *(text(ECHO, status) for status in (200, 302, 400, 401, 403, 404, 409, 414, 429, 449, 500, 503)),
    *(answer({"message": ECHO, "error": TOKEN}, status) for status in (400, 401, 429)),
    answer({"path": ECHO, "originalMessage": ECHO, "originalStatus": 404}, 449),
    broken_json,
    hang_up,
    hang_up_halfway,
    stall,
]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _everything_about(error: BaseException) -> str:
    told = [*traceback.format_exception(error), *(f"{link!r} {vars(link)}" for link in _chain(error))]
    return "\n".join(told)


def _is_secret_kept(*texts: str) -> bool:
    return not any(secret in told for secret in (API_KEY, TOKEN) for told in texts)


@pytest.mark.parametrize("failure", FAILURES)
async def test_failed_read_tells_no_secret(failure: Answer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    settings = TrelloSettings(timeout_seconds=0.2)
    with capture_logs() as logs:
        async with upstream(failure, settings=settings) as trello:
            with pytest.raises(TrelloError) as error:
                await trello.client.get(BOARD, CREDENTIALS)
    assert _is_secret_kept(_everything_about(error.value), repr(logs), caplog.text)
    # Errors of aiohttp hold the request's headers, so none may hang on ours.
    assert list(_chain(error.value)) == [error.value]


async def test_failed_item_of_a_batch_tells_no_secret() -> None:
    item = {"name": ECHO, "message": ECHO, "statusCode": 503}
    with capture_logs() as logs:
        async with upstream(answer([item])) as trello:
            (error,) = await trello.client.batch([BOARD], CREDENTIALS)
    assert [entry["event"] for entry in logs] == ["trello_retry", "trello_retry"]
    assert _is_secret_kept(_everything_about(error), repr(logs))


async def test_log_line_has_the_path_and_not_the_query() -> None:
    with capture_logs() as logs:
        async with upstream(text("", 503), answer([])) as trello:
            await trello.client.get(Request.of("search", params={"query": "private"}), CREDENTIALS)
    assert [entry["path"] for entry in logs] == ["/search"]
    assert "private" not in repr(logs)
