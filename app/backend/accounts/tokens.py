"""Making, changing and ending API tokens. Each change is recorded, and other processes are told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from app.backend.accounts import audit
from app.backend.accounts.actor import Actor
from app.backend.accounts.models import Auth, AuthClaim, AuthGroup, Entity, ProgramLogin
from app.backend.accounts.service_settings import MAX_ACTIVE, MAX_LIFETIME, value_of
from app.backend.accounts.token_hashes import token_hash
from app.backend.errors import Conflict, Forbidden, Invalid, InvalidField, NotFound
from app.backend.events import announce
from app.contracts.api_token import new_token

MAX_SECONDS: Final = 100 * 365 * 24 * 60 * 60
"""Longest lifetime that is not for ever: a hundred years."""


MAX_NAME: Final = 100
"""Longest name of a token, in characters."""


@dataclass(frozen=True, slots=True)
class GrantedToken:
    """A new token, which is known here for the only time."""

    auth: Auth
    token: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What a new token is to be: `seconds` of lifetime, 0 for ever. `source` is a persona's.

    `program` is what it is made for, if that will get others when it ends.
    """

    name: str
    seconds: int = 0
    source: str = "api"
    groups: Iterable[str] = ()
    claims: Mapping[str, Any] | None = None
    program: ProgramLogin | None = None


def grant(entity: Entity, wanted: Grant, actor: Actor, token: str | None = None) -> GrantedToken:
    """Return a new token of an entity; `token` if that is made up already.

    Raises `Invalid`, `Forbidden` or `Conflict` if the service's settings, or the token by which the actor
    acts, do not allow it.
    """
    token = token or new_token()
    with transaction.atomic():
        now = timezone.now()
        _check_lifetime(wanted.seconds, now, actor)
        # Whoever else makes one for the same entity waits here, so that the count holds.
        Entity.objects.select_for_update().get(pk=entity.pk)
        if _active(entity) >= (most := value_of(MAX_ACTIVE)):
            raise Conflict(f"There are {most} active tokens already: revoke one of them first.")
        auth = Auth.objects.create(
            entity=entity,
            persona=entity.personas.get_or_create(source=wanted.source)[0],
            name=wanted.name,
            token_hash=token_hash(token),
            granted=now,
            seconds=wanted.seconds,
            program=wanted.program,
        )
        AuthGroup.objects.bulk_create(
            AuthGroup(auth=auth, name=name) for name in dict.fromkeys(wanted.groups)
        )
        AuthClaim.objects.bulk_create(
            AuthClaim(auth=auth, name=name, value=value) for name, value in (wanted.claims or {}).items()
        )
        audit.record(
            actor,
            "token.created",
            _target(auth),
            entity,
            name=auth.name,
            seconds=auth.seconds,
            persona=wanted.source,
        )
    return GrantedToken(auth, token)


def token_of(entity: Entity, token_id: int) -> Auth:
    """Return a token of an entity. Raises `NotFound` for another's as for none."""
    try:
        return Auth.objects.select_related("entity", "persona").get(entity=entity, pk=token_id)
    except Auth.DoesNotExist:
        raise NotFound("There is no such token of yours.") from None


def rename(auth: Auth, name: str, actor: Actor) -> None:
    """Give a token another name."""
    with transaction.atomic():
        auth.name = name
        auth.save(update_fields=["name"])
        audit.record(actor, "token.renamed", _target(auth), auth.entity, name=name)


def extend(auth: Auth, seconds: int, actor: Actor) -> None:
    """Let a token live for `seconds` from now on; 0 for ever. It may have expired, but not been revoked.

    Raises `Conflict` if it was, and `Invalid` or `Forbidden` as `grant` does.
    """
    with transaction.atomic():
        now = timezone.now()
        _check_lifetime(seconds, now, actor)
        _lock(auth)
        if auth.state == Auth.State.REVOKED:
            raise Conflict("The token is revoked: make a new one.")
        auth.seconds = seconds and int((now - auth.granted).total_seconds()) + seconds
        auth.save(update_fields=["seconds"])
        audit.record(actor, "token.extended", _target(auth), auth.entity, seconds=auth.seconds)
        announce("token.changed", auth.entity_id, token=str(auth.pk))


def revoke(auth: Auth, actor: Actor) -> None:
    """End a token. It stays in the list; nothing brings it back. A program that has it gets no other."""
    with transaction.atomic():
        _end_program(auth)
        _lock(auth)
        if auth.state == Auth.State.REVOKED:
            return
        auth.state = Auth.State.REVOKED
        auth.save(update_fields=["state"])
        audit.record(actor, "token.revoked", _target(auth), auth.entity, name=auth.name)
        announce("token.revoked", auth.entity_id, token=str(auth.pk))


def delete(auth: Auth, actor: Actor) -> None:
    """End a token, and take it off the list. A program that has it gets no other."""
    with transaction.atomic():
        _end_program(auth)
        audit.record(actor, "token.deleted", _target(auth), auth.entity, name=auth.name)
        announce("token.revoked", auth.entity_id, token=str(auth.pk))
        auth.delete()


def _end_program(auth: Auth) -> None:
    if auth.program_id is not None:
        ProgramLogin.objects.filter(pk=auth.program_id).update(state=ProgramLogin.State.REVOKED)


def _check_lifetime(seconds: int, now: datetime, actor: Actor) -> None:
    most = value_of(MAX_LIFETIME)
    if most and not 0 < seconds <= most:
        raise Invalid(InvalidField(f"seconds: tokens may live for 1 to {most} seconds here", "#/seconds"))
    # Else whoever finds a token that is about to expire could make it last.
    ends = actor.expires
    if ends and not (seconds and now + timedelta(seconds=seconds) <= ends):
        raise Forbidden(
            "A token cannot make one that outlives it, nor extend itself: use one that lives longer."
        )


def _active(entity: Entity) -> int:
    active = Auth.objects.filter(entity=entity, state=Auth.State.ACTIVE)
    return sum(1 for auth in active.only("granted", "seconds", "state") if auth.is_usable)


def _lock(auth: Auth) -> None:
    """Have whoever else changes the token wait, and read what was changed meanwhile."""
    Auth.objects.select_for_update().get(pk=auth.pk)
    auth.refresh_from_db(fields=["state", "granted", "seconds"])


def _target(auth: Auth) -> str:
    return f"token:{auth.pk}"
