from aiohttp import web

from app.sandbox.control.answers import Unusable, answered, checked, received, refused
from app.sandbox.sandbox import SANDBOX
from app.sandbox.switches import Switches


async def change(request: web.Request) -> web.Response:
    """Change the switches that the body, a JSON object, names; the others stay as they are."""
    sandbox = request.app[SANDBOX]
    try:
        changes = await received(request)
        if isinstance(changes, dict):
            changes = sandbox.switches.model_dump() | changes
        sandbox.switches = checked(Switches, changes, "the switches to change")
    except Unusable as error:
        return refused(str(error))
    sandbox.failures.reset()
    return answered(sandbox.switches.model_dump())
