"""Engines that project, with what they left to Tartiflette, and what they counted."""

from collections.abc import Mapping
from typing import Any

from prometheus_client import REGISTRY

from app.gateway.engine import GraphQLEngine
from app.gateway.execution.resolver import Resolver, Shortcut
from app.gateway.execution.tartiflette_executor import TartifletteExecutor
from app.gateway.sdl import load_schema
from tests.gateway import zoo


class Watched(TartifletteExecutor):
    """Remembers how many operations the engine has executed."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.left = 0
        execute = self._engine.execute

        async def counted(**given: Any) -> Any:
            self.left += 1
            return await execute(**given)

        self._engine.execute = counted


async def engine_of(
    sdl: str, resolvers: Mapping[str, Resolver], shortcuts: Mapping[str, Shortcut] | None = None
) -> GraphQLEngine:
    """Return an engine with a schema of its own; objects of abstract types have their type in `kind`."""
    schema = load_schema(sdl)
    abstract = [name for name, type_ in schema.type_map.items() if name in {"Node", "Found"}]
    engine = GraphQLEngine(
        schema,
        resolvers=resolvers,
        shortcuts=shortcuts,
        type_resolvers=dict.fromkeys(abstract, lambda value: value["kind"]),
        executor=Watched,
    )
    await engine.cook()
    return engine


async def ask(engine: GraphQLEngine, query: str, **variables: Any) -> tuple[dict[str, Any], bool]:
    """Return the response, and whether the engine itself had to find it."""
    executor = engine._executor
    assert isinstance(executor, Watched)
    before = executor.left
    response = await engine.execute(query, context=zoo.context(), variables=variables)
    return response, executor.left > before


def counted(of: str, outcome: str) -> float:
    """Return how many answers or objects of answers have come to an outcome."""
    return REGISTRY.get_sample_value("gateway_projections_total", {"of": of, "outcome": outcome}) or 0.0
