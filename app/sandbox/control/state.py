"""What there is, and the way back to the start."""

from typing import Final

from aiohttp import web

from app.sandbox.control.answers import answered, refused
from app.sandbox.control.clock import shown
from app.sandbox.exports import ExportError
from app.sandbox.sandbox import SANDBOX

_CONFLICT: Final = 409


async def healthz(_: web.Request) -> web.Response:
    """Say that it serves."""
    return answered({"status": "ok"})


async def read(request: web.Request) -> web.Response:
    """Say how everything is set, and how much there is of what."""
    sandbox = request.app[SANDBOX]
    world = sandbox.world
    return answered(
        {
            "switches": sandbox.switches.model_dump(),
            "clock": shown(sandbox.clock),
            "world": {
                "members": len(world.members),
                "organizations": len(world.organizations),
                "boards": len(world.boards),
                "cards": len(world.cards),
                "actions": len(world.actions),
                "webhooks": len(world.webhooks),
            },
            "deliveries": {"waiting": sandbox.deliveries.waiting},
        }
    )


async def reset(request: web.Request) -> web.Response:
    """Make world, time and switches as they were at the start, and forget all calls."""
    try:
        request.app[SANDBOX].reset()
    except ExportError as error:
        return refused(str(error), _CONFLICT)
    return await read(request)
