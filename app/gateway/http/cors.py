"""Cross-origin resource sharing: which pages of other hosts may ask, and read the answers.

See https://fetch.spec.whatwg.org/#http-cors-protocol. No answer depends on cookies, so none is shared with
credentials.
"""

from typing import Final

from aiohttp import web

from app.gateway.http.origins import AllowedOrigins

_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    # The asterisk stands for every header but this one.
    "Access-Control-Allow-Headers": "*, Authorization",
    # Seconds. Chromium remembers no permission for longer.
    "Access-Control-Max-Age": "7200",
}


def share(request: web.Request, response: web.StreamResponse, allowed: AllowedOrigins) -> None:
    """Let the page that sends a request read the response, if it is of a configured origin."""
    origin = request.headers.get("Origin")
    if origin is None or not allowed.shares_with(origin):
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response.headers.update(_PREFLIGHT)
    else:
        response.headers["Access-Control-Expose-Headers"] = "X-Request-ID, Retry-After"
