"""From a request, however it was carried, to its answer: credentials, limits, route, in this order."""

from dataclasses import dataclass, replace
from functools import partial
from inspect import isawaitable
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl, unquote

from app.sandbox.actor import Actor
from app.sandbox.auth import Credentials, authenticate
from app.sandbox.calls import Call, without_secrets
from app.sandbox.errors import UnknownRoute, no_such_route
from app.sandbox.models import Token
from app.sandbox.params import Params
from app.sandbox.request import Request, Write
from app.sandbox.router import ROUTER
from app.sandbox.routing import Route
from app.sandbox.sandbox import Sandbox
from app.sandbox.viewer import TRELLO, Viewer

VERSION: Final = "/1"

Found: TypeAlias = tuple[Route, dict[str, str]]


@dataclass(frozen=True)
class Asked:
    """A request as it came: `path`, percent-encoded, begins with the version; `query` is as sent.

    `origin` is where it was sent to: scheme, host and port. `client` is what the program that asks calls
    itself, for webhooks; empty if it does not.
    """

    method: str
    path: str
    query: str
    params: Params
    who: Credentials
    origin: str = TRELLO
    client: str = ""


def received(sandbox: Sandbox, asked: Asked) -> Found | None:
    """Write a request down; return its route and the placeholders' values, None if there is no such route."""
    found = _route(asked.method, asked.path.removeprefix(VERSION))
    call = Call(asked.method, asked.path, without_secrets(asked.query), _pattern(found))
    sandbox.calls.record(call, inside_batch=False)
    return found


async def answer(sandbox: Sandbox, asked: Asked, found: Found | None) -> Any:
    """Return the JSON value that answers a request; raise `Refusal` if it is refused."""
    token = authenticate(sandbox.world, _credentials(asked, found), asked.method, sandbox.clock.now())
    sandbox.limits.count(asked.who, _pattern(found), sandbox.switches.limits)
    value = _act(sandbox, asked, token, asked.path, found)
    return await value if isawaitable(value) else value


def _credentials(asked: Asked, found: Found | None) -> Credentials:
    """Return the credentials; the token in an address stands for one that is not sent besides."""
    if asked.who.token or found is None:
        return asked.who
    return replace(asked.who, token=found[1].get("token"))


def _follow(sandbox: Sandbox, asked: Asked, token: Token | None, url: str) -> Any:
    """Return the answer to a URL inside a batch, for the viewer who sent the batch."""
    path, _, query = url.partition("?")
    found = _route("GET", path)
    sandbox.calls.record(Call("GET", path, without_secrets(query), _pattern(found)), inside_batch=True)
    if sandbox.switches.count_batched:
        sandbox.limits.count(asked.who, _pattern(found), sandbox.switches.limits)
    params, who = Params(parse_qsl(query, keep_blank_values=True)), replace(asked.who, in_header=False)
    inner = replace(asked, method="GET", path=path, query=query, params=params, who=who)
    return _act(sandbox, inner, token, f"{VERSION}{path}", found)


def _act(sandbox: Sandbox, asked: Asked, token: Token | None, shown: str, found: Found | None) -> Any:
    unknown = no_such_route(asked.method, f"{shown}?{asked.query}" if asked.query else shown)
    if found is None:
        raise unknown
    route, placeholders = found
    member = sandbox.world.members.get(token.member_id) if token else None
    viewer = Viewer(sandbox.world, member, token.scopes if token else (), asked.origin)
    follow = partial(_follow, sandbox, asked, token)
    carried = asked.who.in_header
    try:
        if route.method == "GET":
            return route.handler(Request(viewer, token, carried, placeholders, asked.params, follow))
        actor = Actor(sandbox.world, viewer.must_be_somebody(), sandbox.clock.now(), sandbox.ids)
        key, callbacks = asked.who.key or "", sandbox.callbacks
        value = route.handler(
            Write(viewer, token, carried, placeholders, asked.params, follow, actor, key, callbacks)
        )
    except UnknownRoute:
        raise unknown from None
    sandbox.deliveries.announce(sandbox.world, actor.recorded, key, asked.client)
    return value


def _route(method: str, path: str) -> Found | None:
    """Return the route of a percent-encoded path without version; a slash at its end changes nothing."""
    return ROUTER.find(method, [unquote(segment) for segment in path.strip("/").split("/")])


def _pattern(found: Found | None) -> str:
    return found[0].pattern if found else ""
