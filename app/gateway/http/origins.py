"""Which requests come from where they may: by the name they call the gateway, and the page that sends them.

A stranger's page can make a browser send requests, even to servers that only this browser reaches. Two
headers tell, which no page can forge. `Host`: a page whose own name is made to point here (DNS rebinding)
calls the gateway by that name. `Origin`: browsers send it with every POST and every WebSocket handshake;
the latter CORS does not hold back.
"""

from collections.abc import Collection

from aiohttp import web
from aiohttp.typedefs import Handler

from app.gateway.errors import MisdirectedRequest, OriginNotAllowed
from app.gateway.health import HEALTH_PATHS
from app.gateway.http.responses import refused


class AllowedOrigins:
    """The hosts and origins that are served.

    `hosts` are names without port, those of IPv6 addresses in brackets; `*.example.com` is every name below.
    `origins` are those of other hosts' pages, as browsers write them: `https://app.example.com`.
    """

    def __init__(self, hosts: Collection[str], origins: Collection[str] = ()) -> None:
        self._hosts = frozenset(host for host in hosts if not host.startswith("*."))
        self._domains = tuple(host[1:] for host in hosts if host.startswith("*."))
        self._origins = frozenset(origins)

    def check_host(self, request: web.Request) -> None:
        """Raise `MisdirectedRequest` unless the request calls the gateway by one of its names."""
        name = _name(request.host)
        if name not in self._hosts and not name.endswith(self._domains):
            raise MisdirectedRequest(
                "The gateway does not go by this host name. Use one of its own; "
                "whoever runs it adds names to GATEWAY_ALLOWED_HOSTS."
            )

    def check_origin(self, request: web.Request) -> None:
        """Raise `OriginNotAllowed` if a web page sends the request that may not.

        Pages of the request's own host may, and those of the configured origins. What says nothing of an
        origin is not sent by a page, or is a GET of one.
        """
        origin = request.headers.get("Origin")
        if origin is not None and origin not in self._origins and not _is_own(origin, request.host):
            raise OriginNotAllowed(
                "Web pages of this origin may not use the gateway. Whoever runs it adds origins to "
                "GATEWAY_ALLOWED_ORIGINS."
            )

    def shares_with(self, origin: str) -> bool:
        """Whether pages of an origin that is not the gateway's own may read its answers."""
        return origin in self._origins


def mount_host_check(app: web.Application, allowed: AllowedOrigins) -> None:
    """Refuse requests for other hosts, whatever the path.

    Those for health are answered for any: orchestrators call a process by its address, which nobody can list.
    """

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path not in HEALTH_PATHS:
            try:
                allowed.check_host(request)
            except MisdirectedRequest as error:
                return refused(error)
        return await handler(request)

    app.middlewares.append(check)


def _name(host: str) -> str:
    """Return a host as it is written in `Host`, without the port."""
    name, _, port = host.rpartition(":")
    return (name if port.isdecimal() else host).lower()


def _is_own(origin: str, host: str) -> bool:
    """Whether a page was served by the host that it asks, whatever the scheme.

    The scheme that the gateway is reached by is known to the proxy in front only.
    """
    return origin.partition("://")[2].lower() == host.lower()
