"""Requests, as many at once as there are connections, each sent when the one before it is answered."""

import asyncio
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

from bench import wire

_PATIENCE_SECONDS: Final = 300.0


class WrongAnswerError(Exception):
    """A program did not answer as it should."""


@dataclass(frozen=True)
class Load:
    """What was answered: how many, within how many seconds, and how long each took."""

    queries: int
    seconds: float
    latencies: list[float]

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return self.queries / self.seconds

    def percentile(self, share: float) -> float:
        """Return the seconds within which such a share of the answers came."""
        return sorted(self.latencies)[min(int(share * len(self.latencies)), len(self.latencies) - 1)]


def request(url: str, body: dict[str, Any], headers: Mapping[str, str] | None = None) -> bytes:
    """Return a POST as it goes over the wire."""
    parts, content = urlsplit(url), orjson.dumps(body)
    lines = {
        "Host": parts.netloc,
        "Accept": "application/json",
        "Content-Type": "application/json",
        "Content-Length": str(len(content)),
        **(headers or {}),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {parts.path} HTTP/1.1\r\n{head}\r\n".encode() + content


async def ask(url: str, body: dict[str, Any], headers: Mapping[str, str] | None = None) -> tuple[Any, int]:
    """Send one request and return the answer as JSON, and the length of its body in bytes.

    Raises `WrongAnswerError` for a status other than 200 and for errors, `OSError` if nobody listens.
    """
    asking = _Asking(iter([request(url, body, headers)]), length=None, until=0.0)
    await _run([asking], url)
    answer = orjson.loads(asking.body)
    if "errors" in answer:
        raise WrongAnswerError(f"{url} answers {asking.body[:500].decode(errors='replace')}")
    return answer, len(asking.body)


async def send(
    url: str, sources: Sequence[Iterator[bytes]], *, length: int | None, seconds: float = math.inf
) -> Load:
    """Send the requests of each source on a connection of its own, one after the other; wait for all answers.

    It ends when there are no more, or so many seconds have passed. Sources may be the same. `length` is that
    of each answer's body in bytes, None if they differ. Raises `WrongAnswerError` for an answer of another
    length, or with a status other than 200.
    """
    begun = time.perf_counter()
    asking = [_Asking(source, length, until=begun + seconds) for source in sources]
    await _run(asking, url)
    latencies = [each for one in asking for each in one.latencies]
    return Load(len(latencies), time.perf_counter() - begun, latencies)


async def _run(asking: "list[_Asking]", url: str) -> None:
    host, _, port = urlsplit(url).netloc.partition(":")
    loop, opened = asyncio.get_running_loop(), []
    try:
        for each in asking:
            transport, _ = await loop.create_connection(lambda each=each: each, host, int(port))  # type: ignore[misc]
            opened.append(transport)
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await asyncio.gather(*(each.done for each in asking))
    finally:
        for transport in opened:
            transport.close()


class _Asking(asyncio.Protocol):
    """One connection; `done` is set when its last answer has come."""

    _transport: asyncio.Transport

    def __init__(self, requests: Iterator[bytes], length: int | None, until: float) -> None:
        self.latencies: list[float] = []
        self.body = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._length = length
        self._until = until
        self._received = bytearray()
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # a client's connection is one of both ways
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if message := wire.take(self._received):
            now = time.perf_counter()
            self.latencies.append(now - self._sent)
            head, self.body = message
            if not head.startswith(b"HTTP/1.1 200") or self._length not in {None, len(self.body)}:
                self._fail(f"{head.decode(errors='replace')}\n{self.body[:500].decode(errors='replace')}")
            elif now < self._until:
                self._send()
            else:
                self._finish()

    def connection_lost(self, _exc: Exception | None) -> None:
        self._fail("the connection was closed before the answer came")

    def _send(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self._finish()
            return
        self._sent = time.perf_counter()
        self._transport.write(request)

    def _finish(self) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def _fail(self, why: str) -> None:
        if not self.done.done():
            self.done.set_exception(WrongAnswerError(why))
