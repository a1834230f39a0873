from typing import Any

import pytest
from pydantic import SecretStr

from app.gateway.documents.identifier import sha256_of
from app.gateway.documents.registry import BYTES_PER_ENTRY, DocumentRegistry
from app.redis.shared import SharedRedis, open_redis
from app.settings.documents import DocumentSettings
from app.settings.redis import RedisSettings

TEXT = '{ given(text: "é😀") }'
HASH = sha256_of(TEXT)
AWAY = RedisSettings(url=SecretStr("redis://127.0.0.1:9/0"), timeout_seconds=0.1)


def registry(redis: SharedRedis, **settings: Any) -> DocumentRegistry:
    return DocumentRegistry(lambda: redis, DocumentSettings(**settings))


async def ttl(redis: SharedRedis) -> int:
    return await redis.ask(lambda client: client.ttl(f"{redis.prefix}document:{HASH}"))


async def test_what_one_process_registers_another_knows(shared_redis: SharedRedis) -> None:
    await registry(shared_redis).put(HASH, TEXT)

    assert await registry(shared_redis).get(HASH) == TEXT


async def test_a_hash_of_nothing_is_unknown(shared_redis: SharedRedis) -> None:
    assert await registry(shared_redis).get(HASH) is None
    assert await registry(shared_redis).get(sha256_of("")) is None


async def test_a_process_asks_redis_once(shared_redis: SharedRedis) -> None:
    await registry(shared_redis).put(HASH, TEXT)
    another = registry(shared_redis)
    await another.get(HASH)

    await shared_redis.ask(lambda client: client.delete(f"{shared_redis.prefix}document:{HASH}"))

    assert await another.get(HASH) == TEXT
    assert await registry(shared_redis).get(HASH) is None


async def test_what_redis_has_lost_is_registered_anew(shared_redis: SharedRedis) -> None:
    one = registry(shared_redis)
    await one.put(HASH, TEXT)
    await shared_redis.ask(lambda client: client.delete(f"{shared_redis.prefix}document:{HASH}"))

    await one.put(HASH, TEXT)

    assert await registry(shared_redis).get(HASH) == TEXT


async def test_redis_forgets_what_nobody_asks_for(shared_redis: SharedRedis) -> None:
    await registry(shared_redis, persisted_query_ttl_seconds=100).put(HASH, TEXT)
    assert 90 <= await ttl(shared_redis) <= 100

    await registry(shared_redis, persisted_query_ttl_seconds=1000).get(HASH)

    assert 900 <= await ttl(shared_redis) <= 1000


async def test_a_document_as_large_as_allowed_is_registered_and_a_larger_one_is_not(
    shared_redis: SharedRedis,
) -> None:
    await registry(shared_redis, persisted_query_max_bytes=len(TEXT.encode()) - 1).put(HASH, TEXT)
    assert await registry(shared_redis).get(HASH) is None

    await registry(shared_redis, persisted_query_max_bytes=len(TEXT.encode())).put(HASH, TEXT)
    assert await registry(shared_redis).get(HASH) == TEXT


async def test_a_larger_document_is_not_remembered_by_the_process_either(shared_redis: SharedRedis) -> None:
    small = registry(shared_redis, persisted_query_max_bytes=1)
    await small.put(HASH, TEXT)

    assert await small.get(HASH) is None


@pytest.mark.parametrize("content", [TEXT.encode() + b" ", b"\xff", b""])
async def test_what_else_is_written_to_redis_is_not_believed(
    shared_redis: SharedRedis, content: bytes
) -> None:
    await shared_redis.ask(lambda client: client.set(f"{shared_redis.prefix}document:{HASH}", content))

    assert await registry(shared_redis).get(HASH) is None


async def test_without_redis_a_process_knows_what_was_registered_with_it() -> None:
    async with open_redis(AWAY) as redis:
        one = registry(redis)
        await one.put(HASH, TEXT)

        assert await one.get(HASH) == TEXT
        assert await registry(redis).get(HASH) is None


async def test_memory_of_a_process_is_bounded() -> None:
    texts = [f"{{ a{number}: needed }}" for number in range(10, 40)]
    size = BYTES_PER_ENTRY + 4 * len(texts[0])
    async with open_redis(RedisSettings()) as redis:
        one = registry(redis, persisted_query_cache_bytes=3 * size)
        for text in texts:
            await one.put(sha256_of(text), text)

        assert [text for text in texts if await one.get(sha256_of(text))] == texts[-3:]
        assert one._remembered.bytes == 3 * size
