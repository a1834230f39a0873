"""Writes the code that turns values into leaves of the response: a test that nearly all pass, or coercion."""

from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLScalarType,
    GraphQLString,
)
from graphql.type import GraphQLLeafType

from app.gateway.projection.bail import Bail
from app.gateway.projection.source import Names


def leaf(type_: GraphQLLeafType, *, nullable: bool, value: str, names: Names) -> list[str]:
    """Return the lines that leave the coerced `value`, a variable, in that variable."""
    test = _test(type_, value, names)
    coerce = names.add("coerce", _coercion(type_, nullable=nullable))
    wanted = [f"{value} is not None"] if nullable else []
    if test:
        wanted.append(f"not ({test})")
    assignment = f"{value} = {coerce}({value})"
    return [f"if {' and '.join(wanted)}: {assignment}" if wanted else assignment]


def _test(type_: GraphQLLeafType, value: str, names: Names) -> str | None:
    """Return an expression that holds only if a value is its own coercion; None if there is no such test."""
    if isinstance(type_, GraphQLEnumType):
        return f"type({value}) is str and {value} in {names.add('enum', frozenset(type_.values))}"
    return {
        GraphQLString: f"type({value}) is str",
        GraphQLID: f"type({value}) is str",
        GraphQLBoolean: f"{value} is True or {value} is False",
        GraphQLInt: f"type({value}) is int and -2147483648 <= {value} <= 2147483647",
        GraphQLFloat: f"type({value}) is float and -INFINITY < {value} < INFINITY",
    }.get(type_)


def _coercion(type_: GraphQLLeafType, *, nullable: bool) -> Callable[[Any], Any]:
    serialize = type_.coerce_output_value if isinstance(type_, GraphQLScalarType) else _refuse

    def coerce(value: Any) -> Any:
        # What the engine takes for a failure of the field, some scalars would write as text.
        if value is None or isinstance(value, Exception):
            raise Bail
        try:
            coerced = serialize(value)
        except Exception:  # noqa: BLE001  # whatever it is, the engine tells it
            raise Bail from None
        if coerced is None and not nullable:
            raise Bail
        return coerced

    return coerce


def _refuse(_value: Any) -> Any:
    raise Bail
