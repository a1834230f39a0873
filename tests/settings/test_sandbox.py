from pathlib import Path

import pytest

from app.settings.sandbox import SandboxSettings


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("a.json", ["a.json"]),
        ("a.json,b.json", ["a.json", "b.json"]),
        ("a.json:/b/c.json", ["a.json", "/b/c.json"]),
        (" a.json , ", ["a.json"]),
        ("", []),
    ],
)
def test_exports_are_parted_by_commas_or_as_path_is(
    monkeypatch: pytest.MonkeyPatch, text: str, paths: list[str]
) -> None:
    monkeypatch.setenv("SANDBOX_EXPORTS", text)

    assert list(SandboxSettings().exports) == [Path(each) for each in paths]


def test_exports_can_be_given_as_paths() -> None:
    assert SandboxSettings(exports=(Path("a.json"),)).exports == (Path("a.json"),)
