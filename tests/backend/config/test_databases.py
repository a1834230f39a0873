from pathlib import Path

import pytest
from pydantic import SecretStr

from app.backend.config import databases
from app.backend.config.databases import database
from app.settings.database import DatabaseSettings


def test_mysql_keeps_connections_and_refuses_what_does_not_fit() -> None:
    url = SecretStr("mysql://ada:hunter2@db.example:3307/backend")

    config = database(DatabaseSettings(url=url, connection_seconds=30, timeout_seconds=2))

    assert config["ENGINE"] == "django.db.backends.mysql"
    assert (config["USER"], config["PASSWORD"], config["HOST"]) == ("ada", "hunter2", "db.example")
    assert (config["PORT"], config["NAME"]) == (3307, "backend")
    assert (config["CONN_MAX_AGE"], config["CONN_HEALTH_CHECKS"]) == (30, True)
    assert config["OPTIONS"] == {
        "charset": "utf8mb4",
        "isolation_level": "read committed",
        "init_command": "SET sql_mode='STRICT_TRANS_TABLES'",
        "connect_timeout": 2,
    }


def test_parameters_of_the_url_come_last() -> None:
    url = SecretStr("mysql://ada@db.example/backend?charset=latin1")

    assert database(DatabaseSettings(url=url))["OPTIONS"]["charset"] == "latin1"


def test_sqlite_lets_readers_go_on_and_writers_wait() -> None:
    config = database(DatabaseSettings(url=SecretStr("sqlite:////var/x.sqlite3"), timeout_seconds=2))

    assert (config["ENGINE"], config["NAME"]) == ("django.db.backends.sqlite3", "/var/x.sqlite3")
    assert config["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        "timeout": 2,
    }


def test_without_a_url_there_is_a_file_below_the_state_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / ".state" / "backend.sqlite3"
    monkeypatch.setattr(databases, "_FILE", file)

    assert database(DatabaseSettings(url=None))["NAME"] == str(file)
    assert file.parent.is_dir()
