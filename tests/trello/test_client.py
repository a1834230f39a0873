import asyncio
import gzip

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from app.settings.trello import TrelloSettings
from app.trello.client import TrelloClient, open_session
from app.trello.errors import (
    DeadlinePassed,
    NotFound,
    RateLimited,
    Timeout,
    TrelloError,
    Unavailable,
    UnexpectedAnswer,
)
from app.trello.request import Request
from app.trello.retry import RetryPolicy
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

BOARD = Request.of("boards", "aB3dEf9h", params={"fields": "id,name"})


def in_seconds(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


async def test_answer_is_decoded() -> None:
    async with upstream(answer({"id": "a", "name": "Ünï"})) as trello:
        assert await trello.client.get(BOARD, CREDENTIALS) == {"id": "a", "name": "Ünï"}


async def test_url_is_sent_as_it_was_built() -> None:
    async with upstream(answer([])) as trello:
        await trello.client.get(Request.of("boards", "a/../b%2c", params={"q": "é,%2C +&"}), CREDENTIALS)
        assert trello.paths == ["/1/boards/a%2F..%2Fb%252c?q=%C3%A9%2C%252C%20%2B%26"]


async def test_credentials_travel_in_the_header_only() -> None:
    async with upstream(answer([])) as trello:
        await trello.client.get(BOARD, CREDENTIALS)
        (request,) = trello.seen
    assert request.raw_path == "/1/boards/aB3dEf9h?fields=id%2Cname"
    assert request.headers.getall("Authorization") == [
        f'OAuth oauth_consumer_key="{API_KEY}", oauth_token="{TOKEN}"'
    ]


async def test_json_and_compression_are_asked_for() -> None:
    async with upstream(answer([])) as trello:
        await trello.client.get(BOARD, CREDENTIALS)
        (request,) = trello.seen
    assert request.headers["Accept"] == "application/json"
    assert "gzip" in request.headers["Accept-Encoding"]
    assert request.headers["User-Agent"] == "graphql-api-microservice"


async def test_no_cookie_is_carried_from_one_viewer_to_the_next() -> None:
    async with upstream(answer([], Set_Cookie="dsc=1; Path=/")) as trello:
        base_url = trello.base_url.replace("127.0.0.1", "localhost")
        async with open_session(TrelloSettings()) as session:
            client = TrelloClient(session, base_url)
            await client.get(BOARD, CREDENTIALS)
            await client.get(BOARD, CREDENTIALS)
        assert [request.headers.get("Cookie") for request in trello.seen] == [None, None]


async def test_connections_and_timeouts_are_those_of_the_settings() -> None:
    settings = TrelloSettings(connections=7, timeout_seconds=4, connect_timeout_seconds=2)
    async with open_session(settings) as session:
        assert session.connector is not None
        assert session.connector.limit == 7
        assert (session.timeout.total, session.timeout.sock_connect) == (4, 2)


async def test_compressed_answer_is_read() -> None:
    async def compressed(_: web.Request) -> web.Response:
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        return web.Response(body=gzip.compress(b'{"id":"a"}'), headers=headers)

    async with upstream(compressed) as trello:
        assert await trello.client.get(BOARD, CREDENTIALS) == {"id": "a"}


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_server_errors_are_tried_again(status: int) -> None:
    async with upstream(text("", status), text("", status), answer({"id": "a"})) as trello:
        assert await trello.client.get(BOARD, CREDENTIALS) == {"id": "a"}
        assert (len(trello.seen), trello.slept) == (3, [0.5, 0.5])


async def test_answer_broken_off_is_asked_for_again() -> None:
    async with upstream(hang_up_halfway, answer({"id": "a"})) as trello:
        assert await trello.client.get(BOARD, CREDENTIALS) == {"id": "a"}
        assert (len(trello.seen), trello.slept) == (2, [0.5])


async def test_connection_closed_without_an_answer_is_replaced_at_once() -> None:
    # aiohttp does this by itself, once per attempt: the connection may have been idle and closed.
    async with upstream(hang_up, answer({"id": "a"})) as trello:
        assert await trello.client.get(BOARD, CREDENTIALS) == {"id": "a"}
        assert (len(trello.seen), trello.slept) == (2, [])


@pytest.mark.parametrize(("failure", "seen"), [(text("", 503), 3), (hang_up_halfway, 3), (hang_up, 6)])
async def test_lasting_failure_is_unavailable_after_three_attempts(failure: Answer, seen: int) -> None:
    async with upstream(failure) as trello:
        with pytest.raises(Unavailable):
            await trello.client.get(BOARD, CREDENTIALS)
        assert (len(trello.seen), trello.slept) == (seen, [0.5, 0.5])


async def test_nobody_listening_is_unavailable() -> None:
    slept = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with open_session(TrelloSettings()) as session:
        client = TrelloClient(session, f"http://127.0.0.1:{unused_port()}/1", policy=RetryPolicy(sleep=sleep))
        with pytest.raises(Unavailable):
            await client.get(BOARD, CREDENTIALS)
    assert len(slept) == 2


async def test_connection_that_takes_too_long_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    async def connect(*_: object, **__: object) -> None:
        raise aiohttp.ConnectionTimeoutError

    monkeypatch.setattr(aiohttp.TCPConnector, "connect", connect)
    async with upstream(answer([])) as trello:
        with pytest.raises(Unavailable):
            await trello.client.get(BOARD, CREDENTIALS)
        assert (len(trello.seen), trello.slept) == (0, [0.5, 0.5])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 414])
async def test_refusals_are_not_tried_again(status: int) -> None:
    async with upstream(text("no", status)) as trello:
        with pytest.raises(TrelloError):
            await trello.client.get(BOARD, CREDENTIALS)
        assert (len(trello.seen), trello.slept) == (1, [])


async def test_error_is_told_by_status_and_text() -> None:
    async with upstream(text("model not found", 404)) as trello:
        with pytest.raises(NotFound):
            await trello.client.get(BOARD, CREDENTIALS)


@pytest.mark.parametrize(
    ("headers", "wait"), [({}, 10.5), ({"Retry_After": "4"}, 4.5), ({"Retry_After": "soon"}, 10.5)]
)
async def test_rate_limit_is_waited_out(headers: dict[str, str], wait: float) -> None:
    limited = answer({"error": "API_TOKEN_LIMIT_EXCEEDED"}, 429, **headers)
    async with upstream(limited, answer({"id": "a"})) as trello:
        assert await trello.client.get(BOARD, CREDENTIALS, in_seconds(60)) == {"id": "a"}
        assert (len(trello.seen), trello.slept) == (2, [wait])


async def test_rate_limit_beyond_the_deadline_is_raised_at_once() -> None:
    async with upstream(answer({"error": "API_TOKEN_LIMIT_EXCEEDED"}, 429)) as trello:
        with pytest.raises(RateLimited) as error:
            await trello.client.get(BOARD, CREDENTIALS, in_seconds(5))
        assert error.value.retry_after == 10
        assert (len(trello.seen), trello.slept) == (1, [])


async def test_member_limit_is_raised_at_once() -> None:
    async with upstream(answer({"message": "Exceeded rate limit to /1/member"}, 429)) as trello:
        with pytest.raises(RateLimited) as error:
            await trello.client.get(Request.of("members", "me"), CREDENTIALS)
        assert error.value.retry_after == 900
        assert (len(trello.seen), trello.slept) == (1, [])


async def test_no_answer_before_the_deadline_is_told_apart_from_a_timeout() -> None:
    async with upstream(stall) as trello:
        with pytest.raises(DeadlinePassed):
            await trello.client.get(BOARD, CREDENTIALS, in_seconds(0.1))


async def test_deadline_gone_by_sends_nothing_though_a_connection_is_open() -> None:
    async with upstream(answer([])) as trello:
        await trello.client.get(BOARD, CREDENTIALS)
        with pytest.raises(DeadlinePassed):
            await trello.client.get(BOARD, CREDENTIALS, in_seconds(0))
        await trello.client.get(BOARD, CREDENTIALS)
        assert len(trello.seen) == 2


async def test_slow_answer_is_a_timeout_and_not_tried_again() -> None:
    async with upstream(stall, settings=TrelloSettings(timeout_seconds=0.1)) as trello:
        with pytest.raises(Timeout):
            await trello.client.get(BOARD, CREDENTIALS)
        assert trello.slept == []


async def test_redirect_is_not_followed() -> None:
    async with upstream(text("", 302, Location="/1/elsewhere"), answer({"id": "a"})) as trello:
        with pytest.raises(UnexpectedAnswer):
            await trello.client.get(BOARD, CREDENTIALS)
        assert len(trello.seen) == 1


@pytest.mark.parametrize("wrong", [text("{}"), answer("text"), answer(None)])
async def test_success_that_is_no_json_object_or_list_is_unexpected(wrong: Answer) -> None:
    async with upstream(wrong) as trello:
        with pytest.raises(UnexpectedAnswer):
            await trello.client.get(BOARD, CREDENTIALS)
        assert len(trello.seen) == 1


async def test_what_does_not_speak_http_is_unexpected() -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.com ESMTP\r\n\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with (
        await asyncio.start_server(greet, "127.0.0.1", 0) as server,
        open_session(TrelloSettings()) as session,
    ):
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(UnexpectedAnswer):
            await TrelloClient(session, f"http://127.0.0.1:{port}/1").get(BOARD, CREDENTIALS)


async def test_largest_answer_is_read() -> None:
    async with upstream(answer(["x" * 96]), max_answer_bytes=100) as trello:
        assert await trello.client.get(BOARD, CREDENTIALS) == ["x" * 96]


async def test_answer_that_comes_in_pieces_is_read_whole() -> None:
    async def pieces(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        for piece in (b'{"id":', b'"a"', b"}"):
            await response.write(piece)
            await asyncio.sleep(0)
        return response

    async with upstream(pieces) as trello:
        assert await trello.client.get(BOARD, CREDENTIALS) == {"id": "a"}


async def test_connections_are_kept_whatever_was_answered() -> None:
    async with upstream(answer([]), text("no", 404), answer([])) as trello:
        await trello.client.get(BOARD, CREDENTIALS)
        with pytest.raises(NotFound):
            await trello.client.get(BOARD, CREDENTIALS)
        await trello.client.get(BOARD, CREDENTIALS)
        assert len({request.protocol for request in trello.seen}) == 1


async def test_larger_answer_is_refused_though_it_was_small_on_the_wire() -> None:
    async def compressed(_: web.Request) -> web.Response:
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        return web.Response(body=gzip.compress(b'["' + b"x" * 97 + b'"]'), headers=headers)

    async with upstream(compressed, max_answer_bytes=100) as trello:
        with pytest.raises(UnexpectedAnswer) as error:
            await trello.client.get(BOARD, CREDENTIALS)
        assert str(error.value) == "Trello's answer is too large. Ask for less at once."
        assert len(trello.seen) == 1
