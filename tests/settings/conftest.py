import os

import pytest


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of whoever runs the tests decide nothing here."""
    for name in os.environ:
        if name.startswith(("GATEWAY_", "TRELLO_", "LOG_", "SANDBOX_", "EMBEDDED_", "REDIS_")) or name in {
            "ENVIRONMENT",
            "AUTH",
        }:
            monkeypatch.delenv(name)
