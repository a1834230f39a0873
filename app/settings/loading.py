"""Reading settings once, at start, with every problem reported together."""

import sys
from collections.abc import Iterator
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings

SettingsT = TypeVar("SettingsT", bound=BaseSettings)

_PLAIN: Final = {
    "bool_parsing": "must be true or false",
    "float_parsing": "must be a number",
    "int_parsing": "must be a whole number",
}
"""What people read in place of pydantic's words, by the type of its error."""


class SettingsError(Exception):
    """The environment cannot be used; the message has one line per problem."""


def settings_or_exit(settings_class: type[SettingsT]) -> SettingsT:
    """Return the settings, or end the process with code 2 and the problems on standard error."""
    try:
        return load_settings(settings_class)
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201  # the answer to a command
        raise SystemExit(2) from None


def load_settings(settings_class: type[SettingsT]) -> SettingsT:
    """Return the settings read from the environment, those of nested classes included.

    Raises `SettingsError` naming every unusable variable and what to do about it. Values are never
    part of the message: any of them may be a secret.
    """
    problems: list[str] = []
    settings = _read(settings_class, problems)
    if problems:
        # Classes that are nested more than once, such as that of the logs, tell of the same problem again.
        raise SettingsError("\n".join(dict.fromkeys(problems)))
    return settings


def nested_settings(settings_class: type[BaseSettings]) -> Iterator[tuple[str, type[BaseSettings]]]:
    """Yield name and class of each field that is a settings class itself."""
    for name, field in settings_class.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseSettings):
            yield name, field.annotation


def variable(settings_class: type[BaseSettings], field_name: str) -> str:
    """Return the environment variable that a field is read from."""
    alias = settings_class.model_fields[field_name].validation_alias
    return (
        alias
        if isinstance(alias, str)
        else f"{settings_class.model_config['env_prefix']}{field_name}".upper()
    )


def _read(settings_class: type[SettingsT], problems: list[str]) -> SettingsT:
    """Return the settings, or their defaults after adding to the problems."""
    nested: dict[str, Any] = {name: _read(each, problems) for name, each in nested_settings(settings_class)}
    try:
        return settings_class(**nested)
    except ValidationError as error:
        # Inputs are left out of what is read here, not only out of what is shown.
        details = error.errors(include_input=False, include_url=False, include_context=False)
        # Validators of nested settings run again here. What they found then has been told, in its own words.
        problems += [
            _line(settings_class, problem["loc"], _plain(problem["type"], problem["msg"]))
            for problem in details
            # A default that depends on another setting has nothing to tell of what is wrong with that.
            if not nested.keys() & set(problem["loc"][:1]) and problem["type"] != "default_factory_not_called"
        ]
        return settings_class.model_construct(**nested)  # type: ignore[return-value]  # pydantic's plugin widens it


def _line(settings_class: type[BaseSettings], location: tuple[int | str, ...], message: str) -> str:
    if not location:
        return message
    name = str(location[0])
    return f"{variable(settings_class, name) if name in settings_class.model_fields else name}: {message}"


def _plain(kind: str, message: str) -> str:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "literal_error":
        message = message.replace("'", "")
    return message.removeprefix("Value error, ").replace("Input should be", "must be")
