"""Viewers' own credentials for the upstream: in this process's memory, shortly, and nowhere else."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic
from typing import Final, TypeAlias

from pydantic import SecretStr

from app.contracts.events import Event
from app.gateway.event_channel import EventChannel
from app.gateway.viewer.lookups import Lookups
from app.gateway.viewer.verdicts import DEAF_SECONDS
from app.gateway.viewer.viewer import Viewer

KEPT_SECONDS: Final = 60.0
"""How long a credential is in memory at most."""

Fetch: TypeAlias = Callable[[Viewer], Awaitable[SecretStr | None]]
"""Fetches a viewer's own credential; None if there is none."""


class OwnCredentials:
    """The credentials of those who asked last, by entity. Add it to the channel."""

    def __init__(self, fetch: Fetch, channel: EventChannel) -> None:
        self._fetch = fetch
        self._channel = channel
        self._kept: dict[int, tuple[SecretStr | None, float]] = {}
        self._lookups = Lookups[SecretStr | None]()

    async def of(self, viewer: Viewer) -> SecretStr | None:
        """Return a viewer's own credential, or None. Raises whatever fetching it raises."""
        if viewer.entity in self._kept:
            credential, fetched = self._kept[viewer.entity]
            if self._channel.is_up or monotonic() - fetched < DEAF_SECONDS:
                return credential
        return await self._lookups.of(
            viewer.entity,
            partial(self._fetch, viewer),
            overtaken=lambda _credential, meanwhile: meanwhile.concerns(viewer.entity),
            keep=partial(self._keep, viewer.entity),
        )

    def happened(self, event: Event) -> None:
        """Forget the credential of an event's entity."""
        if event.entity is not None:
            self._kept.pop(event.entity, None)
            self._lookups.happened(event.entity)

    def missed(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._lookups.missed()

    def close(self) -> None:
        """Forget everything, and give up what is still being fetched."""
        self._kept.clear()
        self._lookups.close()

    def _keep(self, entity: int, credential: SecretStr | None) -> None:
        kept = credential, monotonic()
        self._kept[entity] = kept
        # Even if nobody ever asks for it again.
        asyncio.get_running_loop().call_later(KEPT_SECONDS, self._forget, entity, kept)

    def _forget(self, entity: int, kept: tuple[SecretStr | None, float]) -> None:
        if self._kept.get(entity) is kept:
            del self._kept[entity]
