"""fakeredis' TCP server, with two of its faults mended (seen in 2.40).

It closes the connection after every error reply, which breaks clients that go on after an error: those that
run a script by its hash, for one, and load it if it is not known. And it breaks off replies that do not fit
into the socket's buffer.
"""

from typing import Any, Final

from fakeredis import TcpFakeServer
from fakeredis._clients._tcp_server import TCPFakeRequestHandler
from redis.exceptions import ResponseError

_SEND_SECONDS: Final = 60.0
"""How long a client may leave a reply unread."""


class EmbeddedRedisServer(TcpFakeServer):
    """Listens on the address (host, port). Raises `OSError` if it cannot."""

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, server_version=(7, 4))
        self.daemon_threads = True
        self.RequestHandlerClass = _Handler


class _Handler(TCPFakeRequestHandler):
    def setup(self) -> None:
        super().setup()
        # The socket does not block, for the sake of reading. A duplicate waits while it writes.
        self._outgoing = self.connection.dup()
        self._outgoing.settimeout(_SEND_SECONDS)
        self.writer.writer = self._outgoing.makefile("wb")
        read_response = self.current_client.read_response

        def response_or_error(*args: Any, **kwargs: Any) -> Any:
            try:
                return read_response(*args, **kwargs)
            except ResponseError as error:
                return error

        self.current_client.read_response = response_or_error  # type: ignore[method-assign]  # no other hook

    def finish(self) -> None:
        self._outgoing.close()
        super().finish()
