"""From a file to what is in it, or to one line that says why not."""

from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.sandbox.exports.format import BoardExport
from app.sandbox.params import from_json

_SHOWN_PROBLEMS: Final = 3
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

_A_NUMBER: Final = "must be a number"
_AN_OBJECT: Final = "must be an object"
_A_TRUTH: Final = "must be true or false"

_REASONS: Final = {
    "missing": "is missing",
    "bool_parsing": _A_TRUTH,
    "bool_type": _A_TRUTH,
    "dict_type": _AN_OBJECT,
    "float_parsing": _A_NUMBER,
    "float_type": _A_NUMBER,
    "int_from_float": "must be a whole number",
    "int_parsing": _A_NUMBER,
    "int_type": _A_NUMBER,
    "list_type": "must be a list",
    "model_type": _AN_OBJECT,
    "string_type": "must be text",
}
"""What is said of pydantic's types of errors (https://docs.pydantic.dev/latest/errors/validation_errors/),
whose own words speak of Python; they are good enough for what is not named here."""


class ExportError(Exception):
    """An export cannot be loaded. The message has one line: its file, or what else it is called, and why."""

    def __init__(self, name: Path | str, reason: str) -> None:
        super().__init__(f"{name}: {' '.join(reason.split())}")


def read_export(path: Path) -> BoardExport:
    """Return the export in a file; raise `ExportError` if it cannot be read or is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ExportError(path, f"cannot be read ({error.strerror})") from None
    try:
        value = from_json(content.removeprefix(_BYTE_ORDER_MARK))
    except ValueError as error:
        raise ExportError(path, f"is not JSON ({error})") from None
    return checked_export(path, value)


def checked_export(name: Path | str, value: Any) -> BoardExport:
    """Return the export that a JSON value is; raise `ExportError` if it is none."""
    if not isinstance(value, dict):
        raise ExportError(name, "is not a board export: a JSON object was expected")
    try:
        return BoardExport.model_validate(value)
    except ValidationError as error:
        raise ExportError(name, f"is not a board export: {_problems(error)}") from None


def _problems(error: ValidationError) -> str:
    details = error.errors(include_input=False, include_url=False, include_context=False)
    lines = [_problem(each) for each in details[:_SHOWN_PROBLEMS]]
    more = len(details) - len(lines)
    return "; ".join(lines) + (f"; and {more} more" if more else "")


def _problem(detail: ErrorDetails) -> str:
    place = ".".join(str(part) for part in detail["loc"])
    reason = _REASONS.get(detail["type"]) or detail["msg"].removeprefix("Value error, ").removeprefix(
        "Input "
    )
    return f"`{place}` {reason}" if place else reason
