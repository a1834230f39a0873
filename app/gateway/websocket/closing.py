"""The ways in which a connection ends, each with its close code.

Those from 4000 are the protocol's, those from 1000 any WebSocket's (RFC 6455, section 7.4, and its registry
at IANA). Which of them a client tries again after is for the client to know: common ones do after 1001, 1013
and 4408.
"""

from enum import IntEnum
from typing import Final

MAX_REASON_BYTES: Final = 123
"""RFC 6455, section 5.5: a control frame has 125 bytes, two of which are the code."""


class CloseCode(IntEnum):
    """Close codes that the gateway sends, but for 1005 and 1006, which stand for none.

    aiohttp sends 1002, 1007 and 1009 by itself for what is no good WebSocket, and answers those of clients.
    """

    GOING_AWAY = 1001
    NO_STATUS_RECEIVED = 1005
    ABNORMAL_CLOSURE = 1006
    TRY_AGAIN_LATER = 1013
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    TIMEOUT = 4408
    SUBSCRIBER_ALREADY_EXISTS = 4409
    TOO_MANY_INITIALISATION_REQUESTS = 4429
    INTERNAL_SERVER_ERROR = 4500


class Closing(Exception):  # noqa: N818  # most are no errors
    """The connection ends; `reason` is cut to what fits into a close frame."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(f"{code:d}: {reason}")
        self.code = code
        self.reason = reason.encode()[:MAX_REASON_BYTES].decode(errors="ignore").encode()


def client_gone() -> Closing:
    """Return the end of a connection whose client has gone without closing its socket."""
    return Closing(CloseCode.ABNORMAL_CLOSURE)


def going_away() -> Closing:
    """Return the end of a connection whose process is about to stop."""
    return Closing(CloseCode.GOING_AWAY, "The server is going away")


def too_slow() -> Closing:
    """Return the end of a connection whose client does not read what it asked for."""
    return Closing(CloseCode.TRY_AGAIN_LATER, "Messages are not read as fast as they come")
