"""How GraphQL was put in front of Trello on stage in 2019: one call after the other, a session for each.

Tartiflette and its aiohttp handlers as they come, with this project's own packages. It knows the boards of a
member and nothing below them.
"""

import os
from typing import Any

import aiohttp
from aiohttp import web
from tartiflette import Resolver
from tartiflette_aiohttp import register_graphql_handlers

_SDL = """
type Query {
  member(id: String! = "me"): Member!
}

type Member {
  id: String!
  username: String!
  fullName: String!
  boards: [Board!]
}

type Board {
  id: String!
  name: String!
}
"""


async def get(path: str) -> Any:
    key, token = os.environ["TRELLO_API_KEY"], os.environ["TRELLO_TOKEN"]
    url = f"{os.environ['TRELLO_URL']}{path}"
    async with (
        aiohttp.ClientSession() as session,
        session.get(url, params={"key": key, "token": token}) as response,
    ):
        return await response.json()


@Resolver("Query.member")
async def resolve_member(_parent: Any, args: Any, _context: Any, _info: Any) -> Any:
    return await get(f"/members/{args['id']}")


@Resolver("Member.boards")
async def resolve_boards(parent: Any, _args: Any, _context: Any, _info: Any) -> Any:
    return [await get(f"/boards/{board}") for board in parent["idBoards"]]


if __name__ == "__main__":
    app = register_graphql_handlers(
        web.Application(), engine_sdl=_SDL, executor_http_endpoint="/graphql", executor_http_methods=["POST"]
    )
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)
