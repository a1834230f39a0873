"""The limit: aiohttp without GraphQL. `PORT`, `TRELLO_URL` and `ANSWERS` say how it is started.

With ANSWERS=composed it knows the four queries by heart, asks the upstream as seldom as can be and writes the
answer with orjson: what a gateway on this stack could do at best. With ANSWERS=stored it sends what it sent
before: what the HTTP server alone takes.
"""

import os
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from urllib.parse import quote

import aiohttp
import orjson
import uvloop
from aiohttp import web
from yarl import URL

from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from bench.workloads import W1, W2, W3, W4

Ask: TypeAlias = Callable[[str], Awaitable[Any]]
Compose: TypeAlias = Callable[[Ask, str], Awaitable[Any]]

_HEADERS: Final = {
    "Authorization": f'OAuth oauth_consumer_key="{SANDBOX_API_KEY}", oauth_token="{SANDBOX_TOKEN}"'
}
_NESTED: Final = (
    "fields=closed%2Cdesc%2Cname%2Curl&lists=open&list_fields=closed%2Cname%2Cpos"
    "&cards=visible&card_fields=closed%2Cdesc%2CidList%2Cname%2Cpos"
)
_BATCHED: Final = 10


@dataclass(frozen=True)
class _Names:
    """What the fields are called in the answer."""

    member: str = "member"
    boards: str = "boards"
    lists: str = "lists"
    cards: str = "cards"
    id: str = "id"
    name: str = "name"
    desc: str = "desc"
    url: str = "url"
    pos: str = "pos"


async def _member(ask: Ask, member: str) -> Any:
    found = await ask(f"/members/{member}?fields=fullName%2Cusername")
    return {"member": {"id": found["id"], "fullName": found["fullName"], "username": found["username"]}}


async def _boards(ask: Ask, member: str) -> Any:
    found = await ask(f"/members/{member}/boards?fields=name&filter=all")
    return {"member": {"boards": [{"id": each["id"], "name": each["name"]} for each in found]}}


def _workspace(names: _Names) -> Compose:
    async def workspace(ask: Ask, member: str) -> Any:
        boards = [_board(board, names) async for board in _nested_boards(ask, member)]
        return {names.member: {names.boards: boards}}

    return workspace


async def _nested_boards(ask: Ask, member: str) -> AsyncIterator[Any]:
    ids = [board["id"] for board in await ask(f"/members/{member}/boards?fields=id&filter=all")]
    for start in range(0, len(ids), _BATCHED):
        urls = ",".join(f"/boards/{each}?{_NESTED}" for each in ids[start : start + _BATCHED])
        for answer in await ask(f"/batch?urls={quote(urls, safe='')}"):
            yield answer["200"]


def _board(board: Any, names: _Names) -> Any:
    id_, name, desc, pos = names.id, names.name, names.desc, names.pos
    hands = defaultdict(list)
    for card in board["cards"]:
        hands[card["idList"]].append(
            {
                id_: card["id"],
                name: card["name"],
                desc: card["desc"],
                "closed": card["closed"],
                pos: card["pos"],
            }
        )
    lists = [
        {
            id_: each["id"],
            name: each["name"],
            "closed": each["closed"],
            pos: each["pos"],
            names.cards: hands[each["id"]],
        }
        for each in board["lists"]
    ]
    return {
        id_: board["id"],
        name: board["name"],
        desc: board["desc"],
        "closed": board["closed"],
        names.url: board["url"],
        names.lists: lists,
    }


_ALIASES: Final = _Names(
    "person", "spaces", "columns", "tasks", id="key", name="title", desc="text", url="address", pos="place"
)
_COMPOSE: Final = {
    W1.query: _member,
    W2.query: _boards,
    W3.query: _workspace(_Names()),
    W4.query: _workspace(_ALIASES),
}


def create_app(upstream: str, *, stored: bool) -> web.Application:
    """Return the application; `upstream` is the base URL of the upstream."""
    app = web.Application()
    session = web.AppKey("session", aiohttp.ClientSession)
    kept: dict[tuple[str, str], bytes] = {}

    async def open_session(app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession(headers=_HEADERS) as app[session]:
            yield

    async def ask(path: str) -> Any:
        async with app[session].get(URL(f"{upstream}{path}", encoded=True)) as response:
            return orjson.loads(await response.read())

    async def answer(request: web.Request) -> web.Response:
        given = orjson.loads(await request.read())
        query, member = given["query"], given["variables"]["member"]
        body = kept.get((query, member))
        if body is None:
            body = orjson.dumps({"data": await _COMPOSE[query](ask, member)})
        if stored:
            kept[query, member] = body
        return web.Response(body=body, content_type="application/json")

    app.cleanup_ctx.append(open_session)
    app.router.add_post("/graphql", answer)
    return app


if __name__ == "__main__":
    web.run_app(
        create_app(os.environ["TRELLO_URL"], stored=os.environ["ANSWERS"] == "stored"),
        host="127.0.0.1",
        port=int(os.environ["PORT"]),
        access_log=None,
        print=None,
        loop=uvloop.new_event_loop(),
    )
