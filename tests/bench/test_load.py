import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import repeat

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bench import load

Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    servers = []

    async def start(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> str:
        app = web.Application()
        app.router.add_post("/graphql", handler)
        servers.append(TestServer(app))
        await servers[-1].start_server()
        return str(servers[-1].make_url("/graphql"))

    yield start
    for server in servers:
        await server.close()


async def test_each_connection_sends_the_requests_of_its_source(serve: Serve) -> None:
    seen = []

    async def handle(request: web.Request) -> web.Response:
        seen.append((await request.json())["number"])
        return web.json_response({"data": None})

    url = await serve(handle)
    sources = [iter([load.request(url, {"number": number})] * 2) for number in (1, 2)]

    sent = await load.send(url, sources, length=None)

    assert (sent.queries, len(sent.latencies), sorted(seen)) == (4, 4, [1, 1, 2, 2])


async def test_no_request_is_sent_after_the_time_is_up_and_all_are_waited_for(serve: Serve) -> None:
    async def handle(_: web.Request) -> web.Response:
        await asyncio.sleep(0.01)
        return web.json_response({"data": None})

    url = await serve(handle)

    sent = await load.send(url, [repeat(load.request(url, {}))] * 3, length=None, seconds=0)

    assert sent.queries == 3


@pytest.mark.parametrize("answer", [{"status": 500, "text": "{}"}, {"status": 200, "text": '{"data": 1}'}])
async def test_an_answer_that_is_not_as_expected_ends_it(serve: Serve, answer: dict[str, object]) -> None:
    async def handle(_: web.Request) -> web.Response:
        return web.Response(**answer)  # type: ignore[arg-type]

    url = await serve(handle)

    with pytest.raises(load.WrongAnswerError):
        await load.send(url, [repeat(load.request(url, {}))], length=2)


async def test_a_connection_that_is_closed_ends_it(serve: Serve) -> None:
    async def handle(request: web.Request) -> web.Response:
        assert request.transport
        request.transport.close()
        return web.Response()

    url = await serve(handle)

    with pytest.raises(load.WrongAnswerError, match="closed before the answer came"):
        await load.ask(url, {})


async def test_errors_are_no_answer(serve: Serve) -> None:
    async def handle(_: web.Request) -> web.Response:
        return web.json_response({"data": None, "errors": [{"message": "no"}]})

    url = await serve(handle)

    with pytest.raises(load.WrongAnswerError, match='"message": "no"'):
        await load.ask(url, {})


def test_percentiles_are_those_of_the_latencies() -> None:
    sent = load.Load(100, 2.0, [number / 100 for number in range(100, 0, -1)])

    assert (sent.rate, sent.percentile(0.5), sent.percentile(0.99), sent.percentile(1)) == (50, 0.51, 1, 1)
