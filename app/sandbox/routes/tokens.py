from typing import Any

from app.sandbox.errors import not_allowed, not_found
from app.sandbox.fields.member import MEMBER
from app.sandbox.fields.token import TOKEN
from app.sandbox.models import Token
from app.sandbox.request import Request
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/tokens/{token}")
def _read_token(request: Request) -> Any:
    body = TOKEN.one(_token(request), request.viewer, request.params.get("fields"))
    return body | {"webhooks": []} if request.params.flag("webhooks") else body


@routes.get("/tokens/{token}/member")
def _read_member(request: Request) -> Any:
    member = request.world.members.get(_token(request).member_id)
    if member is None:
        raise not_found()
    return MEMBER.one(member, request.viewer, request.params.get("fields"))


@routes.get("/tokens/{token}/webhooks")
def _read_webhooks(request: Request) -> Any:
    _token(request)
    return []


def _token(request: Request) -> Token:
    found = request.world.tokens.one("value", request.path["token"])
    if found is None or found.revoked:
        raise not_found()
    if found.member_id != request.viewer.member_id:
        raise not_allowed("token")
    return found
