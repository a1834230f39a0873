"""From exports to a world. All files are read before the first is added, so nothing is loaded by half."""

from collections.abc import Sequence
from pathlib import Path

from app.sandbox.exports.adding import add_board
from app.sandbox.exports.conflicts import refuse_conflicts
from app.sandbox.exports.reading import ExportError, read_export
from app.sandbox.models import Member
from app.sandbox.store import World


def load_exports(world: World, paths: Sequence[Path], importer: Member | None = None) -> None:
    """Add the boards in these files, with `importer`, by default the world's first member, as an admin.

    Raises `ExportError` for the first file that cannot be used, and adds nothing then. Two exports of the
    same board are refused: which of them is meant is not for a program to guess. So is one that shares ids
    of lists, labels, cards, checklists or custom fields with another board.
    """
    exports = [(path, read_export(path)) for path in paths]
    seen: dict[str, Path] = {}
    for path, export in exports:
        if export.id in seen:
            raise ExportError(path, f"is an export of the same board as {seen[export.id]}: name one of them")
        seen[export.id] = path
    refuse_conflicts(world, exports)
    importer = importer or next(iter(world.members))
    for _, export in exports:
        add_board(world, export, importer)
