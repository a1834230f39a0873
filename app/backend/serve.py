"""Run the backend from start to stop, under gunicorn: settings, then the database, then the port.

Stop, on SIGTERM: nothing more is accepted, and running requests finish within their deadline. SIGINT ends
them at once.
"""

import errno
import os
import socket
import sys
from typing import Any

import structlog
from django.core.handlers.wsgi import WSGIHandler
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger

from app.settings.backend import BackendSettings

_log = structlog.get_logger(__name__)


def main() -> int:
    """Serve until a signal, and return the exit code: 2, after one line, if the port cannot be opened."""
    # Loading the application reads the settings, and ends the process if they cannot be used.
    from app.backend.config.settings import BACKEND  # noqa: PLC0415
    from app.backend.config.wsgi import application  # noqa: PLC0415

    try:
        listener = socket.create_server((BACKEND.host, BACKEND.port), family=_family(BACKEND.host))
    except OSError as error:
        print(_cannot_listen(error, BACKEND), file=sys.stderr)  # noqa: T201  # the answer to a command
        return 2
    _prepare(BACKEND)
    _Server(application, BACKEND, listener).run()
    return 0


def _prepare(settings: BackendSettings) -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    if settings.migrate:
        call_command("migrate", interactive=False, verbosity=0)
    if settings.demo_token:
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123  # whoever gave the token has it
            call_command("seed_demo", stdout=nowhere)
    # A connection must not be used by two processes, and all workers are forks of this one.
    connections.close_all()


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn is not typed
    """gunicorn, configured by our settings and by nothing else."""

    def __init__(self, application: WSGIHandler, settings: BackendSettings, listener: socket.socket) -> None:
        self._application = application
        self._settings = settings
        self._listener = listener
        super().__init__()

    def load_config(self) -> None:
        settings = self._settings
        for name, value in {
            "bind": f"fd://{self._listener.detach()}",  # gunicorn closes it
            "workers": settings.workers,
            "threads": settings.threads,
            "worker_class": "gthread",
            "preload_app": True,
            "graceful_timeout": settings.drain_seconds,
            "logger_class": _Log,
            "control_socket_disable": True,
            "when_ready": self._tell,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return self._application

    def _tell(self, arbiter: Arbiter) -> None:
        _log.info("listening", host=self._settings.host, port=arbiter.LISTENERS[0].sock.getsockname()[1])


class _Log(Logger):  # type: ignore[misc]  # gunicorn is not typed
    """gunicorn's messages go where all of this process go; requests are logged by `request_id`."""

    def setup(self, _cfg: Config) -> None:
        self.error_log.propagate = True
        self.error_log.setLevel("WARNING")

    def access(self, *_arguments: Any) -> None:
        pass


def _cannot_listen(error: OSError, settings: BackendSettings) -> str:
    where = f"{settings.host}:{settings.port}"
    match error.errno:
        case errno.EADDRINUSE:
            return f"BACKEND_PORT: {where} is taken; set another port, or stop what listens there"
        case errno.EACCES:
            return f"BACKEND_PORT: {where} needs privileges; set a port above 1023"
        case _:
            return f"BACKEND_HOST: cannot listen on {where}; set an address of this machine"
