from typing import Any

from app.sandbox import lookup
from app.sandbox.fields.label import LABEL
from app.sandbox.request import Request
from app.sandbox.routes.fields import one_field
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/labels/{label}")
def _read_label(request: Request) -> Any:
    return LABEL.one(lookup.label(request), request.viewer, request.params.get("fields"))


@routes.get("/labels/{label}/{field}")
def _read_field(request: Request) -> Any:
    return one_field(request, LABEL, lookup.label(request))
