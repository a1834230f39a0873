"""Servers that tests use for real: of the environment, else of this machine, else embedded ones."""

import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from pydantic import SecretStr
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.settings.redis import RedisSettings
from tests.processes import running

LOCAL_REDIS: Final = "redis://127.0.0.1:6379/0"


@asynccontextmanager
async def redis_of_a_test() -> AsyncIterator[RedisSettings]:
    """Yield settings of a Redis with a prefix that nobody else uses; remove whatever has it at the end."""
    async with _url() as url:
        settings = RedisSettings(url=SecretStr(url), prefix=f"test-{uuid.uuid4().hex}:", timeout_seconds=5)
        yield settings
        async with Redis.from_url(url) as client:
            keys = [key async for key in client.scan_iter(f"{settings.prefix}*", count=1000)]
            if keys:
                await client.delete(*keys)


@asynccontextmanager
async def _url() -> AsyncIterator[str]:
    named = os.environ.get("REDIS_URL")
    if named or await _answers(LOCAL_REDIS):
        yield named or LOCAL_REDIS
        return
    async with running("app.embedded.redis", {"EMBEDDED_REDIS_PORT": "0"}) as process:
        yield f"redis://127.0.0.1:{(await process.event('listening'))['port']}/0"


async def _answers(url: str) -> bool:
    try:
        async with Redis.from_url(url, socket_connect_timeout=1) as client:
            return bool(await client.ping())
    except (RedisError, OSError):
        return False
