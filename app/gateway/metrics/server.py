"""Metrics on a port of their own, served by a thread, so that a busy event loop can be told of.

Under gunicorn there are several processes. Each writes to files in the folder that PROMETHEUS_MULTIPROC_DIR
names, and the one that started them serves what all have written
(https://prometheus.github.io/client_python/multiprocess/).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from prometheus_client import REGISTRY, CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.settings.metrics import MetricsSettings

_log = structlog.get_logger(__name__)


@contextmanager
def serving_metrics(settings: MetricsSettings) -> Iterator[None]:
    """Serve metrics, unless they are disabled. Raises `OSError` if the port cannot be opened."""
    if not settings.enabled:
        yield
        return
    server, thread = start_http_server(settings.port, settings.host, registry=_registry())
    _log.info("serving metrics", host=settings.host, port=server.server_port)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _registry() -> Collector:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library is typed in part
    return registry
