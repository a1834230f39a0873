"""How aiohttp's server treats connections, whatever runs it."""

from collections.abc import Mapping
from typing import Any, Final

SERVER: Final[Mapping[str, Any]] = {
    # Nobody waits for what a client that has left asked for: its upstream calls stop, too.
    "handler_cancellation": True,
    # Every request is in our own log.
    "access_log": None,
    # Bodies are decompressed where they are read, up to a limit. The server would decompress what nobody
    # reads as well, for seconds.
    "auto_decompress": False,
}
"""The `handler_args` of the application."""
