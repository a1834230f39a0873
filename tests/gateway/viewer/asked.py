"""A backend that says whose tokens they are, as a test has it."""

import asyncio
import uuid
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from app.contracts.events import Event
from app.contracts.introspection import ActiveToken, InactiveToken
from app.gateway.viewer.verdict import Verdict
from app.gateway.viewer.verdicts import IntrospectionFailed


def active(entity: int = 1, **parts: Any) -> ActiveToken:
    whole: dict[str, Any] = {
        "iss": "https://one.example",
        "sub": f"account-{entity}",
        "jti": "7",
        "iat": 1,
        "entity": entity,
        "persona": "api",
        "groups": ("a",),
        "admin": False,
        "trello_linked": False,
    }
    return ActiveToken(**whole | parts)


def event(entity: int | None = 1, seq: int = 1, kind: Any = "token.revoked", **data: Any) -> Event:
    return Event(id=uuid.uuid4(), seq=seq, type=kind, at=datetime.now(UTC), entity=entity, data=data)


class Backend:
    """`answer` is what it says of every token; it waits while the `gate` is closed."""

    def __init__(self, answer: Verdict | None = None) -> None:
        self.answer: Verdict = answer or active()
        self.is_away = False
        self.asked = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def introspect(self, _token: SecretStr) -> Verdict:
        self.asked += 1
        answer = self.answer
        await self.gate.wait()
        if self.is_away:
            raise IntrospectionFailed
        return answer

    def revoke(self) -> None:
        self.answer = InactiveToken()
