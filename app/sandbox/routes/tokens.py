from typing import Any

from app.sandbox import lookup
from app.sandbox.errors import not_found
from app.sandbox.fields.member import MEMBER
from app.sandbox.fields.token import TOKEN
from app.sandbox.fields.webhook import WEBHOOK
from app.sandbox.models import Token
from app.sandbox.request import Request
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/tokens/{token}")
def _read_token(request: Request) -> Any:
    token = lookup.token(request)
    body = TOKEN.one(token, request.viewer, request.params.get("fields"))
    return body | {"webhooks": _webhooks(request, token)} if request.params.flag("webhooks") else body


@routes.get("/tokens/{token}/member")
def _read_member(request: Request) -> Any:
    member = request.world.members.get(lookup.token(request).member_id)
    if member is None:
        raise not_found()
    return MEMBER.one(member, request.viewer, request.params.get("fields"))


@routes.get("/tokens/{token}/webhooks")
def _read_webhooks(request: Request) -> Any:
    return _webhooks(request, lookup.token(request))


def _webhooks(request: Request, token: Token) -> list[dict[str, Any]]:
    found = request.world.webhooks.by("token_id", token.id)
    return [WEBHOOK.one(each, request.viewer, None) for each in found]
