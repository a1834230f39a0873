"""How the Python peers are run: uvicorn with uvloop and httptools, and nothing logged."""

import os
from collections.abc import Callable
from typing import Any

import uvicorn
import uvloop

from bench.peers.trello import Trello, opened


def run(create_app: Callable[[Trello], Any]) -> None:
    """Serve the ASGI application that is made for an upstream, at `PORT`; `TRELLO_URL` is the upstream's."""

    async def serve() -> None:
        url, key, token = (os.environ[name] for name in ("TRELLO_URL", "TRELLO_API_KEY", "TRELLO_TOKEN"))
        async with opened(url, key, token) as trello:
            config = uvicorn.Config(
                create_app(trello),
                port=int(os.environ["PORT"]),
                http="httptools",
                access_log=False,
                log_level="error",
            )
            await uvicorn.Server(config).serve()

    uvloop.run(serve())
