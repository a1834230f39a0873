"""What gunicorn tells goes where all of the gateway's logs go."""

from typing import Any

from gunicorn.glogging import Logger


class GatewayLogger(Logger):  # type: ignore[misc]  # gunicorn is not typed
    """Leaves form and place of a log line to the process."""

    def setup(self, cfg: Any) -> None:
        """Configure nothing but to whom a line is handed."""
        self.cfg = cfg
        self.error_log.propagate = True
