"""From the typed settings to Django's `DATABASES`."""

from pathlib import Path
from typing import Any, Final

import dj_database_url

from app.settings.database import DatabaseSettings

_FILE: Final = Path(__file__).parents[3] / ".state" / "backend.sqlite3"


def database(settings: DatabaseSettings) -> dict[str, Any]:
    """Return Django's settings of the database: connections are kept, and tried before they are used again.

    On SQLite, readers do not wait for the writer (WAL), and a transaction takes the write lock when it
    begins, so that it waits for another's instead of failing half-way.
    On MySQL, text is UTF-8 and what does not fit a column is refused, as everywhere else.
    """
    if settings.url:
        url = settings.url.get_secret_value()
    else:
        _FILE.parent.mkdir(exist_ok=True)
        url = f"sqlite:///{_FILE}"
    parsed = dj_database_url.parse(url, conn_max_age=settings.connection_seconds, conn_health_checks=True)
    result: dict[str, Any] = {**parsed}
    options = _SQLITE if parsed["ENGINE"].endswith("sqlite3") else _MYSQL
    timeout = "timeout" if options is _SQLITE else "connect_timeout"
    result["OPTIONS"] = {**options, timeout: settings.timeout_seconds, **parsed.get("OPTIONS", {})}
    return result


_SQLITE: Final = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
}

_MYSQL: Final = {
    "charset": "utf8mb4",
    "isolation_level": "read committed",
    "init_command": "SET sql_mode='STRICT_TRANS_TABLES'",
}
