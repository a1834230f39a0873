"""From exports to a world. All are read before the first is added, so nothing is loaded by half."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from app.sandbox.exports.adding import add_board
from app.sandbox.exports.conflicts import refuse_conflicts
from app.sandbox.exports.format import BoardExport
from app.sandbox.exports.reading import ExportError, read_export
from app.sandbox.models import Member
from app.sandbox.store import World

Named: TypeAlias = tuple[Path | str, BoardExport]
"""An export, and what it is called where it cannot be used."""


def load_exports(world: World, paths: Sequence[Path], importer: Member | None = None) -> None:
    """Add the boards in these files; raise `ExportError` for the first that cannot be used. See `load`."""
    load(world, [(path, read_export(path)) for path in paths], importer)


def load(world: World, exports: Sequence[Named], importer: Member | None = None) -> None:
    """Add these boards, with `importer`, by default the world's first member, as an admin of each.

    A board that is there already is replaced. One that was dumped here comes as it was, without importer.

    Raises `ExportError` for the first that cannot be used, and adds nothing then. Two exports of the
    same board are refused: which of them is meant is not for a program to guess. So is one that shares ids
    of lists, labels, cards, checklists or custom fields with another board.
    """
    seen: dict[str, Path | str] = {}
    for name, export in exports:
        if export.id in seen:
            raise ExportError(name, f"is an export of the same board as {seen[export.id]}: name one of them")
        seen[export.id] = name
    refuse_conflicts(world, exports)
    importer = importer or next(iter(world.members))
    for _, export in exports:
        add_board(world, export, importer)
