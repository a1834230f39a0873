"""Somebody to be while trying things out."""

from typing import Final

from django.db import transaction

from app.backend.accounts import tokens
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.entities import entity_of, make_admin
from app.backend.accounts.models import Auth
from app.backend.accounts.openid.identity import Identity
from app.backend.accounts.tokens import Grant

TENANT: Final = "https://demo.invalid"
ACCOUNT: Final = "ada"
NAME: Final = "demo"
GROUP: Final = "demo"

IDENTITY: Final = Identity(TENANT, ACCOUNT, (GROUP,), {}, is_admin=None)
"""Whoever signs in to pages with its token."""


def seed_demo(token: str | None = None) -> str:
    """Return a token of the demo entity, an admin; `token` if that is given. Older ones are revoked."""
    with transaction.atomic():
        entity = entity_of(TENANT, ACCOUNT)
        if not entity.is_admin:
            make_admin(entity, OPERATOR)
        for old in Auth.objects.filter(entity=entity, name=NAME, state=Auth.State.ACTIVE):
            tokens.revoke(old, OPERATOR)
        return tokens.grant(entity, Grant(NAME, groups=[GROUP]), OPERATOR, token).token
