"""Counts of rates that processes share, for the strategies of the library `limits`."""

from limits.aio.storage import RedisStorage
from redis.asyncio import Redis


def rate_storage(client: Redis, prefix: str) -> RedisStorage:
    """Return counts that a client's connections keep, under keys that begin with `prefix` and a colon."""
    return RedisStorage(
        "async+redis://",
        implementation="redispy",
        key_prefix=prefix,
        connection_pool=client.connection_pool,  # type: ignore[arg-type]  # an option like no other
    )
