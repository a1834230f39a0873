"""A small world that has every feature of the schema language, and an engine for it."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from functools import partial
from typing import Any

from graphql import GraphQLSchema

from app.gateway.context import RequestContext
from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.errors import Forbidden, GatewayError, UpstreamUnavailable
from app.gateway.execution.resolver import Info, Resolver
from app.gateway.execution.scalars import DATE_TIME
from app.gateway.execution.tartiflette_executor import TartifletteExecutor
from app.gateway.sdl import load_schema

SDL = '''
"A zoo."
schema @cost { query: Query mutation: Mutation subscription: Subscription }

"How much a field costs."
directive @cost(weight: Int = 1 @deprecated(reason: "unused")) repeatable on
  | FIELD_DEFINITION
  | SCHEMA
directive @note(text: String) on QUERY | FIELD | FRAGMENT_SPREAD | VARIABLE_DEFINITION

"A moment."
scalar DateTime @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339")

interface Node { id: ID! }

"""
An animal, "quoted".
"""
interface Animal implements Node {
  id: ID!
  name: String!
  keeper: Keeper
  friends(first: Int! = 2, filter: Filter): [Animal!]
}

type Cat implements & Node & Animal {
  id: ID!
  name: String!
  keeper: Keeper @cost @cost(weight: 3)
  friends(first: Int! = 2, filter: Filter): [Animal!]
  lives: Int
  mood: Mood
  keys: String
  fussy: String!
}

type Dog implements Node & Animal {
  id: ID!
  name: String!
  keeper: Keeper
  friends(first: Int! = 2, filter: Filter): [Animal!]
  tricks: [String!]!
  weight: Float @deprecated(reason: "weigh it yourself")
  toys: [[Toy!]]
}

type Toy { label: String! }

type Keeper implements Node {
  id: ID!
  name: String
  animals(first: Int! = 9): [Animal!]!
  since: DateTime
  secret: String
}

union Found = | Cat | Dog | Keeper

enum Mood { CALM "Run." ANGRY @deprecated }

input Filter {
  name: String = "a\\"b\\\\cé😀"
  moods: [Mood!] = [CALM]
  lives: Int = 9
  within: Filter
  weight: Float
  old: Int @deprecated
}
input ByOne @oneOf { id: ID name: String }

type Query {
  animal(id: ID! = "cat"): Animal
  animals(filter: Filter, mood: Mood! = CALM): [Animal!]
  found(text: String): [Found]
  keeper(by: ByOne): Keeper
  given(
    text: String
    number: Int
    ratio: Float
    yes: Boolean
    id: ID
    mood: Mood
    at: DateTime
    filter: Filter
    list: [[Int]]
  ): String
  at(moment: DateTime!): DateTime
  needed(number: Int! = 3): Int
  ratio(of: String!): Float
  sure(number: Int! = 1): Int!
  denied: String
  down: String
  broken: String
  shape: Animal
}
type Mutation { rename(id: ID!, name: String!): Animal count: Int! }
type Subscription {
  ticks(to: Int! = 3): Int!
  seen(ids: [ID!]! = ["cat", "dog"]): Animal
  told: String!
}
'''

CAT = {"kind": "Cat", "id": "cat", "name": "Tom", "lives": 9, "mood": "CALM", "keys": "k", "keeper": "ann"}
DOG = {
    "kind": "Dog",
    "id": "dog",
    "name": "Rex",
    "tricks": ["sit"],
    "weight": 1.5,
    "keeper": None,
    "toys": [[{"label": "ball"}], None],
}
KEEPER = {"kind": "Keeper", "id": "ann", "name": "Ann", "since": "2020-04-15T13:18:04.471Z"}
ANIMALS = {"cat": CAT, "dog": DOG}


class Unavailable(Exception):  # noqa: N818  # named as upstreams name theirs
    """What the upstream of these tests raises."""


async def animal(_parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    await asyncio.sleep(0)
    return ANIMALS.get(arguments["id"])


async def animals(_parent: Any, _arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    await asyncio.sleep(0)
    return [CAT, DOG]


async def friends(parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    await asyncio.sleep(0)
    if arguments["first"] < 0:
        raise ValueError(f"negative: {arguments['first']}")
    return [each for each in (DOG, CAT, DOG) if each is not parent][: arguments["first"]]


async def keeper_of(parent: Any, _arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    await asyncio.sleep(0)
    return KEEPER if parent["keeper"] else None


async def keeper_by(_parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    return KEEPER if "by" in arguments else None


async def secret(_parent: Any, _arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    raise Forbidden("Keepers keep their secrets.")


async def found(_parent: Any, _arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    return [CAT, None, KEEPER, DOG]


def given(_parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> str:
    return repr(sorted(arguments.items()))


def moment(_parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    return arguments["moment"]


def needed(_parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    return arguments["number"]


def ratio(_parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> float:
    return float(arguments["of"])


def sure(_parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    if arguments["number"] < 0:
        raise Forbidden("Not below zero.")
    return arguments["number"]


async def denied(_parent: Any, _arguments: Mapping[str, Any], _context: Any, _info: Info) -> str:
    raise Forbidden("You may not.")


async def down(_parent: Any, _arguments: Mapping[str, Any], _context: Any, _info: Info) -> str:
    raise Unavailable("connection to 10.0.0.7 refused")


async def broken(_parent: Any, _arguments: Mapping[str, Any], _context: Any, _info: Info) -> str:
    raise KeyError("password=hunter2")


async def shape(_parent: Any, _arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    return {"kind": "Toy", "label": "hunter2"}


async def ticks(
    _root: None, arguments: Mapping[str, Any], _context: Any, _info: Info
) -> AsyncGenerator[int, None]:
    for number in range(1, arguments["to"] + 1):
        yield number
        await asyncio.sleep(0)


async def seen(
    _root: None, arguments: Mapping[str, Any], _context: Any, _info: Info
) -> AsyncGenerator[Any, None]:
    for each in arguments["ids"]:
        yield ANIMALS.get(each)


async def told(
    _root: None, _arguments: Mapping[str, Any], context: Any, _info: Info
) -> AsyncGenerator[Any, None]:
    """Tell every second event as it should be, for those between cannot be written as the schema has it."""
    for number in range(1, 4):
        yield None if number % 2 == 0 else f"{context.request_id}, event {number}"


def translate(error: Exception) -> GatewayError | None:
    return UpstreamUnavailable("The zoo is closed.") if isinstance(error, Unavailable) else None


SOURCES: dict[str, Resolver] = {
    "Subscription.ticks": ticks,
    "Subscription.seen": seen,
    "Subscription.told": told,
}
RESOLVERS: dict[str, Resolver] = {
    "Query.animal": animal,
    "Query.animals": animals,
    "Query.found": found,
    "Query.keeper": keeper_by,
    "Query.given": given,
    "Query.at": moment,
    "Query.needed": needed,
    "Query.ratio": ratio,
    "Query.sure": sure,
    "Query.denied": denied,
    "Query.down": down,
    "Query.broken": broken,
    "Query.shape": shape,
    "Mutation.rename": animal,
    "Cat.friends": friends,
    "Dog.friends": friends,
    "Cat.keeper": keeper_of,
    "Dog.keeper": keeper_of,
    "Keeper.animals": animals,
    "Keeper.secret": secret,
    **SOURCES,
}
TYPE_RESOLVERS = dict.fromkeys(("Node", "Animal", "Found"), lambda value: value["kind"])


def schema() -> GraphQLSchema:
    return load_schema(SDL)


PlainExecutor: ExecutorFactory = partial(TartifletteExecutor, projected=False)
"""Tartiflette without generated code."""


async def cooked(executor: ExecutorFactory = TartifletteExecutor, **changes: Any) -> GraphQLEngine:
    """Return an engine for the zoo that is ready to execute.

    `resolvers` take the place of the zoo's own, those of subscriptions apart.
    """
    settings: dict[str, Any] = {
        "resolvers": SOURCES | changes.pop("resolvers", RESOLVERS),
        "type_resolvers": TYPE_RESOLVERS,
        "scalars": {"DateTime": DATE_TIME},
        "translate_error": translate,
        "executor": executor,
    }
    engine = GraphQLEngine(changes.pop("schema", None) or schema(), **(settings | changes))
    await engine.cook()
    return engine


def context(**changes: Any) -> RequestContext[None]:
    """Return the context of a request that has a minute."""
    deadline = asyncio.get_running_loop().time() + changes.pop("seconds", 60)
    return RequestContext("request-1", None, deadline, **changes)


async def respond(engine: GraphQLEngine, query: str, **variables: Any) -> dict[str, Any]:
    """Return the response to a request."""
    return await engine.execute(query, context=context(), variables=variables)
