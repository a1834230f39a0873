from typing import Final

from app.sandbox import routes, writes
from app.sandbox.routing import Router

ROUTER: Final = Router((*routes.ALL, *writes.ALL))
"""The way to everything below `/1`."""
