"""Leaves that generated code lets through are those that graphql-core writes alike."""

from datetime import UTC, datetime
from typing import Any

import pytest
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
from hypothesis import given
from hypothesis import strategies as st

from app.gateway.execution.scalars import DATE_TIME
from app.gateway.projection.bail import Bail
from app.gateway.projection.leaves import leaf
from app.gateway.projection.source import Function, Names, define

COLOR = GraphQLEnumType("Color", {"RED": "RED", "GREEN": "GREEN"})
MOMENT = GraphQLScalarType("DateTime", coerce_output_value=DATE_TIME.serialize)
UNWRITTEN = GraphQLScalarType("Unwritten", coerce_output_value=lambda _value: None)


def written(type_: GraphQLLeafType, value: Any, *, nullable: bool = False) -> Any:
    names = Names()
    function = Function("leaf")
    function.then = [*leaf(type_, nullable=nullable, value="value", names=names), "return value"]
    define([function], names)
    return names.values["leaf"](value, None)


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        (GraphQLString, "text", "text"),
        (GraphQLString, 7, "7"),
        (GraphQLString, True, "true"),
        (GraphQLID, "id", "id"),
        (GraphQLID, 7, "7"),
        (GraphQLBoolean, True, True),
        (GraphQLBoolean, 0, False),
        (GraphQLInt, -(2**31), -(2**31)),
        (GraphQLInt, 3.0, 3),
        (GraphQLInt, True, 1),
        (GraphQLFloat, 0.5, 0.5),
        (GraphQLFloat, 65535, 65535.0),
        (GraphQLFloat, "2.5", 2.5),
        (COLOR, "RED", "RED"),
        (MOMENT, datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00.000Z"),
    ],
)
def test_values_that_fit_are_written(type_: GraphQLLeafType, value: Any, expected: Any) -> None:
    found = written(type_, value)

    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (GraphQLString, None),
        (GraphQLString, ["text"]),
        (GraphQLString, ValueError("text")),
        (GraphQLID, True),
        (GraphQLBoolean, "yes"),
        (GraphQLInt, 2**31),
        (GraphQLInt, 1.5),
        (GraphQLFloat, float("nan")),
        (GraphQLFloat, float("-inf")),
        (GraphQLFloat, 2**53 + 1),
        (COLOR, "BLUE"),
        (COLOR, ["RED"]),
        (MOMENT, "yesterday"),
        (UNWRITTEN, "anything"),
    ],
)
def test_values_that_do_not_fit_are_left_to_the_engine(type_: GraphQLLeafType, value: Any) -> None:
    with pytest.raises(Bail):
        written(type_, value)


@pytest.mark.parametrize("type_", [GraphQLString, GraphQLInt, COLOR, MOMENT])
def test_null_is_written_where_it_may_be(type_: GraphQLLeafType) -> None:
    assert written(type_, None, nullable=True) is None


def test_scalar_may_be_written_as_null_where_null_may_be() -> None:
    assert written(UNWRITTEN, "anything", nullable=True) is None


@given(st.one_of(st.integers(), st.floats(), st.text(), st.booleans(), st.binary(), st.lists(st.integers())))
def test_any_value_is_written_as_graphql_core_writes_it(value: Any) -> None:
    for type_ in (GraphQLString, GraphQLID, GraphQLBoolean, GraphQLInt, GraphQLFloat):
        try:
            expected = type_.coerce_output_value(value)
        except Exception:  # noqa: BLE001  # whatever graphql-core raises
            with pytest.raises(Bail):
                written(type_, value)
        else:
            found = written(type_, value)
            assert found == expected
            assert type(found) is type(expected)
