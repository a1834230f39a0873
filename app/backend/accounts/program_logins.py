"""Programs that people let act for them: OAuth 2.0 for native apps (RFC 8252), with PKCE (RFC 7636).

Whoever is signed in lets a program have a one-time code. For it the program gets a token like any other, but
short, and a refresh token. Each refresh token is good once: one that comes again has been stolen by somebody,
and everything ends that came of the same code (RFC 9700, section 4.14).
"""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from app.backend.accounts import audit, tokens
from app.backend.accounts.actor import Actor
from app.backend.accounts.models import Auth, Entity, ProgramLogin
from app.backend.accounts.service_settings import MAX_LIFETIME, value_of
from app.backend.accounts.token_hashes import token_hash, token_hashes
from app.backend.accounts.tokens import Grant
from app.backend.errors import OAuthError

CODE_SECONDS: Final = 60
"""How long a code is good: a program on the same machine has it at once."""

_REFRESH: Final = re.compile(r"(gqlrefresh_[0-9a-f]{32})_[0-9a-f]{64}", re.ASCII)
"""A refresh token: what all that follow it begin with, then what it has for itself. Scanners can match it."""


@dataclass(frozen=True, slots=True)
class ProgramRequest:
    """What a program asks of whoever is signed in. `name` is what it calls itself: nobody can know better."""

    name: str
    redirect_uri: str
    code_challenge: str


@dataclass(frozen=True, slots=True)
class ProgramTokens:
    """What a program gets: a token that lives for `seconds`, and one to get the next with."""

    access_token: str
    seconds: int
    refresh_token: str


def allow(entity: Entity, asked: ProgramRequest) -> str:
    """Return the code that a program may have tokens of an entity for."""
    code = secrets.token_hex(32)
    now = timezone.now()
    with transaction.atomic():
        # Whoever began one and went away has left it here.
        ProgramLogin.objects.filter(ends__lt=now).delete()
        login = ProgramLogin.objects.create(
            entity=entity,
            name=asked.name,
            redirect_uri=asked.redirect_uri,
            code_challenge=asked.code_challenge,
            code_hash=token_hash(code),
            allowed_at=now,
            ends=now + timedelta(seconds=CODE_SECONDS),
        )
        audit.record(Actor(entity), "program.allowed", _target(login), entity, name=login.name)
    return code


def redeem(code: str, asked_by: str, redirect_uri: str, verifier: str) -> ProgramTokens:
    """Return the first tokens of a program, for its code and what its challenge was made from.

    A code is good once, whether it is redeemed or not. Raises `OAuthError`.
    """
    now = timezone.now()
    with transaction.atomic():
        login = ProgramLogin.objects.select_for_update().filter(code_hash__in=token_hashes(code)).first()
        if login is not None:
            is_theirs = (login.name, login.redirect_uri) == (asked_by, redirect_uri)
            is_new = login.state == login.State.ALLOWED and now < login.ends
            if is_theirs and is_new and hmac.compare_digest(_challenge(verifier), login.code_challenge):
                login.ends = now + timedelta(seconds=_most(settings.BACKEND.program_seconds))
                return _issue(login, f"gqlrefresh_{secrets.token_hex(16)}", now)
            _revoke(login, "a code was wrong, late or there before")
    raise OAuthError("invalid_grant", "The code is unknown, late or used: have the user sign in again.")


def refresh(refresh_token: str) -> ProgramTokens:
    """Return the next tokens of a program, for a refresh token, which is used up. Raises `OAuthError`."""
    now = timezone.now()
    found = _REFRESH.fullmatch(refresh_token)
    if found:
        family = found[1]
        with transaction.atomic():
            hashes = token_hashes(family)
            login = ProgramLogin.objects.select_for_update().filter(family_hash__in=hashes).first()
            if login and login.state == login.State.ACTIVE and now < login.ends:
                if login.refresh_hash in token_hashes(refresh_token):
                    return _issue(login, family, now)
                _revoke(login, "a refresh token was there before")
    told = "The refresh token is unknown, used, revoked or expired: have the user sign in again."
    raise OAuthError("invalid_grant", told)


def _issue(login: ProgramLogin, family: str, now: datetime) -> ProgramTokens:
    token = f"{family}_{secrets.token_hex(32)}"
    login.family_hash, login.refresh_hash = token_hash(family), token_hash(token)
    login.state = login.State.ACTIVE
    login.save(update_fields=["family_hash", "refresh_hash", "state", "ends"])
    # What has expired by itself is nothing to look at, as each of them is followed by another.
    Auth.objects.filter(pk__in=[each.pk for each in login.auths.all() if not each.is_usable]).delete()
    left = int((login.ends - now).total_seconds()) or 1
    wanted = Grant(
        name=login.name,
        seconds=min(_most(settings.BACKEND.program_token_seconds), left),
        groups=login.entity.groups,
        claims=login.entity.claims,
        program=login,
    )
    made = tokens.grant(login.entity, wanted, Actor(login.entity))
    return ProgramTokens(made.token, wanted.seconds, token)


def _revoke(login: ProgramLogin, why: str) -> None:
    login.state = login.State.REVOKED
    login.save(update_fields=["state"])
    actor = Actor(login.entity)
    for auth in login.auths.filter(state=Auth.State.ACTIVE):
        tokens.revoke(auth, actor)
    audit.record(actor, "program.revoked", _target(login), login.entity, name=login.name, why=why)


def _most(seconds: int) -> int:
    """Return so many seconds, or as many as a token may live here if those are fewer."""
    most = value_of(MAX_LIFETIME)
    return min(seconds, most) if most else seconds


def _challenge(verifier: str) -> str:
    """Return what a verifier shows that it knows (RFC 7636, section 4.2, S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _target(login: ProgramLogin) -> str:
    return f"program:{login.pk}"
