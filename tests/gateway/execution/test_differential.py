"""Random documents, executed by Tartiflette and by graphql-core's own executor: both must answer the same."""

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from graphql import GraphQLError, GraphQLSchema, parse, validate
from structlog.testing import capture_logs

from app.gateway.engine import GraphQLEngine
from app.gateway.execution.reference import ReferenceExecutor
from app.gateway.failures import RequestRefused
from app.gateway.limits.bounds import check_bounds
from tests.gateway import zoo
from tests.gateway.random_documents import Writer

SEEDS = range(8)
DOCUMENTS_PER_SEED = 60


def is_valid(schema: GraphQLSchema, text: str) -> bool:
    try:
        document = parse(text)
        if validate(schema, document):
            return False
        check_bounds(document)
    except (GraphQLError, RequestRefused):
        return False
    return True


def error_paths(response: Mapping[str, Any]) -> set[tuple[str | int, ...]]:
    """Return the paths of errors, but not of those below a place that another error turned into null.

    An executor may tell one error there or several (GraphQL, section 6.4.4, Handling Field Errors).
    """
    paths = {tuple(error["path"]) for error in response.get("errors", ())}
    return {_nulled(response["data"], path) for path in paths}


def _nulled(data: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the beginning of a path that leads to the null which the error left behind."""
    for length, key in enumerate(path):
        if data is None:
            return path[:length]
        data = data[key]
    return path


async def answers(engine: GraphQLEngine, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    with capture_logs():
        return await engine.execute(text, context=zoo.context(), variables=variables)


def ordered(value: Any) -> Any:
    """Return a value whose comparison minds the order of keys."""
    if isinstance(value, dict):
        return [(key, ordered(each)) for key, each in value.items()]
    return [ordered(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", SEEDS)
async def test_both_executors_answer_the_same(seed: int) -> None:
    engine, reference = await zoo.cooked(), await zoo.cooked(ReferenceExecutor)
    executed = refused = 0
    for number in range(DOCUMENTS_PER_SEED):
        writer = Writer(engine.schema, Random(f"{seed}-{number}"))  # noqa: S311  # repeatable, not secret
        text = writer.document()
        response = await answers(engine, text, writer.variables)
        expected = await answers(reference, text, writer.variables)
        if not is_valid(engine.schema, text):
            assert response == expected, text
            assert "data" not in response, text
            refused += 1
            continue
        assert ordered(response.get("data")) == ordered(expected.get("data")), (text, writer.variables)
        assert error_paths(response) == error_paths(expected), (text, writer.variables)
        executed += 1
    assert executed > DOCUMENTS_PER_SEED // 2
    assert refused > 0
