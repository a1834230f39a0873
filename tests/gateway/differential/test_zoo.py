"""Random requests to the zoo, which has every feature of the schema language."""

import os
from typing import Final

import pytest
import pytest_asyncio

from app.gateway.execution.reference import ReferenceExecutor
from tests.gateway import zoo
from tests.gateway.differential.comparison import TOO_EXPENSIVE, Differential
from tests.gateway.differential.values import Vocabulary

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEEDS: Final = range(10)
REQUESTS: Final = int(os.environ.get("RANDOM_REQUESTS", "250"))

VOCABULARY: Final[Vocabulary] = {
    "Int": [0, 1, 3, -1, 2147483647],
    "Float": [1, 1.5, -1.5e3],
    "Boolean": [True, False],
    "ID": ["cat", "dog", 7],
    "String": ["", "x", 'é\n\\"', "block\n  text", "1.5", "😀\u2041\u0000"],
    "DateTime": ["2020-04-15T13:18:04Z", "2020-04-15T13:18:04.471+02:00"],
    "Query.animal.id": ["cat", "dog", "nobody"],
    "Query.ratio.of": ["1.5", "-2", "nan", "x"],
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def differential() -> Differential:
    schema = zoo.schema()
    return Differential(
        await zoo.cooked(schema=schema),
        await zoo.cooked(ReferenceExecutor, schema=schema),
        VOCABULARY,
        zoo.context,
    )


@pytest.mark.parametrize("seed", SEEDS)
async def test_both_executors_answer_what_graphql_core_finds_valid(
    differential: Differential, seed: int
) -> None:
    differential.outcomes.clear()
    await differential.run(seed, REQUESTS)

    outcomes = differential.outcomes
    assert outcomes["executed"] > REQUESTS / 2
    assert outcomes["GRAPHQL_VALIDATION_FAILED"] > REQUESTS / 10
    assert outcomes["GRAPHQL_PARSE_FAILED"] > 0
    assert outcomes["BAD_USER_INPUT"] > 0
    assert outcomes[TOO_EXPENSIVE] < REQUESTS / 50
