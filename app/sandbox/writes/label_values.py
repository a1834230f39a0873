from app.sandbox.errors import invalid_value
from app.sandbox.fields.board import LABEL_NAMES
from app.sandbox.params import Params
from app.sandbox.validation import is_clear


def color(params: Params, name: str) -> str | None:
    """Return one of the thirty colors of labels, or None for `null`; refuse where there is no value."""
    if name not in params:
        raise invalid_value(name)
    if is_clear(params, name):
        return None
    return params.choice(name, LABEL_NAMES, "")
