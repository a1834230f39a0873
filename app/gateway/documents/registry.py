"""Documents that clients registered by their hash: in Redis for all processes, in front of it in each."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from app.gateway.documents.cache import Recent
from app.gateway.documents.identifier import sha256_of
from app.redis.shared import RedisAway, SharedRedis
from app.settings.documents import DocumentSettings

BYTES_PER_ENTRY: Final = 500
"""Memory of an entry beside its text, which takes up to four bytes a character."""


class DocumentRegistry:
    """Texts by their SHA-256 hash. While Redis is away, a process knows what was registered with it alone.

    `redis` is asked for at each use, for it opens after this is made. Documents that nobody asks for leave
    Redis after a while; what a process remembers is bounded by its bytes.
    """

    def __init__(self, redis: Callable[[], SharedRedis], settings: DocumentSettings) -> None:
        self._redis = redis
        self._ttl = settings.persisted_query_ttl_seconds
        self._max_bytes = settings.persisted_query_max_bytes
        self._remembered = Recent[str](settings.persisted_query_cache_bytes)

    async def get(self, sha256: str) -> str | None:
        """Return the text of a hash, if it is known."""
        return self._remembered.get(sha256) or await self._shared(sha256)

    async def put(self, sha256: str, text: str) -> None:
        """Register a text by its hash, unless it is larger than `persisted_query_max_bytes`."""
        content = text.encode()
        if len(content) > self._max_bytes:
            return
        self._remember(sha256, text)
        redis = self._redis()
        with suppress(RedisAway):
            # Again even if it is remembered here: Redis may have lost it, and other processes miss it then.
            await redis.ask(lambda client: client.set(_key(redis, sha256), content, ex=self._ttl))

    async def _shared(self, sha256: str) -> str | None:
        redis = self._redis()
        try:
            content = await redis.ask(lambda client: client.getex(_key(redis, sha256), ex=self._ttl))
        except RedisAway:
            return None
        if not isinstance(content, bytes):
            return None
        text = content.decode(errors="replace")
        # Whatever else writes to Redis cannot put words into a client's mouth.
        if sha256_of(text) != sha256:
            return None
        self._remember(sha256, text)
        return text

    def _remember(self, sha256: str, text: str) -> None:
        self._remembered.put(sha256, text, BYTES_PER_ENTRY + 4 * len(text))


def _key(redis: SharedRedis, sha256: str) -> str:
    return f"{redis.prefix}document:{sha256}"
