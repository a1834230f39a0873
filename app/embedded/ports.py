"""Ports of this machine, looked at before anything is started on them."""

import asyncio
import errno
import random
import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import combinations
from typing import Final

from app.embedded.errors import StartError

_NOT_GIVEN_AWAY: Final = range(20_000, 32_768)
"""Below the ports that Linux gives to connections and to whoever asks for any, so that what is free now still
is when its program, seconds later, listens there."""

_CANDIDATES: Final = 100


def free_ports(wanted: Mapping[str, tuple[str, int]]) -> dict[str, int]:
    """Return the port for each variable, a free one in place of 0. `wanted` has host and port by variable.

    Raises `StartError` with a line for each two that are equal, or else for each that something listens on.
    """
    problems = list(_equal(wanted))
    if problems:
        raise StartError("\n".join(problems))
    found = {}
    # All stay bound until the last is found, so that no free port is found twice.
    with ExitStack() as bound:
        for variable, (host, port) in wanted.items():
            candidates = [port] if port else random.sample(_NOT_GIVEN_AWAY, k=_CANDIDATES)
            free = next((each for each in candidates if not _is_taken(bound, host, each)), None)
            if free is None:
                problems.append(
                    f"{variable}: {host}:{port} is taken; set another port, or stop what listens there"
                )
            else:
                found[variable] = free
    if problems:
        raise StartError("\n".join(problems))
    return found


def _equal(wanted: Mapping[str, tuple[str, int]]) -> Iterator[str]:
    for (one, (_, port)), (other, (_, other_port)) in combinations(wanted.items(), 2):
        if port == other_port != 0:
            yield f"{one} and {other} are both {port}; set different ones"


def _is_taken(bound: ExitStack, host: str, port: int) -> bool:
    probe = bound.enter_context(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET))
    # As servers do, so that connections of a process that has just ended are no obstacle.
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((host, port))
        probe.listen()
    except OSError as error:
        # Of anything else, whoever listens there will say what is wrong with it.
        return error.errno == errno.EADDRINUSE
    return False


async def is_listening(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True
