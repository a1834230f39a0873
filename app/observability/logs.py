"""One form for every log line, whether structlog or the standard library writes it."""

import logging
import sys
from functools import partial
from typing import Final, TextIO

import structlog
from structlog.typing import Processor

from app.observability.redaction import redact_event
from app.settings.logs import LogSettings

_ENTRY: Final[tuple[Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure(settings: LogSettings, stream: TextIO | None = None) -> None:
    """Send all logs of this process to a stream, from `settings.level` on, one line for each event.

    The stream is standard output if none is named. Every line carries what is bound to structlog's context
    variables, such as the request id. Secrets are hidden as `app.observability.redaction` says.
    """
    stream = stream or sys.stdout
    finish = (structlog.processors.format_exc_info, redact_event, _renderer(settings))
    structlog.configure(
        processors=[
            *_ENTRY,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            *finish,
        ],
        # Not by way of the standard library's records, which takes twice as long.
        logger_factory=partial(_Lines, stream),
        # What nobody wants to read costs no more than a call.
        wrapper_class=structlog.make_filtering_bound_logger(settings.level),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_ENTRY,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *finish],
        )
    )
    logging.basicConfig(handlers=[handler], level=settings.level, force=True)
    logging.captureWarnings(capture=True)


class _Lines(structlog.WriteLogger):
    """Writes lines to a stream, for whoever goes by a name."""

    def __init__(self, stream: TextIO, name: str = "root") -> None:
        super().__init__(stream)
        self.name = name


def _renderer(settings: LogSettings) -> Processor:
    if settings.format == "json":
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(
        colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
