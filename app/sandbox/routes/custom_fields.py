from typing import Any

from app.sandbox import lookup
from app.sandbox.fields.custom_field import definition, option, options
from app.sandbox.request import Request
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/customFields/{customField}")
def _read_custom_field(request: Request) -> Any:
    return definition(lookup.custom_field(request), request.viewer, request.params.get("fields"))


@routes.get("/customFields/{customField}/options")
def _read_options(request: Request) -> Any:
    return options(lookup.custom_field(request))


@routes.get("/customFields/{customField}/options/{option}")
def _read_option(request: Request) -> Any:
    field = lookup.custom_field(request)
    return option(field, lookup.option(request, field))
