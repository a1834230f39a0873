"""GraphiQL at `/graphiql`, from our own origin: no third party sees a token, and no internet is needed."""

import json
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from aiohttp import web

ASSETS: Final = Path(__file__).parent / "assets"

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    # Monaco, the editor inside GraphiQL, writes style elements while it runs.
    "style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

_PAGE_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}

_ASSET_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    # Names hold a hash of the content, which therefore never changes.
    "Cache-Control": "public, max-age=31536000, immutable",
}

_NOT_BUILT: Final = "GraphiQL is not built: `make explorer` builds it, and needs Node.js 18 or later.\n"


def mount_explorer(app: web.Application, first_query: str, assets: Path = ASSETS) -> None:
    """Serve GraphiQL, asking `/graphql`, with `first_query` in its editor; `/` leads to it.

    `assets` is the folder that `make explorer` fills; if it is not there, the page says how to build it, with
    status 503.
    """
    app.router.add_get("/", _to_explorer)
    manifest = assets / "manifest.json"
    if not manifest.is_file():
        app.router.add_get("/graphiql", _not_built)
        return
    page = _page(json.loads(manifest.read_text()), first_query)
    files = {path.name: path for path in assets.iterdir() if path.suffix in {".js", ".css"}}

    async def show(_request: web.Request) -> web.Response:
        return web.Response(text=page, content_type="text/html", headers=_PAGE_HEADERS)

    async def send_asset(request: web.Request) -> web.FileResponse:
        path = files.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_ASSET_HEADERS)

    app.router.add_get("/graphiql", show)
    app.router.add_get("/graphiql/assets/{name}", send_asset)


def _page(manifest: dict[str, str], first_query: str) -> str:
    template = Template((Path(__file__).parent / "page" / "page.html").read_text())
    return template.substitute(
        script=escape(manifest["script"]), style=escape(manifest["style"]), query=escape(first_query.strip())
    )


async def _to_explorer(_request: web.Request) -> web.Response:
    raise web.HTTPFound("/graphiql")


async def _not_built(_request: web.Request) -> web.Response:
    return web.Response(status=503, text=_NOT_BUILT, headers=_PAGE_HEADERS)
