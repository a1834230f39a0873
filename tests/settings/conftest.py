import os

import pytest

from tests.processes import SET_BY_USERS


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of whoever runs the tests decide nothing here."""
    for name in os.environ:
        if name.startswith(SET_BY_USERS):
            monkeypatch.delenv(name)
