"""Whose token it is: asked once for many requests, and forgotten as soon as it is no longer true."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from time import monotonic
from typing import Final, TypeAlias

from pydantic import SecretStr

from app.contracts.events import Event
from app.gateway.event_channel import EventChannel
from app.gateway.viewer.lookups import Lookups, Meanwhile
from app.gateway.viewer.shared_verdicts import REFUSED_SECONDS, SharedVerdicts
from app.gateway.viewer.verdict import KeptVerdict, Verdict
from app.settings.viewer import ViewerSettings

DEAF_SECONDS: Final = 5.0
"""How long a verdict is used while events are not heard."""

PAUSE_SECONDS: Final = 1.0
"""How long a backend that failed is not asked again, if there is a stale verdict to use."""

MAX_KEPT: Final = 10_000


class IntrospectionFailed(Exception):  # noqa: N818  # a state of the world that callers have an answer to
    """The backend did not say whose token it is."""


Introspect: TypeAlias = Callable[[SecretStr], Awaitable[Verdict]]
"""Asks the backend whose token it is. Raises `IntrospectionFailed` if it does not say."""


class Verdicts:
    """The verdicts that this process knows, by the keyed fingerprint of the token. Add it to the channel.

    A verdict is used for `verdict_seconds`, but neither after its token has expired, nor after an event of
    its entity; for `DEAF_SECONDS` while events are not heard. If `introspect` fails, one is used for
    `stale_verdict_seconds` more, as long as events are heard.
    """

    def __init__(
        self,
        introspect: Introspect,
        shared: SharedVerdicts,
        channel: EventChannel,
        settings: ViewerSettings,
        key: SecretStr,
    ) -> None:
        self._introspect = introspect
        self._shared = shared
        self._channel = channel
        self._settings = settings
        self._key = key.get_secret_value().encode()
        self._kept: dict[str, KeptVerdict] = {}
        self._lookups = Lookups[KeptVerdict]()
        self._news: dict[int, set[asyncio.Event]] = {}
        self._left_alone_until = 0.0

    async def of(self, token: SecretStr) -> Verdict:
        """Return what is known of a well-formed token. Raises `IntrospectionFailed`."""
        fingerprint = self._fingerprint(token)
        kept = self._kept.get(fingerprint)
        if kept and self._is_fresh(kept):
            return kept.verdict
        found = await self._lookups.of(
            fingerprint,
            partial(self._ask, fingerprint, token),
            overtaken=_is_overtaken,
            keep=partial(self._keep, fingerprint),
        )
        return found.verdict

    @contextmanager
    def news(self, entity: int) -> Iterator[asyncio.Event]:
        """Yield what is set whenever something may have happened to an entity."""
        event = asyncio.Event()
        self._news.setdefault(entity, set()).add(event)
        try:
            yield event
        finally:
            self._news[entity].discard(event)
            if not self._news[entity]:
                del self._news[entity]

    def happened(self, event: Event) -> None:
        """Forget what is known of an event's entity."""
        if event.entity is None:
            return
        for fingerprint, kept in tuple(self._kept.items()):
            if kept.verdict.active and kept.verdict.entity == event.entity:
                del self._kept[fingerprint]
        self._lookups.happened(event.entity)
        for news in self._news.get(event.entity, ()):
            news.set()

    def missed(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._lookups.missed()
        for news in chain.from_iterable(self._news.values()):
            news.set()

    def close(self) -> None:
        """Give up what is still being asked."""
        self._lookups.close()

    def _fingerprint(self, token: SecretStr) -> str:
        # The key has other uses: what is hashed with it here is nothing else.
        message = f"verdict:{token.get_secret_value()}".encode()
        return hmac.digest(self._key, message, "sha256").hex()

    async def _ask(self, fingerprint: str, token: SecretStr) -> KeptVerdict:
        """Return the verdict of Redis if that is fresh, else the backend's; if it has none, a stale one."""
        found = await self._shared.get(fingerprint) if self._channel.is_up else None
        last = (found and found.kept) or self._kept.get(fingerprint)
        if last and self._is_fresh(last):
            return last
        stale = last if last and self._may_be_stale(last) else None
        if stale and monotonic() < self._left_alone_until:
            return stale
        asked = monotonic()
        try:
            verdict = await self._introspect(token)
        except IntrospectionFailed:
            self._left_alone_until = monotonic() + PAUSE_SECONDS
            if stale:
                return stale
            raise
        if found:
            await self._shared.put(fingerprint, verdict, found.seq)
        return KeptVerdict(verdict, asked)

    def _keep(self, fingerprint: str, kept: KeptVerdict) -> None:
        self._kept.pop(fingerprint, None)
        if len(self._kept) >= MAX_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[fingerprint] = kept

    def _is_fresh(self, kept: KeptVerdict) -> bool:
        seconds = self._settings.verdict_seconds if kept.verdict.active else REFUSED_SECONDS
        if not self._channel.is_up:
            seconds = min(seconds, DEAF_SECONDS)
        return kept.age < seconds and not kept.has_expired

    def _may_be_stale(self, kept: KeptVerdict) -> bool:
        seconds = self._settings.verdict_seconds + self._settings.stale_verdict_seconds
        is_remembered = kept.verdict.active and kept.age < seconds and not kept.has_expired
        return is_remembered and self._channel.is_up


def _is_overtaken(kept: KeptVerdict, meanwhile: Meanwhile) -> bool:
    if kept.verdict.active:
        return meanwhile.concerns(kept.verdict.entity)
    # Whose a token would be that may not be used is not said.
    return meanwhile.anything or bool(meanwhile.entities)
