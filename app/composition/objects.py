"""Trello's objects, on the way that they take to whoever asks."""

from collections.abc import AsyncIterator
from typing import Final

from aiohttp import web
from graphql import GraphQLSchema

from app.composition.clients import EVENTS, REDIS, TRELLO, CleanupContext
from app.resolvers.max_ages import max_ages
from app.settings.gateway import GatewaySettings
from app.trello.cache.lifetimes import Lifetimes
from app.trello.cache.object_cache import ObjectCache
from app.trello.cache.shared_answers import SharedAnswers
from app.trello.fingerprint import Fingerprints
from app.trello.wire import Wire

OBJECTS: Final = web.AppKey("objects", ObjectCache)


def objects(settings: GatewaySettings, schema: GraphQLSchema) -> CleanupContext:
    """Return what starts and stops to keep objects, for as long as the schema and the settings let it."""
    lifetimes = Lifetimes(settings.object_cache, max_ages(schema))

    async def cache(app: web.Application) -> AsyncIterator[None]:
        app[OBJECTS] = ObjectCache(
            Wire(app[TRELLO]),
            SharedAnswers(app[REDIS]),
            Fingerprints(settings.fingerprint_key),
            lifetimes,
            is_heard=lambda: app[EVENTS].is_up,
        )
        app[EVENTS].add(app[OBJECTS])
        yield
        await app[OBJECTS].close()

    return cache
