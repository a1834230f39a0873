"""What each request has to pass, and what it is given on its way."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

from aiohttp import web

from app.composition.cache_status import TALLY, Tallies
from app.composition.clients import BACKEND, EVENTS, REDIS
from app.composition.objects import OBJECTS
from app.composition.viewers import ViewerOf, credentials_of, nobody
from app.gateway.context import RequestContext
from app.gateway.http.endpoint import ContextFactory
from app.gateway.http.kept_answers import KeptAnswers
from app.gateway.http.sharing import Sharing
from app.gateway.limits.rate import Admission, RateLimiter
from app.gateway.request_id import REQUEST_ID
from app.gateway.viewer.viewers import VIEWER, callers_by_viewer
from app.resolvers.reading import Context, Upstreams
from app.settings.gateway import GatewaySettings
from app.trello.reader import TrelloReader


def admission(
    app: web.Application, settings: GatewaySettings, by_address: RateLimiter, viewer_of: ViewerOf
) -> Admission:
    """Return what each operation has to pass before anything is done for it."""
    if viewer_of is nobody:
        return by_address.admit
    by_viewer = RateLimiter(lambda: app[REDIS], settings.rate_limits, callers_by_viewer)

    async def admit(request: web.Request) -> None:
        # By address first: that slows down whoever tries tokens out.
        await by_address.admit(request)
        await viewer_of(request)
        await by_viewer.admit(request)

    return admit


def sharers(request: web.Request) -> Hashable:
    """Tell who may share an answer: whoever shows the same token, or everybody if nobody is asked for one.

    What was begun before a change that is known of is not shared by those who come after it; nor is anything
    from when changes were heard of by those who come when they are not.
    """
    return request.get(VIEWER), request.app[OBJECTS].generation, request.app[EVENTS].is_up


def sharing(app: web.Application, settings: GatewaySettings) -> Sharing | None:
    """Return what answers several requests at once, if anything does."""
    if not settings.http.shares_queries:
        return None
    tallies = Tallies(lambda: app[EVENTS].is_up)
    return Sharing(sharers, KeptAnswers(settings.http.kept_answer_bytes, tallies))


def contexts(app: web.Application, settings: GatewaySettings, viewer_of: ViewerOf) -> ContextFactory:
    """Return what makes the context of each operation, and ends what was begun for it."""
    credentials = credentials_of(app, settings)

    @asynccontextmanager
    async def context(request: web.Request) -> AsyncIterator[Context]:
        viewer = await viewer_of(request)
        deadline = asyncio.get_running_loop().time() + settings.request_timeout_seconds
        reader = TrelloReader(app[OBJECTS], credentials(viewer), deadline)
        request[TALLY] = reader.tally
        try:
            yield RequestContext(request[REQUEST_ID], Upstreams(reader, app.get(BACKEND)), deadline, viewer)
        finally:
            reader.close()

    return context
