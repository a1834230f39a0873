import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Final

from app.gateway.errors import BadUserInput
from app.gateway.execution.resolver import Info, Resolver
from app.resolvers.mapping import Arguments
from app.resolvers.reading import Context

MAX_SECONDS: Final = 3_600


async def _server_time(
    _root: None, arguments: Arguments, _context: Context, _info: Info
) -> AsyncGenerator[datetime, None]:
    seconds = arguments["everySeconds"]
    if seconds is None:
        seconds = 1
    if not 1 <= seconds <= MAX_SECONDS:
        raise BadUserInput(
            f"`everySeconds` is how long to wait between two times: 1 to {MAX_SECONDS}, not {seconds}.",
            argument_path=["everySeconds"],
        )
    while True:
        yield datetime.now(UTC)
        await asyncio.sleep(seconds)


RESOLVERS: dict[str, Resolver] = {"Subscription.serverTime": _server_time}
