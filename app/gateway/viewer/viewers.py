"""Who asks. Each way of showing it ends here, whatever the token is."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from time import time
from typing import Final, NoReturn

from aiohttp import web
from pydantic import SecretStr

from app.access_tokens.access_token import looks_like_one
from app.contracts.api_token import is_well_formed
from app.contracts.introspection import InactiveToken
from app.gateway.errors import InvalidToken, UpstreamUnavailable
from app.gateway.event_channel import EventChannel
from app.gateway.limits.rate import Caller
from app.gateway.viewer.access_tokens import open_access_tokens
from app.gateway.viewer.bearer import bearer_token
from app.gateway.viewer.shared_verdicts import SharedVerdicts
from app.gateway.viewer.verdict import Verdict
from app.gateway.viewer.verdicts import Introspect, IntrospectionFailed, Verdicts
from app.gateway.viewer.viewer import Viewer
from app.gateway.websocket.admission import INIT_PAYLOAD
from app.redis.shared import SharedRedis
from app.settings.access_tokens import AccessTokenIssuer
from app.settings.viewer import ViewerSettings

VIEWER: Final = web.RequestKey("viewer", Viewer)
"""Who was found to send a request, at the request."""

WATCH_SECONDS: Final = 5.0
"""How often the token of a connection is looked at, if no event says anything of it."""

LEAST_SECONDS: Final = 0.1
"""How long at least, for clocks differ."""


def callers_by_viewer(request: web.Request) -> Iterable[Caller]:
    """Yield the viewer of a request, if there is one: all tokens of an entity count together."""
    if VIEWER in request:
        yield Caller("viewer", str(request[VIEWER].entity))


@asynccontextmanager
async def open_viewers(
    introspect: Introspect,
    redis: SharedRedis,
    channel: EventChannel,
    settings: ViewerSettings,
    key: SecretStr,
    *,
    issuers: Sequence[AccessTokenIssuer] = (),
) -> AsyncIterator["Viewers"]:
    """Yield what finds out who asks. `key` is for fingerprints of tokens, the same in all processes.

    `issuers` are those whose access tokens are taken, too.
    """
    shared = SharedVerdicts(redis, settings.verdict_seconds + settings.stale_verdict_seconds)
    async with open_access_tokens(issuers) as access_tokens:

        async def judge(token: SecretStr) -> Verdict:
            # The backend checks them as well, but nobody gets to ask it what is plainly forged.
            if not is_well_formed(token.get_secret_value()):
                await access_tokens.check(token)
            return await introspect(token)

        verdicts = Verdicts(judge, shared, channel, settings, key)
        channel.add(verdicts)
        try:
            yield Viewers(verdicts, takes_access_tokens=bool(issuers))
        finally:
            verdicts.close()


class Viewers:
    """Finds out who asks, by API tokens, and by access tokens of others if those are taken."""

    def __init__(self, verdicts: Verdicts, *, takes_access_tokens: bool = False) -> None:
        self._verdicts = verdicts
        self._takes_access_tokens = takes_access_tokens

    async def of(self, request: web.Request) -> Viewer:
        """Return who sends a request, or has opened the connection that began with it.

        Raises `Unauthenticated`, or `UpstreamUnavailable` if the backend does not say.
        """
        token = bearer_token(request, request.get(INIT_PAYLOAD, {}))
        if not self._may_be_one(token.get_secret_value()):
            raise InvalidToken("This is no API token: one is mistyped or cut off, or of another service.")
        try:
            verdict = await self._verdicts.of(token)
        except IntrospectionFailed:
            raise UpstreamUnavailable(
                "It cannot be found out now whose token this is. Try again later."
            ) from None
        if isinstance(verdict, InactiveToken):
            raise InvalidToken("The token is unknown, has expired or is revoked: use another one.")
        return Viewer.of(verdict, token)

    async def watch(self, request: web.Request) -> NoReturn:
        """Wait until whoever opened a connection may no longer use it, and raise why: `Unauthenticated`."""
        with self._verdicts.news(request[VIEWER].entity) as news:
            while True:
                news.clear()
                expires = None
                # A backend that is away says nothing against anybody; operations are refused meanwhile.
                with suppress(UpstreamUnavailable):
                    expires = (await self.of(request)).expires
                with suppress(TimeoutError):
                    async with asyncio.timeout(_until(expires)):
                        await news.wait()

    def _may_be_one(self, token: str) -> bool:
        return is_well_formed(token) or (self._takes_access_tokens and looks_like_one(token))


def _until(expires: int | None) -> float:
    """Return the seconds until a token is looked at again: when it expires, and before long in any case."""
    return WATCH_SECONDS if expires is None else min(WATCH_SECONDS, max(expires - time(), LEAST_SECONDS))
