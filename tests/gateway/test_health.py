from aiohttp import web
from pytest_aiohttp.plugin import AiohttpClient

from app.gateway.health import mount_health
from app.gateway.lifecycle import LIFECYCLE, Lifecycle, State


def application() -> web.Application:
    app = web.Application()
    mount_health(app)
    return app


async def test_a_process_that_has_started_is_alive_and_ready(aiohttp_client: AiohttpClient) -> None:
    client = await aiohttp_client(application())

    alive, ready = await client.get("/healthz"), await client.get("/readyz")

    assert (alive.status, await alive.json()) == (200, {"status": "alive"})
    assert (ready.status, await ready.json()) == (200, {"status": "ready"})
    assert {each.headers["Cache-Control"] for each in (alive, ready)} == {"no-store"}


async def test_a_draining_process_is_alive_but_not_ready(aiohttp_client: AiohttpClient) -> None:
    app = application()
    client = await aiohttp_client(app)
    app[LIFECYCLE].drain()

    alive, ready = await client.get("/healthz"), await client.get("/readyz")

    assert (alive.status, ready.status) == (200, 503)
    assert await ready.json() == {"status": "draining"}


async def test_a_starting_process_is_not_ready(aiohttp_client: AiohttpClient) -> None:
    app = application()
    client = await aiohttp_client(app)
    app[LIFECYCLE].state = State.STARTING

    ready = await client.get("/readyz")

    assert (ready.status, await ready.json()) == (503, {"status": "starting"})


async def test_a_process_is_ready_only_after_everything_mounted_before_has_started() -> None:
    seen: list[State] = []
    app = web.Application()

    async def cook_engine(app: web.Application) -> None:
        seen.append(app[LIFECYCLE].state)

    app.on_startup.append(cook_engine)
    mount_health(app)
    app.freeze()
    await app.startup()

    assert seen == [State.STARTING]
    assert app[LIFECYCLE].state is State.READY


def test_what_is_draining_is_never_ready_again() -> None:
    lifecycle = Lifecycle()
    lifecycle.drain()

    lifecycle.ready()

    assert lifecycle.state is State.DRAINING
