"""`python -m app.sandbox`: the offline Trello, with a demo workspace and the boards of `SANDBOX_EXPORTS`."""

import asyncio
import signal
import sys

import structlog
from aiohttp import web

from app.observability import logs
from app.sandbox.exports import ExportError, load_exports
from app.sandbox.seed import demo_world
from app.sandbox.server import create_app
from app.sandbox.store import World
from app.settings.loading import settings_or_exit
from app.settings.sandbox import SandboxSettings

_log = structlog.get_logger("app.sandbox")


def main() -> int:
    """Serve until SIGINT or SIGTERM; return 0, or 2 after one line on standard error if that cannot be."""
    settings = settings_or_exit(SandboxSettings)
    logs.configure(settings.logs)
    try:
        world = _world(settings)
    except ExportError as error:
        return _give_up(str(error))
    return asyncio.run(_serve(settings, world))


def _world(settings: SandboxSettings) -> World:
    world = demo_world()
    load_exports(world, settings.exports)
    return world


async def _serve(settings: SandboxSettings, world: World) -> int:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    runner = web.AppRunner(
        create_app(world, settings, rebuild=lambda: _world(settings)), access_log=None, shutdown_timeout=5.0
    )
    try:
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError:
            return _give_up(
                f"SANDBOX_PORT: cannot listen on {settings.host}:{settings.port}; "
                "set another port, or stop what listens there"
            )
        port = runner.addresses[0][1]
        _log.info(
            "listening", host=settings.host, port=port, boards=len(world.boards), cards=len(world.cards)
        )
        await stop.wait()
    finally:
        await runner.cleanup()
    return 0


def _give_up(reason: str) -> int:
    print(reason, file=sys.stderr)  # noqa: T201  # the answer to a command
    return 2


if __name__ == "__main__":
    sys.exit(main())
