"""The clients of the gateway: each opens when it starts, and closes when it stops."""

from collections.abc import AsyncIterator, Callable
from typing import Final, TypeAlias

from aiohttp import web

from app.backend_client.client import BackendClient, open_http
from app.gateway.event_channel import EventChannel, open_channel
from app.redis.shared import SharedRedis, open_redis
from app.settings.gateway import GatewaySettings
from app.trello.budget.budget import Budget
from app.trello.client import TrelloClient, open_session
from app.trello.fingerprint import Fingerprints

REDIS: Final = web.AppKey("redis", SharedRedis)
TRELLO: Final = web.AppKey("trello", TrelloClient)
BACKEND: Final = web.AppKey("backend", BackendClient)
EVENTS: Final = web.AppKey("events", EventChannel)

CleanupContext: TypeAlias = Callable[[web.Application], AsyncIterator[None]]


def redis(settings: GatewaySettings) -> CleanupContext:
    """Return what opens Redis."""

    async def client(app: web.Application) -> AsyncIterator[None]:
        async with open_redis(settings.redis) as app[REDIS]:
            yield

    return client


def trello(settings: GatewaySettings) -> CleanupContext:
    """Return what opens the client of Trello."""

    async def client(app: web.Application) -> AsyncIterator[None]:
        async with open_session(settings.trello) as session:
            fingerprints = Fingerprints(settings.fingerprint_key)
            budget = Budget(settings.budget, app[REDIS], fingerprints.of) if settings.budget.enabled else None
            app[TRELLO] = TrelloClient(session, settings.trello.url, budget=budget)
            yield
            if budget:
                budget.close()

    return client


def backend(settings: GatewaySettings) -> CleanupContext:
    """Return what opens the client of the backend."""

    async def client(app: web.Application) -> AsyncIterator[None]:
        async with open_http(settings.backend) as http:
            app[BACKEND] = BackendClient(http, settings.backend.service_secret)
            yield

    return client


def events(settings: GatewaySettings) -> CleanupContext:
    """Return what opens the channel of events."""

    async def channel(app: web.Application) -> AsyncIterator[None]:
        async with open_channel(settings.redis) as app[EVENTS]:
            yield

    return channel
