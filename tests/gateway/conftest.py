from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.execution.reference import ReferenceExecutor
from app.gateway.execution.tartiflette_executor import TartifletteExecutor
from tests.gateway.served import Client, application
from tests.gateway.zoo import PlainExecutor, cooked


@pytest.fixture(
    params=[TartifletteExecutor, PlainExecutor, ReferenceExecutor], ids=["projected", "plain", "reference"]
)
def executor(request: pytest.FixtureRequest) -> ExecutorFactory:
    chosen: ExecutorFactory = request.param
    return chosen


@pytest.fixture
async def engine(executor: ExecutorFactory) -> GraphQLEngine:
    return await cooked(executor)


@pytest.fixture
async def client(aiohttp_client: Callable[[web.Application], Any]) -> Client:
    created: Client = await aiohttp_client(application())
    return created
