"""Requests to the backend, as whoever has a token sends them."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from app.backend.accounts import tokens
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.models import Entity
from app.backend.accounts.tokens import Grant

SERVICE_SECRET = "for-development-only-service-secret"


@dataclass
class Answer:
    """`body` is decoded JSON, and None if there is no body."""

    status: int
    body: Any
    headers: dict[str, str]


class Asking:
    """Sends JSON, or a form if the body is a text, with a bearer token."""

    def __init__(self, token: str | None) -> None:
        self.token = token
        # A failure that nobody foresaw is answered, as it is in a process that serves.
        self._client = Client(raise_request_exception=False)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        if self.token is not None:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        response = self._client.generic(
            method,
            path,
            "" if body is None else body if isinstance(body, str) else json.dumps(body),
            "application/json" if not isinstance(body, str) else "application/x-www-form-urlencoded",
            headers=headers,
        )
        decoded = json.loads(response.content) if response.content else None
        return Answer(response.status_code, decoded, dict(response.headers))


def asking_as(entity: Entity, **grant: Any) -> Asking:
    """Return requests of whoever has a new token of an entity."""
    return Asking(granted(entity, **grant).token)


def granted(entity: Entity, **grant: Any) -> tokens.GrantedToken:
    return tokens.grant(entity, Grant(**{"name": "test", **grant}), OPERATOR)
