from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp.web_app import _cached_build_middleware
from tartiflette.schema.registry import SchemaRegistry

from app.redis.shared import SharedRedis, open_redis
from app.settings.redis import RedisSettings
from tests.services import redis_of_a_test


@pytest.fixture
async def redis_settings() -> AsyncIterator[RedisSettings]:
    async with redis_of_a_test() as settings:
        yield settings


@pytest.fixture
async def shared_redis(redis_settings: RedisSettings) -> AsyncIterator[SharedRedis]:
    async with open_redis(redis_settings) as redis:
        yield redis


@pytest.fixture(autouse=True)
def _no_engine_outlives_its_test() -> Iterator[None]:
    """Let go of what Tartiflette and aiohttp keep for the whole process, which is every gateway of a test.

    With hundreds of them, collecting garbage takes longer than the tests do.
    """
    yield
    SchemaRegistry.clean()
    _cached_build_middleware.cache_clear()
