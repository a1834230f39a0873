"""Boards exported from Trello ("Print, export and share", JSON), loaded into a world."""

from app.sandbox.exports.loading import load_exports
from app.sandbox.exports.reading import ExportError

__all__ = ["ExportError", "load_exports"]
