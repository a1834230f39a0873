"""How a request is refused that asks for more than a limit lets through."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphql import Node
from pydantic.alias_generators import to_camel

from app.gateway.errors import QueryTooExpensive
from app.gateway.failures import Failure, RequestRefused
from app.settings.limits import LimitSettings

_WORDS: Final[Mapping[str, str]] = {
    "aliases": "fields with an alias",
    "calls": "calls of the upstream",
    "brackets": "brackets within one another",
    "depth": "selection sets within one another",
    "fields": "fields, fragments expanded",
    "fragments": "fragments",
    "introspection_depth": "lists of types' parts within one another",
    "objects": "objects in the answer",
    "pairs": "pairs of selections with the same name",
    "root_fields": "fields of the root",
    "selections": "selections side by side",
    "tokens": "tokens",
    "variable_values": "values in variables",
}
"""What people call that of which there is too much, by the name of the setting."""


def too_expensive(
    limits: LimitSettings,
    setting: str,
    found: int,
    locations: Sequence[tuple[int, int]],
    *,
    at_least: bool = False,
    field: str | None = None,
) -> RequestRefused:
    """Return the refusal of a request that has more of something than a setting lets through.

    `found` is how much of it there is, or how much of it there is `at_least`. `locations` lead to what goes
    beyond. `field` is the path of response names to the field that has most of it, if there is one.
    """
    maximum: int = getattr(limits, setting)
    told = f"at least {found}" if at_least else f"{found}"
    extensions: dict[str, Any] = {"limit": to_camel(setting), "maximum": maximum, "actual": found}
    if field is not None:
        told += f", most of them by `{field}`"
        extensions["field"] = field
    error = QueryTooExpensive(
        f"The limit is {maximum} {_WORDS[setting]}; here are {told}. Ask for less, or in several requests.",
        extensions=extensions,
    )
    return RequestRefused(Failure(error, locations))


def location_of(node: Node) -> list[tuple[int, int]]:
    """Return where a node begins, as (line, column) from 1; nowhere, if it was not parsed from a text."""
    return [(node.loc.start_token.line, node.loc.start_token.column)] if node.loc else []
