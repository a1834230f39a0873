"""One answer that several readers get, each a copy of its own: readers change what they get."""

from math import inf
from typing import Any

import orjson

from app.trello.errors import TrelloError
from app.trello.tally import Status


class Outcome:
    """What a request has led to. `body` is the answer as JSON, `value` as decoded, or a `TrelloError`.

    One of both is enough. `status` says where it came from, `left` for how many seconds anybody may still use
    it, and `fresh` for how many it need not be read anew.
    """

    __slots__ = ("_body", "_value", "fresh", "left", "status")

    def __init__(
        self,
        status: Status,
        value: Any = None,
        body: bytes | None = None,
        *,
        left: float = inf,
        fresh: float = 0.0,
    ) -> None:
        self._value = value
        self._body = body
        self.status = status
        self.left = left
        self.fresh = fresh

    def has(self, error: type[TrelloError]) -> bool:
        """Return whether it is an error of this type."""
        return isinstance(self._value, error)

    def share(self) -> None:
        """Let it be taken more than once."""
        if self._body is None and not isinstance(self._value, TrelloError):
            self._body = orjson.dumps(self._value)

    def shared(self) -> "Outcome":
        """Return the same for somebody else; `share` has been called."""
        value = self._value if isinstance(self._value, TrelloError) else None
        return Outcome("shared", value, self._body, left=self.left, fresh=self.fresh)

    def take(self) -> Any:
        """Return the answer, or the `TrelloError`: a copy that nobody else has. Once, unless it is shared."""
        if isinstance(self._value, TrelloError):
            return self._value.again()
        value, self._value = self._value, None
        if value is None:
            assert self._body is not None  # noqa: S101  # `share` has been called
            return orjson.loads(self._body)
        return value
