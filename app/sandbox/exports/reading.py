"""From a file to what is in it, or to one line that says why not."""

from pathlib import Path
from typing import Final

import orjson
from pydantic import ValidationError

from app.sandbox.exports.format import BoardExport

_SHOWN_PROBLEMS: Final = 3
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class ExportError(Exception):
    """A file cannot be loaded. The message has one line: the file and the reason."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {' '.join(reason.split())}")


def read_export(path: Path) -> BoardExport:
    """Return the export in a file; raise `ExportError` if it cannot be read or is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ExportError(path, f"cannot be read ({error.strerror})") from None
    try:
        value = orjson.loads(content.removeprefix(_BYTE_ORDER_MARK))
    except orjson.JSONDecodeError as error:
        raise ExportError(path, f"is not JSON ({error})") from None
    if not isinstance(value, dict):
        raise ExportError(path, "is not a board export: a JSON object was expected")
    try:
        return BoardExport.model_validate(value)
    except ValidationError as error:
        raise ExportError(path, f"is not a board export: {_problems(error)}") from None


def _problems(error: ValidationError) -> str:
    details = error.errors(include_input=False, include_url=False, include_context=False)
    lines = [
        f"{'.'.join(str(part) for part in each['loc'])} {each['msg'].removeprefix('Value error, ')}".strip()
        for each in details[:_SHOWN_PROBLEMS]
    ]
    more = len(details) - len(lines)
    return "; ".join(lines) + (f"; and {more} more" if more else "")
