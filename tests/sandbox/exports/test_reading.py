import json
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.exports.reading import ExportError, read_export

BOARD = {"id": "a" * 24, "name": "Board", "lists": []}


def written(folder: Path, **changes: Any) -> Path:
    """Return an export of an empty board with changes."""
    path = folder / "export.json"
    path.write_text(json.dumps(BOARD | changes))
    return path


def card(**changes: Any) -> list[dict[str, Any]]:
    return [{"id": "b" * 24, "idList": "c" * 24, "name": "Card"} | changes]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": None}, "`id` is missing"),
        ({"id": "seven"}, "`id` is not an id of 24 hexadecimal digits"),
        ({"name": 7}, "`name` must be text"),
        ({"closed": 7}, "`closed` must be true or false"),
        ({"closed": []}, "`closed` must be true or false"),
        ({"lists": {}}, "`lists` must be a list"),
        ({"prefs": []}, "`prefs` must be an object"),
        ({"cards": [*card(), *card(), "x"]}, "`cards.2` must be an object"),
        ({"cards": card(idList=None)}, "`cards.0.idList` is missing"),
        ({"cards": card(pos="high")}, "`cards.0.pos` must be a number"),
        ({"cards": card(pos=[])}, "`cards.0.pos` must be a number"),
        ({"cards": card(idShort="high")}, "`cards.0.idShort` must be a number"),
        ({"cards": card(idShort=[])}, "`cards.0.idShort` must be a number"),
        ({"cards": card(idShort=1.5)}, "`cards.0.idShort` must be a whole number"),
        ({"cards": card(due="soon")}, "`cards.0.due` is not a time such as 2026-01-31T09:30:00.000Z"),
        ({"cards": card(idShort=1e16)}, "`cards.0.idShort` should be less than or equal to 9007199254740992"),
        ({"lists": None, "cards": None}, "it has neither lists nor cards"),
        (
            {"cards": card(id=1) * 5},
            "`cards.0.id` must be text; `cards.1.id` must be text; `cards.2.id` must be text; and 2 more",
        ),
    ],
)
def test_a_broken_export_is_told_by_file_and_reason(
    tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    path = written(tmp_path, **changes)

    with pytest.raises(ExportError) as told:
        read_export(path)

    assert str(told.value) == f"{path}: is not a board export: {reason}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not JSON ("),
        (b"{", "is not JSON ("),
        (b"\xff\xfe{}", "is not JSON ("),
        (b"[" * 100_000, "is not JSON ("),
        (b'{"id": NaN}', "is not JSON ("),
        (b"[]", "is not a board export: a JSON object was expected"),
        (b'"text"', "is not a board export: a JSON object was expected"),
        (b"{}", "is not a board export: `id` is missing; `name` is missing"),
    ],
)
def test_a_file_that_is_no_export_is_told(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)

    with pytest.raises(ExportError) as told:
        read_export(path)

    assert str(told.value).startswith(f"{path}: {reason}")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as missing:
        read_export(tmp_path / "none.json")
    with pytest.raises(ExportError) as folder:
        read_export(tmp_path)

    assert str(missing.value) == f"{tmp_path / 'none.json'}: cannot be read (No such file or directory)"
    assert str(folder.value) == f"{tmp_path}: cannot be read (Is a directory)"
