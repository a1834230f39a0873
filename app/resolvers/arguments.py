"""Arguments, checked before anything goes to Trello."""

from collections.abc import Callable

from app.gateway.errors import BadUserInput
from app.trello.errors import InvalidReference


def checked(check: Callable[[str], str], value: str, *path: str | int) -> str:
    """Return an argument in the form that Trello takes it in.

    Raises `BadUserInput` with the argument's path, if `check` refuses it.
    """
    try:
        return check(value)
    except InvalidReference as error:
        raise BadUserInput(str(error), argument_path=list(path)) from None
