from typing import Any

from app.sandbox import lookup
from app.sandbox.fields.webhook import WEBHOOK
from app.sandbox.request import Request
from app.sandbox.routes.fields import one_field
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/webhooks/{webhook}", "/tokens/{token}/webhooks/{webhook}")
def _read_webhook(request: Request) -> Any:
    return WEBHOOK.one(lookup.webhook(request), request.viewer, None)


@routes.get("/webhooks/{webhook}/{field}")
def _read_field(request: Request) -> Any:
    return one_field(request, WEBHOOK, lookup.webhook(request))
