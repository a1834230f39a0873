from collections.abc import AsyncIterator

import pytest

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
