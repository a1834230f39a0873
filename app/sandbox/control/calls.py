from aiohttp import web

from app.sandbox.calls import Call
from app.sandbox.control.answers import answered
from app.sandbox.sandbox import SANDBOX


async def read(request: web.Request) -> web.Response:
    """Say what was asked for, and how often by route."""
    calls = request.app[SANDBOX].calls
    return answered(
        {
            "counts": dict(sorted(calls.counts.items())),
            "wire": [_shown(each) for each in calls.wire],
            "inner": [_shown(each) for each in calls.inner],
        }
    )


async def clear(request: web.Request) -> web.Response:
    """Forget all calls."""
    request.app[SANDBOX].calls.clear()
    return answered({})


def _shown(call: Call) -> dict[str, str]:
    return {"method": call.method, "path": call.path, "query": call.query, "route": call.route}
