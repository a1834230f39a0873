"""The connections of one process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import Gauge

from app.gateway.websocket.connection import Connection

OPEN: Final = Gauge("gateway_websockets", "WebSocket connections that are open.", multiprocess_mode="livesum")


class Sockets:
    """Counts connections, and tells all of them when the process is about to stop."""

    def __init__(self, max_sockets: int) -> None:
        self._max_sockets = max_sockets
        self._open: set[Connection] = set()
        self._drain_seconds: float | None = None

    @property
    def are_full(self) -> bool:
        """Whether there are as many connections as there may be."""
        return len(self._open) >= self._max_sockets

    @contextmanager
    def holding(self, connection: Connection) -> Iterator[None]:
        """Count a connection for as long as the context lasts."""
        self._open.add(connection)
        if self._drain_seconds is not None:
            # Its handshake was under way when all others were told.
            connection.drain(self._drain_seconds)
        try:
            with OPEN.track_inprogress():
                yield
        finally:
            self._open.discard(connection)

    def drain(self, seconds: float) -> None:
        """Let every connection end, within some time."""
        self._drain_seconds = seconds
        for connection in self._open:
            connection.drain(seconds)
