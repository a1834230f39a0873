"""Tokens, which leave no action."""

from datetime import datetime, timedelta
from typing import Final

from app.sandbox.dates import trello_time
from app.sandbox.ids import Ids
from app.sandbox.models import Member, Token
from app.sandbox.store import World

_DIGITS: Final = 64


def grant(
    world: World,
    ids: Ids,
    now: datetime,
    member: Member,
    *,
    application: str,
    scopes: tuple[str, ...],
    lasting: timedelta | None,
) -> Token:
    """Make a token with which an application acts for a member, for so long, or until it is revoked."""
    expires = trello_time(now + lasting) if lasting else None
    value, made = ids.hexadecimal(_DIGITS), trello_time(now)
    return world.tokens.add(Token(ids.object_id(now), value, member.id, application, made, expires, scopes))


def revoke(world: World, token: Token) -> None:
    """Remove a token, and the webhooks that belong to it."""
    world.tokens.remove(token.id)
    world.webhooks.remove_by("token_id", token.id)
