from typing import Any

from app.sandbox import lookup
from app.sandbox.changes import tokens
from app.sandbox.request import Write
from app.sandbox.routing import Routes

routes = Routes()


@routes.delete("/tokens/{token}")
def _revoke(request: Write) -> Any:
    tokens.revoke(request.world, lookup.token(request))
    return {"_value": None}
