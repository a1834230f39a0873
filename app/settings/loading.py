"""Reading settings once, at start, with every problem reported together."""

from typing import TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings

SettingsT = TypeVar("SettingsT", bound=BaseSettings)


class SettingsError(Exception):
    """The environment cannot be used; the message has one line per problem."""


def load_settings(settings_class: type[SettingsT]) -> SettingsT:
    """Return the settings read from the environment.

    Raises `SettingsError` naming every unusable variable and what to do about it. Values are never
    part of the message: any of them may be a secret.
    """
    try:
        return settings_class()
    except ValidationError as error:
        prefix = settings_class.model_config.get("env_prefix", "")
        raise SettingsError("\n".join(_line(prefix, problem) for problem in error.errors())) from None


def _line(prefix: str, problem: object) -> str:
    assert isinstance(problem, dict)  # noqa: S101  # pydantic's ErrorDetails is a TypedDict
    message = str(problem["msg"]).removeprefix("Value error, ")
    name = "_".join(str(part) for part in problem["loc"]).upper()
    if not name:
        return message
    return f"{name if name in _UNPREFIXED else prefix + name}: {message}"


_UNPREFIXED = frozenset({"ENVIRONMENT", "AUTH"})
