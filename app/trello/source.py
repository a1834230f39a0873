"""Where answers to requests come from: from Trello, or from somewhere nearer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.trello.credentials import Credentials
from app.trello.request import Request
from app.trello.tally import Tally


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, until when (in event-loop time), and where it is counted what the answers have cost."""

    credentials: Credentials
    deadline: float | None = None
    tally: Tally = field(default_factory=Tally)


class Source(Protocol):
    """Gives answers to requests."""

    async def read(self, requests: Sequence[Request], asker: Asker) -> list[Any]:
        """Return, for each request in order, the decoded answer or the `TrelloError` that it met.

        The answers belong to whoever asked, who may change them.
        """
