from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent


def test_the_rooms_of_the_house_stay_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    # It would disable every logger of the process, for the tests that come after.
    monkeypatch.setattr("logging.config.dictConfig", lambda _config: None)

    status = lint_imports(config_filename="pyproject.toml", cache_dir=None)

    report = capsys.readouterr().out
    assert status == 0, report
    assert "5 kept, 0 broken" in report
