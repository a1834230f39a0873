from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.execution.reference import ReferenceExecutor
from app.gateway.execution.tartiflette_executor import TartifletteExecutor
from app.gateway.redis import SharedRedis, open_redis
from app.settings.redis import RedisSettings
from tests.gateway.served import Client, application
from tests.gateway.zoo import cooked
from tests.services import redis_of_a_test


@pytest.fixture(params=[TartifletteExecutor, ReferenceExecutor], ids=["tartiflette", "reference"])
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


@pytest.fixture
async def redis_settings() -> AsyncIterator[RedisSettings]:
    async with redis_of_a_test() as settings:
        yield settings


@pytest.fixture
async def shared_redis(redis_settings: RedisSettings) -> AsyncIterator[SharedRedis]:
    async with open_redis(redis_settings) as redis:
        yield redis
