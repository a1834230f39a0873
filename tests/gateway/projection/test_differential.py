"""Random requests over random data, to the engine with generated code and to the engine without."""

import os
from collections import Counter
from random import Random
from typing import Any, Final

import orjson
import pytest
import pytest_asyncio
from graphql import GraphQLSchema
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from app.gateway.engine import GraphQLEngine
from app.gateway.execution.tartiflette_executor import TartifletteExecutor
from tests.gateway.differential.values import Vocabulary
from tests.gateway.differential.writer import Request, Writer
from tests.gateway.projection import world
from tests.gateway.zoo import PlainExecutor

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEEDS: Final = range(10)
CASES: Final = int(os.environ.get("PROJECTED_CASES", "300"))
EXECUTIONS: Final = 3
"""How often each document is executed, with other data each time."""

VOCABULARY: Final[Vocabulary] = {"Int": [0, 1, 2, 3, -1], "Boolean": [True, False]}


class Pair:
    """Two engines that share schema, resolvers and documents."""

    def __init__(self, schema: GraphQLSchema, projected: GraphQLEngine, plain: GraphQLEngine) -> None:
        self.schema = schema
        self._engines = projected, plain
        plain.documents = projected.documents

    async def compare(self, request: Request, seed: str, broken: float) -> str:
        """Return what became of a request; raises `AssertionError` if the answers differ by a byte.

        Errors of siblings come in the order in which these have failed, which is compared sorted.
        """
        ours, expected = [await self._answer(engine, request, seed, broken) for engine in self._engines]
        assert ours == expected, (request, seed, broken)
        if b'"data"' not in ours:
            return "refused"
        return "with errors" if b'"errors"' in ours else "without"

    async def _answer(self, engine: GraphQLEngine, request: Request, seed: str, broken: float) -> bytes:
        data = world.Data(self.schema, Random(seed), broken)  # noqa: S311  # repeatable, not secret
        with capture_logs():
            response = await engine.execute(
                request.text, request.operation_name, world.context(data), request.variables
            )
        errors: list[Any] = response.get("errors", [])
        errors.sort(key=orjson.dumps)
        return orjson.dumps(response)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pair() -> Pair:
    schema = world.schema()
    return Pair(
        schema, await world.cooked(TartifletteExecutor, schema), await world.cooked(PlainExecutor, schema)
    )


@pytest.mark.parametrize("seed", SEEDS)
async def test_generated_code_changes_no_byte_of_an_answer(pair: Pair, seed: int) -> None:
    outcomes: Counter[str] = Counter()
    for number in range(CASES // EXECUTIONS):
        random = Random(f"{seed}-{number}")  # noqa: S311  # as above
        request = Writer(pair.schema, VOCABULARY, random, depth=random.randint(2, 5)).request()
        for execution in range(EXECUTIONS):
            broken = random.choice([0, 0.01, 0.05, 0.2])
            outcomes[await pair.compare(request, f"{seed}-{number}-{execution}", broken)] += 1

    assert outcomes["without"] > CASES / 10
    assert outcomes["with errors"] > CASES / 10
    assert outcomes["refused"] < CASES / 3
    for outcome in ("projected", "value", "resolver", "arguments"):
        for of in ("answer", "object"):
            assert REGISTRY.get_sample_value("gateway_projections_total", {"of": of, "outcome": outcome}), of
