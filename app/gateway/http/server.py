"""How aiohttp's server treats connections, whatever runs it."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from aiohttp.http_exceptions import HttpProcessingError

_log: Final = logging.getLogger(__name__)


def _shorten(record: logging.LogRecord) -> bool:
    """Leave a line of what was sent that is no HTTP: with stacks of errors, anybody could fill the log."""
    error = record.exc_info[1] if record.exc_info else None
    if not isinstance(error, HttpProcessingError):
        return True
    # Not the error's message, which quotes what was sent.
    record.msg, record.args = "malformed request: %s", (type(error).__name__,)
    record.levelno, record.levelname, record.exc_info = logging.INFO, "INFO", None
    return _log.isEnabledFor(logging.INFO)


_log.addFilter(_shorten)

SERVER: Final[Mapping[str, Any]] = {
    # Nobody waits for what a client that has left asked for: its upstream calls stop, too.
    "handler_cancellation": True,
    # Every request is in our own log.
    "access_log": None,
    "logger": _log,
    # Bodies are decompressed where they are read, up to a limit. The server would decompress what nobody
    # reads as well, for seconds.
    "auto_decompress": False,
}
"""The `handler_args` of the application."""
