from typing import Any

import pytest

from app.gateway.engine import GraphQLEngine
from app.gateway.failures import RequestRefused
from app.gateway.limits.variables import check_variables
from app.settings.limits import LimitSettings
from tests.gateway.zoo import respond

FIVE = LimitSettings(variable_values=5)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"a": 1, "b": None, "c": "text", "d": True, "e": 1.5},
        {"a": [1, [2, 3]]},
        {"a": {"b": {"c": [1, 2]}}},
    ],
)
def test_as_many_values_as_the_limit_are_let_through(variables: dict[str, Any]) -> None:
    check_variables(variables, FIVE)


@pytest.mark.parametrize(
    "variables",
    [
        dict.fromkeys("abcdef"),
        {"a": [1, 2, 3, 4, 5]},
        {"a": [[], [], [], [], []]},
        {"a": {"b": {"c": {"d": {"e": {}}}}, "f": 1}},
    ],
)
def test_one_more_is_refused(variables: dict[str, Any]) -> None:
    with pytest.raises(RequestRefused) as caught:
        check_variables(variables, FIVE)

    (failure,) = caught.value.failures
    assert str(failure.cause) == (
        "The limit is 5 values in variables; here are at least 6. Ask for less, or in several requests."
    )


async def test_variables_are_counted_before_they_are_coerced(engine: GraphQLEngine) -> None:
    response = await respond(engine, "query ($list: [[Int]]) { given(list: $list) }", list=["none"] * 10_001)

    assert response == {
        "errors": [
            {
                "message": "The limit is 10000 values in variables; here are at least 10002. "
                "Ask for less, or in several requests.",
                "extensions": {
                    "code": "QUERY_TOO_EXPENSIVE",
                    "limit": "variableValues",
                    "maximum": 10_000,
                    "actual": 10_002,
                },
            }
        ]
    }
