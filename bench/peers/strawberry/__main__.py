"""Strawberry: types in code, its own DataLoader, its caches of parsed and validated documents."""

from dataclasses import dataclass
from typing import Any

import orjson
import strawberry
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache

from bench.peers.asgi import run
from bench.peers.trello import BATCH, Trello


@dataclass
class Loaders:
    """Loaders of one request."""

    members: DataLoader[str, Any]
    boards: DataLoader[str, Any]
    lists: DataLoader[str, Any]
    cards: DataLoader[str, Any]


Info = strawberry.Info[Loaders, None]


@strawberry.type
class Card:
    id: strawberry.ID
    name: str
    desc: str
    closed: bool
    pos: float


@strawberry.type
class List:
    id: strawberry.ID
    name: str
    closed: bool
    pos: float

    @strawberry.field
    async def cards(self, info: Info) -> list[Card] | None:
        return [Card(**each) for each in await info.context.cards.load(self.id)]


@strawberry.type
class Board:
    id: strawberry.ID
    name: str
    desc: str | None
    closed: bool
    url: str

    @strawberry.field
    async def lists(self, info: Info) -> list[List] | None:
        return [List(**each) for each in await info.context.lists.load(self.id)]


@strawberry.type
class Member:
    id: strawberry.ID
    username: str
    full_name: str

    @strawberry.field
    async def boards(self, info: Info) -> list[Board] | None:
        return [Board(**each) for each in await info.context.boards.load(self.id)]


@strawberry.type
class Query:
    @strawberry.field
    async def member(self, info: Info, id: str = "me") -> Member:  # noqa: A002  # the argument's name
        found = await info.context.members.load(id)
        return Member(id=found["id"], username=found["username"], full_name=found["fullName"])


class Endpoint(GraphQL):
    """Strawberry's own, with loaders in the context and orjson."""

    def __init__(self, trello: Trello) -> None:
        schema = strawberry.Schema(Query, extensions=[ParserCache(maxsize=100), ValidationCache(maxsize=100)])
        super().__init__(schema)
        self._trello = trello

    async def get_context(self, request: Any, response: Any) -> Loaders:  # noqa: ARG002  # its signature
        trello = self._trello
        return Loaders(
            DataLoader(trello.members),
            DataLoader(trello.boards),
            DataLoader(trello.lists, max_batch_size=BATCH),
            DataLoader(trello.cards, max_batch_size=BATCH),
        )

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)


if __name__ == "__main__":
    run(Endpoint)
