"""Requests to the addresses that webhooks call, and nowhere they may not go."""

import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from errno import EACCES
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any, Final, TypeAlias

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

Networks: TypeAlias = Sequence[IPv4Network | IPv6Network]

_TIMEOUT: Final = ClientTimeout(total=30)
"""How long Trello waits for an answer: https://github.com/trello-archive/api-docs/issues/53."""


class Unreachable(Exception):  # noqa: N818  # what became of a request, which is told rather than raised on
    """There was no answer; the message says why."""


class Callbacks:
    """Asks within `networks` only: each connection is checked, by the address that a name has by then."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks
        self._session: ClientSession | None = None

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Keep connections for as long as this lasts; nothing can be asked before or after."""
        async with ClientSession(
            connector=TCPConnector(socket_factory=self._socket), timeout=_TIMEOUT
        ) as self._session:
            yield
        self._session = None

    async def ask(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> int:
        """Return the status of the answer, whose body is not read; raise `Unreachable` if there is none."""
        if self._session is None:
            raise Unreachable("no connection while the offline Trello starts or stops")
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, allow_redirects=False
            ) as response:
                return response.status
        except TimeoutError:
            raise Unreachable("no answer in time") from None
        except (ClientError, OSError, ValueError) as error:
            raise Unreachable(str(error) or type(error).__name__) from None

    def _socket(self, info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, peer = info
        address = ip_address(str(peer[0]).partition("%")[0])
        if not any(address in network for network in self._networks):
            raise PermissionError(EACCES, f"{address} is in none of the networks of SANDBOX_WEBHOOK_NETWORKS")
        return socket.socket(family, kind, protocol)
