"""Ports of this machine, looked at before anything is started on them."""

import asyncio
import errno
import socket

from app.embedded.errors import StartError


def free_port(variable: str, host: str, port: int) -> int:
    """Return the port, or a free one for 0. Raises `StartError` if something listens on it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As servers do, so that connections of a process that has just ended are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return port  # whoever listens there will say what is wrong with it
            raise StartError(
                f"{variable}: {host}:{port} is taken; set another port, or stop what listens there"
            ) from None
        number: int = probe.getsockname()[1]
        return number


async def is_listening(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True
