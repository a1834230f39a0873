"""How generated code says that it is for the engine to go on."""

from typing import Literal, TypeAlias

Reason: TypeAlias = Literal["value", "resolver", "arguments", "size"]
"""Why: a value that does not fit its type as it is, a resolver that raised, arguments that cannot be used, or
a selection too large to be compiled."""


class Bail(Exception):  # noqa: N818  # a way out, no error
    """The engine decides: nothing was changed, so it can start from the same values."""

    def __init__(self, reason: Reason = "value") -> None:
        super().__init__(reason)
        self.reason = reason
