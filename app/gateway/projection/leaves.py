"""Writes the code that turns values into leaves of the response: a test that nearly all pass, or coercion."""

from collections.abc import Callable
from typing import Any, Final

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

_AS_IT_IS: Final = {
    GraphQLString: "type({0}) is str",
    GraphQLID: "type({0}) is str",
    GraphQLBoolean: "({0} is True or {0} is False)",
    GraphQLInt: "type({0}) is int and -2147483648 <= {0} <= 2147483647",
    # Nothing but a number is the same taken from itself: infinity and NaN leave NaN.
    GraphQLFloat: "type({0}) is float and {0} - {0} == 0",
}
"""Tests of a value that hold only if it is its own coercion."""

_WHOLE: Final = "float({0}) if type({0}) is int and -9007199254740992 <= {0} <= 9007199254740992 else "
"""Floats that JSON writes without a point, if they have no more digits than a float."""


def leaf(type_: GraphQLLeafType, *, nullable: bool, value: str, names: Names) -> list[str]:
    """Return the lines that leave the coerced `value`, a variable, in that variable."""
    coerce = names.add("coerce", _coercion(type_, nullable=nullable))
    whole = _WHOLE.format(value) if type_ is GraphQLFloat else ""
    assignment = f"{value} = {whole}{coerce}({value})"
    test = _test(type_, names)
    wanted = [f"not ({test.format(value)})"] if test else []
    if nullable:
        # Last, for most values have passed the test by then.
        wanted.append(f"{value} is not None")
    return [f"if {' and '.join(wanted)}: {assignment}" if wanted else assignment]


def _test(type_: GraphQLLeafType, names: Names) -> str | None:
    """Return a test that holds only if a value is its own coercion; None if there is none."""
    if isinstance(type_, GraphQLEnumType):
        return f"type({{0}}) is str and {{0}} in {names.add('enum', frozenset(type_.values))}"
    return _AS_IT_IS.get(type_)


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
