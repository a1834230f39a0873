"""Webhooks. Their address is asked before they are made, and before they get another one."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from yarl import URL

from app.sandbox import lookup
from app.sandbox.changes import webhooks
from app.sandbox.errors import callback_fails, invalid_value, not_allowed, not_found, webhook_exists
from app.sandbox.fields.webhook import WEBHOOK
from app.sandbox.models import Token, Webhook
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import Reader, boolean, object_id, some_text, text
from app.sandbox.webhooks.callbacks import Unreachable
from app.sandbox.webhooks.messages import sees
from app.sandbox.writes.fields import given, given_one

routes = Routes()


@routes.post("/webhooks", "/tokens/{token}/webhooks")
def _create(request: Write) -> Any:
    request = request.without_nulls()
    for name in ("callbackURL", "idModel"):
        if name not in request.params:
            raise invalid_value(name)
    return _created(request, lookup.token(request), given(request.params, _READERS))


async def _created(request: Write, token: Token, values: dict[str, Any]) -> Any:
    _must_be_the_only_one(request, token.id, values)
    await _must_answer(request, values["callbackURL"])
    webhooks.sweep(request.world, request.actor.now)
    _must_be_the_only_one(request, token.id, values)
    made = webhooks.create(request.actor, token, request.key, values)
    return WEBHOOK.one(made, request.viewer, None)


@routes.put("/webhooks/{webhook}")
def _update(request: Write) -> Any:
    return _updated(request, lookup.webhook(request), given(request.params, _READERS))


@routes.put("/webhooks/{webhook}/{field}")
def _update_field(request: Write) -> Any:
    return _updated(request, lookup.webhook(request), given_one(request, _READERS))


async def _updated(request: Write, webhook: Webhook, values: dict[str, Any]) -> Any:
    whole = {"callbackURL": webhook.callback_url, "idModel": webhook.model_id} | values
    _must_be_the_only_one(request, webhook.token_id, whole, webhook)
    if "callbackURL" in values:
        await _must_answer(request, values["callbackURL"])
        _must_be_the_only_one(request, webhook.token_id, whole, webhook)
        if webhook.id not in request.world.webhooks:
            raise not_found()
    webhooks.update(request.world, webhook, values)
    return WEBHOOK.one(webhook, request.viewer, None)


@routes.delete("/webhooks/{webhook}", "/tokens/{token}/webhooks/{webhook}")
def _delete(request: Write) -> Any:
    request.world.webhooks.remove(lookup.webhook(request).id)
    return {"_value": None}


def _must_be_the_only_one(
    request: Write, token_id: str, values: dict[str, Any], but: Webhook | None = None
) -> None:
    """Refuse a model that is not there, or not for the viewer, and one that is told the same already."""
    model = webhooks.model_of(request.world, values["idModel"])
    if model is None:
        raise invalid_value("idModel")
    if not sees(request.viewer, model):
        raise not_allowed()
    for each in request.world.webhooks.by("token_id", token_id):
        same = (each.callback_url, each.model_id) == (values["callbackURL"], values["idModel"])
        if same and each is not but:
            raise webhook_exists()


async def _must_answer(request: Write, url: str) -> None:
    try:
        got: int | str = await request.callbacks.ask("HEAD", url)
    except Unreachable as reason:
        got = str(reason)
    if got != HTTPStatus.OK:
        raise callback_fails(url, got)


def _address(params: Params, name: str) -> str:
    value = some_text(params, name)
    try:
        url = URL(value)
    except ValueError:
        raise invalid_value(name) from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise invalid_value(name)
    return value


_READERS: Final[Mapping[str, Reader]] = {
    "description": text,
    "callbackURL": _address,
    "idModel": object_id,
    "active": boolean,
}
