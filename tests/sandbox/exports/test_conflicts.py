import json
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.exports import ExportError, load_exports
from app.sandbox.seed import plain_world

SHARED = "d" * 24
CARD = {"id": "own", "idList": "own"}


def export(folder: Path, digit: str, **parts: Any) -> Path:
    """Write an export whose board has an id of this digit, as has everything in it whose id is `own`."""
    path = folder / f"{digit}.json"
    content = json.dumps({"id": "own", "name": "Board", "lists": []} | parts)
    path.write_text(content.replace('"own"', f'"{digit * 24}"'))
    return path


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("list", {"lists": [{"id": SHARED}]}),
        ("list", {"cards": [CARD | {"idList": SHARED}]}),
        ("label", {"labels": [{"id": SHARED}]}),
        ("label", {"cards": [CARD | {"labels": [{"id": SHARED}]}]}),
        ("card", {"cards": [CARD | {"id": SHARED}]}),
        ("checklist", {"checklists": [{"id": SHARED}]}),
        ("checklist", {"cards": [CARD | {"checklists": [{"id": SHARED}]}]}),
        ("custom field", {"customFields": [{"id": SHARED}]}),
    ],
)
def test_what_belongs_to_a_board_in_another_file_is_refused(
    tmp_path: Path, kind: str, parts: dict[str, Any]
) -> None:
    world, before = plain_world(boards=1), plain_world(boards=1)
    first, second = export(tmp_path, "1", **parts), export(tmp_path, "2", **parts)

    with pytest.raises(ExportError) as told:
        load_exports(world, [first, second])

    assert str(told.value) == (
        f"{second}: has the {kind} {SHARED} of another board (in {first}): "
        "name one of them, or change the ids"
    )
    assert world == before


def test_what_belongs_to_a_board_of_the_world_is_refused(tmp_path: Path) -> None:
    world, before = plain_world(boards=1), plain_world(boards=1)
    shared = next(iter(world.labels))
    path = export(tmp_path, "1", labels=[{"id": shared.id}])

    with pytest.raises(ExportError) as told:
        load_exports(world, [path])

    assert str(told.value) == (
        f"{path}: has the label {shared.id} of another board ({shared.board_id}, which is there already): "
        "name one of them, or change the ids"
    )
    assert world == before


def test_a_board_may_name_its_own_things_more_than_once_and_be_loaded_again(tmp_path: Path) -> None:
    checklist, label = {"id": "own", "idCard": "own"}, {"id": "own"}
    card = CARD | {"checklists": [checklist], "labels": [label]}
    path = export(tmp_path, "1", lists=[{"id": "own"}], cards=[card], checklists=[checklist], labels=[label])
    world = plain_world(boards=1)

    load_exports(world, [path])
    load_exports(world, [path])

    assert [each.id for each in world.checklists_of_card("1" * 24)] == ["1" * 24]
    assert [each.id for each in world.labels.by("board_id", "1" * 24)] == ["1" * 24]
