"""Cross-site request forgery: no page may make a browser ask what the page itself would not be let ask.

Pages can send JSON by POST, or a request with headers of their own, only after the browser has asked for
permission (https://fetch.spec.whatwg.org/#cors-preflight-fetch). For a plain GET it does not ask: an image
will do. The page cannot read the answer, and nothing changes; but it costs time here, and calls upstream.
"""

from typing import Final

from aiohttp import web

from app.gateway.errors import CrossSiteRequest
from app.gateway.http.media_types import is_json

_FORCING_PREFLIGHT: Final = (
    "GraphQL-Require-Preflight",
    "Apollo-Require-Preflight",
    "X-Apollo-Operation-Name",
    "X-Requested-With",
    "Authorization",
)
"""Headers that common clients send, and that no page can set without a preflight request."""

_BROWSER: Final = "Mozilla/"
"""What browsers begin `User-Agent` with, and only they."""


def check_get(request: web.Request) -> None:
    """Raise `CrossSiteRequest` for a GET request that a page of another site may have brought about.

    Browsers tell by `Sec-Fetch-Site` where a request comes from (https://www.w3.org/TR/fetch-metadata/); old
    ones do not, nor do others to a server without TLS. The origin of the request must have been checked.
    """
    headers = request.headers
    site = headers.get("Sec-Fetch-Site")
    if site is None:
        if "Origin" in headers or not headers.get("User-Agent", "").startswith(_BROWSER):
            return
    elif site in {"same-origin", "none"} or "Origin" in headers:
        return
    if is_json(headers.get("Content-Type", "")) or any(name in headers for name in _FORCING_PREFLIGHT):
        return
    raise CrossSiteRequest(
        "A web page of another site may have sent this request. Send it by POST, or with the header "
        "GraphQL-Require-Preflight: 1."
    )
