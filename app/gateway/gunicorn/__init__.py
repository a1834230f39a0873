"""Several processes of the gateway on one host, which gunicorn starts and replaces.

They share their metrics by files in a folder. Its name must be in the environment before anything imports
`prometheus_client`, so this is the first that is done.
"""

import atexit
import os
import shutil
from tempfile import mkdtemp
from typing import Final

_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"


def _remove(folder: str, owner: int) -> None:
    """Remove the folder, if this is the process that made it and not one that it has started."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


if _VARIABLE not in os.environ:
    os.environ[_VARIABLE] = mkdtemp(prefix="gateway-metrics-")
    atexit.register(_remove, os.environ[_VARIABLE], os.getpid())
