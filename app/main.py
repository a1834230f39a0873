"""The composition root of the gateway: everything is built from here, and handed to whoever needs it."""

import sys

from aiohttp import web

from app.composition import clients
from app.composition.cache_status import mount_cache_status
from app.composition.engine import create_engine, documents_of
from app.composition.objects import objects
from app.composition.requests import admission, contexts, sharing
from app.composition.viewers import admitted, nobody, own_credentials, viewer_of, viewers, watch
from app.gateway.client_address import mount_client_addresses
from app.gateway.documents.manifest import ManifestError
from app.gateway.explorer import mount_explorer
from app.gateway.health import mount_health
from app.gateway.http.body import BodyLimits
from app.gateway.http.endpoint import mount
from app.gateway.http.origins import AllowedOrigins, mount_host_check
from app.gateway.http.server import SERVER
from app.gateway.limits.rate import RateLimiter, admit_all
from app.gateway.request_id import mount_request_ids
from app.gateway.serve import serve
from app.gateway.websocket.endpoint import mount_websocket
from app.gateway.websocket.service import Service
from app.observability import logs
from app.settings.gateway import GatewaySettings
from app.settings.loading import settings_or_exit


def create_app(settings: GatewaySettings) -> web.Application:
    """Return the gateway. Its clients open when it starts and close when it stops."""
    app = web.Application(handler_args=SERVER)
    mount_client_addresses(app, settings.proxies)
    mount_request_ids(app)
    allowed = AllowedOrigins(settings.allowed_hosts, settings.http.allowed_origins)
    mount_host_check(app, allowed)
    app.cleanup_ctx.extend([clients.redis(settings), clients.events(settings), clients.trello(settings)])
    asks_who = settings.auth != "off"
    if asks_who:
        app.cleanup_ctx.extend([clients.backend(settings), viewers(settings), own_credentials])
    find_viewer = viewer_of if asks_who else nobody
    engine = create_engine(settings)
    app.cleanup_ctx.append(objects(settings, engine.schema))
    documents = documents_of(app, engine, settings)
    by_address = RateLimiter(lambda: app[clients.REDIS], settings.rate_limits)
    admit = admission(app, settings, by_address, find_viewer)
    service = Service(
        engine,
        documents,
        # Whoever asked may have lost their token before the next event.
        contexts(app, settings, find_viewer),
        settings.websocket,
        admit,
        by_address.admit,
        watch if asks_who else admit_all,
    )
    mount_websocket(app, service, allowed, drain_seconds=settings.drain_seconds)
    mount(
        app,
        engine,
        contexts(app, settings, admitted if asks_who else nobody),
        documents=documents,
        allowed=allowed,
        body=BodyLimits(settings.limits.body_bytes, settings.http.body_timeout_seconds),
        admit=admit,
        sharing=sharing(app, settings),
    )
    if settings.explorer:
        mount_explorer(app, settings.explorer_query)
    mount_cache_status(app)
    mount_health(app)
    return app


def main() -> int:
    """Run the gateway as its environment says, and return the exit code of the process."""
    settings = settings_or_exit(GatewaySettings)
    logs.configure(settings.logs)
    try:
        return serve(create_app, settings)
    except ManifestError as error:
        print(error, file=sys.stderr)  # noqa: T201  # the answer to a command
        return 2


if __name__ == "__main__":
    sys.exit(main())
