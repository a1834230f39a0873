"""What is done to webhooks, and what becomes of them by themselves. None of it leaves an action.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/
"""

from datetime import datetime, timedelta
from typing import Any, Final

from app.sandbox.actor import Actor
from app.sandbox.auth import has_expired
from app.sandbox.changes.fields import set_fields
from app.sandbox.dates import parse_time, trello_time
from app.sandbox.models import Token, Webhook
from app.sandbox.store import World

ATTRIBUTES: Final = {"idModel": "model_id", "callbackURL": "callback_url"}
"""Where fields of a webhook are kept, if under another name."""

_FAILURES: Final = 1000
_FAILING: Final = timedelta(days=30)


def create(actor: Actor, token: Token, key: str, values: dict[str, Any]) -> Webhook:
    """Make a webhook with these fields, `idModel` and `callbackURL` among them."""
    made = Webhook(actor.new_id(), token.id, key, values["idModel"], values["callbackURL"])
    set_fields(made, values, ATTRIBUTES)
    return actor.world.webhooks.add(made)


def update(world: World, webhook: Webhook, values: dict[str, Any]) -> None:
    """Set fields. One that is active again begins anew to count failures."""
    if "idModel" in values:
        world.webhooks.update(webhook, model_id=values["idModel"])
    if values.get("active") and not webhook.active:
        succeeded(webhook)
    set_fields(webhook, values, ATTRIBUTES)


def succeeded(webhook: Webhook) -> None:
    """Forget the failures."""
    webhook.failures = 0
    webhook.first_failure = None


def failed(webhook: Webhook, now: datetime) -> None:
    """Count a failure; 1,000 in a row of which the first is 30 days ago end the webhook's work."""
    webhook.failures += 1
    first = parse_time(webhook.first_failure or "") or now
    webhook.first_failure = trello_time(first)
    if webhook.failures >= _FAILURES and now - first >= _FAILING:
        webhook.active = False


def sweep(world: World, now: datetime) -> None:
    """Remove the webhooks whose token has ended, or whose model is gone."""
    for webhook in list(world.webhooks):
        if model_of(world, webhook.model_id) is None or not _works(owner(world, webhook), now):
            world.webhooks.remove(webhook.id)


def owner(world: World, webhook: Webhook) -> Token | None:
    """Return the token that a webhook belongs to."""
    return world.tokens.get(webhook.token_id)


def model_of(world: World, model_id: str) -> Any:
    """Return what a webhook can watch by its id: something with a history. None if there is no such thing."""
    tables: tuple[Any, ...] = (world.boards, world.cards, world.lists, world.members, world.organizations)
    return next((table[model_id] for table in tables if model_id in table), None)


def _works(token: Token | None, now: datetime) -> bool:
    return token is not None and not has_expired(token, now)
