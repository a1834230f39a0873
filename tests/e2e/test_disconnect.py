import asyncio
from contextlib import suppress

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from tests.e2e.servers import Server


class SilentUpstream:
    """An upstream that takes requests and never answers, and that knows who waits."""

    def __init__(self) -> None:
        self.waiting = asyncio.Event()
        self.left_alone = asyncio.Event()

    async def answer(self, _request: web.Request) -> web.Response:
        self.waiting.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.left_alone.set()
        raise AssertionError


async def test_client_that_leaves_takes_its_upstream_calls_along(server: Server) -> None:
    upstream = SilentUpstream()
    app = web.Application(handler_args={"handler_cancellation": True})
    app.router.add_route("*", "/{path:.*}", upstream.answer)
    patience = {"GATEWAY_REQUEST_TIMEOUT_SECONDS": "600", "TRELLO_TIMEOUT_SECONDS": "600"}
    async with (
        TestServer(app) as trello,
        server(TRELLO_URL=str(trello.make_url("/1")), **patience) as url,
        ClientSession() as client,
    ):
        asked = asyncio.create_task(client.post(url, json={"query": "{ member { fullName } }"}))
        await upstream.waiting.wait()
        assert not upstream.left_alone.is_set()

        asked.cancel()
        with suppress(asyncio.CancelledError):
            await asked

        await upstream.left_alone.wait()
