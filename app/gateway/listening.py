"""What to say when a port cannot be opened."""

import errno


def cannot_listen(error: OSError, prefix: str, host: str, port: int) -> str:
    """Return which variable to change: `prefix` is what those of host and port begin with."""
    where = f"{host}:{port}"
    match error.errno:
        case errno.EADDRINUSE:
            return f"{prefix}PORT: {where} is taken; set another port, or stop what listens there"
        case errno.EACCES:
            return f"{prefix}PORT: {where} needs privileges; set a port above 1023"
        case _:
            return f"{prefix}HOST: cannot listen on {where}; set an address of this machine"
