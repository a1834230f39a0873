from typing import Final

from aiohttp import web

from app.sandbox.control import calls, clock, exports, state, switching
from app.sandbox.control.guard import guarded
from app.settings.sandbox import SandboxSettings

PREFIX: Final = "/_control"


def mount(app: web.Application, settings: SandboxSettings) -> None:
    """Add the routes below `/_control`. All but `/_control/healthz` are guarded."""
    app.router.add_get(f"{PREFIX}/healthz", state.healthz)
    for method, path, handler in (
        ("GET", "", state.read),
        ("POST", "/reset", state.reset),
        ("PUT", "/switches", switching.change),
        ("PUT", "/clock", clock.change),
        ("GET", "/exports", exports.dump_all),
        ("GET", "/exports/{board}", exports.dump),
        ("POST", "/exports", exports.load),
        ("GET", "/calls", calls.read),
        ("DELETE", "/calls", calls.clear),
    ):
        app.router.add_route(method, f"{PREFIX}{path}", guarded(handler, settings))
