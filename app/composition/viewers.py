"""Who asks, and with whose credentials Trello is asked for them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, TypeAlias

from aiohttp import web
from pydantic import SecretStr

from app.backend_client.errors import BackendError
from app.composition.clients import BACKEND, EVENTS, REDIS, CleanupContext
from app.gateway.errors import Forbidden, UpstreamUnavailable
from app.gateway.viewer.credentials import OwnCredentials
from app.gateway.viewer.verdict import Verdict
from app.gateway.viewer.verdicts import IntrospectionFailed
from app.gateway.viewer.viewer import Viewer
from app.gateway.viewer.viewers import VIEWER, Viewers, open_viewers
from app.settings.gateway import GatewaySettings
from app.trello.credentials import Credentials, CredentialsSource, always

VIEWERS: Final = web.AppKey("viewers", Viewers)
OWN_CREDENTIALS: Final = web.AppKey("own_credentials", OwnCredentials)

ViewerOf: TypeAlias = Callable[[web.Request], Awaitable[Viewer | None]]
"""Finds out who asks; nobody, if nobody is asked. Raises a `GatewayError` to refuse the request."""


def viewers(settings: GatewaySettings) -> CleanupContext:
    """Return what starts and stops to know viewers by their tokens."""

    async def known(app: web.Application) -> AsyncIterator[None]:
        async def introspect(token: SecretStr) -> Verdict:
            try:
                return await app[BACKEND].introspect(token)
            except BackendError:
                raise IntrospectionFailed from None

        async with open_viewers(
            introspect,
            app[REDIS],
            app[EVENTS],
            settings.viewer,
            settings.backend.service_secret,
            issuers=settings.access_tokens.issuers,
        ) as app[VIEWERS]:
            yield

    return known


async def own_credentials(app: web.Application) -> AsyncIterator[None]:
    """Keep the credentials that viewers have linked, for as long as they may be kept."""

    async def fetch(viewer: Viewer) -> SecretStr | None:
        try:
            return await app[BACKEND].trello_token(viewer.tenant, viewer.account)
        except BackendError:
            raise UpstreamUnavailable(
                "Your Trello token cannot be fetched now from where you have linked it. Try again later."
            ) from None

    app[OWN_CREDENTIALS] = OwnCredentials(fetch, app[EVENTS])
    app[EVENTS].add(app[OWN_CREDENTIALS])
    yield
    app[OWN_CREDENTIALS].close()


def credentials_of(
    app: web.Application, settings: GatewaySettings
) -> Callable[[Viewer | None], CredentialsSource]:
    """Return what tells where a viewer's credentials for Trello come from: their own, else those of all."""
    token = settings.shared_trello_token
    shared = always(Credentials(settings.trello_api_key, token)) if token else _not_linked

    def source_of(viewer: Viewer | None) -> CredentialsSource:
        if viewer is None or not viewer.is_linked:
            return shared

        async def find() -> Credentials:
            own = await app[OWN_CREDENTIALS].of(viewer)
            return Credentials(settings.trello_api_key, own) if own else await shared()

        return find

    return source_of


async def _not_linked() -> Credentials:
    raise Forbidden("You have not linked Trello: do so at /me/trello of the backend, then ask again.")


async def viewer_of(request: web.Request) -> Viewer:
    """Return who asks, by their token; everything that handles the request finds them there from then on."""
    request[VIEWER] = await request.app[VIEWERS].of(request)
    return request[VIEWER]


async def admitted(request: web.Request) -> Viewer:
    """Return who was found to ask when a request was admitted, which is not asked twice."""
    return request[VIEWER]


async def nobody(_request: web.Request) -> None:
    """Ask nobody who they are."""
    return


async def watch(request: web.Request) -> None:
    """Return once the token that a connection was opened with holds no longer."""
    await request.app[VIEWERS].watch(request)
