"""Boards exported from Trello ("Print, export and share", JSON), loaded into a world and dumped from one."""

from app.sandbox.exports.dumping import dump_board
from app.sandbox.exports.loading import load, load_exports
from app.sandbox.exports.reading import ExportError, checked_export

__all__ = ["ExportError", "checked_export", "dump_board", "load", "load_exports"]
