"""A schema with every way in which a field can come by its value, and data that does not always fit it."""

import asyncio
from collections.abc import Mapping
from random import Random
from typing import Any, Final

from graphql import GraphQLOutputType, GraphQLSchema, is_abstract_type, is_list_type, is_non_null_type

from app.gateway.context import RequestContext
from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.execution.resolver import ABSENT, Info, Lookup, Resolver, Shortcut
from app.gateway.execution.scalars import DATE_TIME, Scalar
from app.gateway.sdl import load_schema

SDL: Final = """
scalar DateTime
scalar Anything
enum Color { RED GREEN BLUE }
interface Named { id: ID! name: String! late: B }
union Thing = A | B
type Query {
  a: A
  an(n: Int = 1): A!
  as: [A!]
  asn: [A]!
  b(color: Color): B
  thing: Thing
  named: [Named!]
  none: Int
}
type Mutation { change(n: Int! = 1): A again: B! }
type A implements Named {
  id: ID!
  name: String!
  text: String
  whole: Int
  whole2: Int!
  ratio: Float
  yes: Boolean
  color: Color
  color2: Color!
  at: DateTime
  at2: DateTime!
  any: Anything
  any2: Anything!
  anys: [Anything!]
  ratios: [Float!]
  grid: [[Int!]!]!
  names: [String]!
  colors: [Color!]
  b: B
  bs: [B!]!
  bo: [B]
  deep: [[B!]]
  items: [String]
  late: B
  lates: [B!]!
  brought(first: Int! = 2, color: Color): [B!]
  found: A
  computed(by: Int): String
  computed2: [B!]
  thing: Thing
  things: [Thing!]
  named: Named!
}
type B implements Named {
  id: ID!
  name: String!
  ratio: Float!
  yes: Boolean!
  a: A
  keys: String
  late: B
  brought(first: Int!): [A]!
  found: Named
  computed(by: Int! = 3): Int!
  as: [A!]
}
"""


class Data:
    """What upstreams answer: a few objects that lead to one another without end.

    Their values fit the schema, but for a share of them that is `broken`.
    """

    def __init__(self, schema: GraphQLSchema, random: Random, broken: float = 0.0) -> None:
        self._schema = schema
        self._random = random
        self._broken = broken
        self._objects: dict[str, list[dict[str, Any]]] = {
            name: [{"kind": name} for _ in range(4)] for name in ("A", "B")
        }
        for name, objects in self._objects.items():
            for each in objects:
                each.update(self._entries(name))
        self.roots = self._entries("Query") | self._entries("Mutation")

    def _entries(self, type_name: str) -> dict[str, Any]:
        type_: Any = self._schema.type_map[type_name]
        return {
            name: self._value(each.type)
            for name, each in type_.fields.items()
            if self._random.random() >= self._broken / 2
        }

    def _value(self, type_: GraphQLOutputType) -> Any:
        chance = self._random.random()
        if chance < self._broken:
            return self._random.choice(_JUNK)
        if is_non_null_type(type_):
            return self._present(type_.of_type)
        return None if chance > 0.9 else self._present(type_)

    def _present(self, type_: Any) -> Any:
        if is_list_type(type_):
            return [self._value(type_.of_type) for _ in range(self._random.randint(0, 2))]
        if is_abstract_type(type_):
            type_ = self._random.choice(self._schema.get_possible_types(type_))
        return self._random.choice(self._objects.get(type_.name) or _LEAVES[type_.name])


class Thing:
    """No mapping, so it has no fields."""

    kind = "A"


_LEAVES: Final[Mapping[str, list[Any]]] = {
    "ID": ["x1", "x2", 7],
    "String": ["a", "", "é", "b"],
    "Int": [0, 1, -5, 2**31 - 1, 3.0],
    "Float": [0.5, 1, -2.25],
    "Boolean": [True, False],
    "Color": ["RED", "GREEN", "BLUE"],
    "Anything": ["a", 1, {"key": [None]}, [], "b", "c", "PURPLE"],
    "DateTime": ["2020-04-15T13:18:04.471Z", "2020-04-15T15:18:04+02:00"],
}
_JUNK: Final[list[Any]] = [
    None,
    12,
    "12",
    True,
    1.5,
    float("nan"),
    float("inf"),
    2**40,
    [],
    ["q"],
    [None],
    {},
    {"id": "j"},
    {"id": "j", "kind": "B"},
    {"kind": "C"},
    ValueError("an error for a value"),
    (1, 2),
    "PURPLE",
    Thing(),
    [{"id": "k", "name": "n", "kind": "A"}],
]


def _failing(value: Any) -> Any:
    if value in ("b", 12):
        raise RuntimeError("the resolver failed")
    return value


async def _root(_parent: Any, _arguments: Any, context: Any, info: Info) -> Any:
    await asyncio.sleep(0)
    return _failing(context.upstream.roots[info.field_name])


async def _late(parent: Any, _arguments: Any, _context: Any, info: Info) -> Any:
    await asyncio.sleep(0)
    return _failing(parent.get(info.field_name))


async def _brought(parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
    if arguments["first"] < 0:
        raise ValueError("`first` is negative")
    await asyncio.sleep(0)
    value = _failing(parent.get("brought"))
    return value[: arguments["first"]] if arguments["first"] == 1 else value


def _look_up_brought(arguments: Mapping[str, Any], _operation: Any, _info: Info) -> Lookup:
    if arguments["first"] < 0:
        raise ValueError("`first` is negative")
    if arguments["first"] == 1:
        return lambda parent: parent["brought"][:1]
    return "brought" if arguments["first"] < 3 else "not brought along"


async def _all_brought(parents: list[Any], arguments: Any, context: Any, info: Info) -> list[Any]:
    values = [_brought(parent, arguments, context, info) for parent in parents]
    return await asyncio.gather(*values, return_exceptions=True)


async def _all_found(parents: list[Any], _arguments: Any, _context: Any, _info: Info) -> list[Any]:
    await asyncio.sleep(0)
    if len(parents) > 5:
        raise RuntimeError("too many at once")
    return [
        RuntimeError("failed") if parent.get("found") == 12 else parent.get("found") for parent in parents
    ]


async def _found(parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
    await asyncio.sleep(0)
    return _failing(parent.get("found"))


def _look_up_found(_arguments: Any, _operation: Any, _info: Info) -> Lookup:
    return lambda parent: ABSENT if len(parent) % 2 else _failing(parent.get("found"))


def _computed(parent: Any, arguments: Mapping[str, Any], context: Any, info: Info) -> Any:
    assert context.request_id == "request-1"
    value = _failing(parent.get(info.field_name))
    return value if arguments.get("by") is None else arguments["by"]


RESOLVERS: Final[dict[str, Resolver]] = {
    **dict.fromkeys(("Query.a", "Query.an", "Query.as", "Query.asn", "Query.b"), _root),
    **dict.fromkeys(("Query.thing", "Query.named", "Mutation.change", "Mutation.again"), _root),
    **dict.fromkeys(("A.late", "A.lates", "B.late"), _late),
    **dict.fromkeys(("A.brought", "B.brought"), _brought),
    **dict.fromkeys(("A.found", "B.found"), _found),
    **dict.fromkeys(("A.computed", "A.computed2", "B.computed"), _computed),
}
SHORTCUTS: Final[dict[str, Shortcut]] = {
    "A.brought": Shortcut(_look_up_brought, _all_brought),
    "B.brought": Shortcut(_look_up_brought),
    **dict.fromkeys(("A.found", "B.found"), Shortcut(_look_up_found, _all_found)),
}


ANYTHING: Final = Scalar(lambda value: None if value == "PURPLE" else repr(value), lambda value: value)
"""A scalar that writes whatever it is given, but for one value."""


def schema() -> GraphQLSchema:
    return load_schema(SDL)


async def cooked(executor: ExecutorFactory, schema: GraphQLSchema) -> GraphQLEngine:
    """Return an engine for this world that is ready to execute."""
    engine = GraphQLEngine(
        schema,
        resolvers=RESOLVERS,
        shortcuts=SHORTCUTS,
        type_resolvers=dict.fromkeys(("Named", "Thing"), lambda value: value["kind"]),
        scalars={"DateTime": DATE_TIME, "Anything": ANYTHING},
        executor=executor,
    )
    await engine.cook()
    return engine


def context(data: Data | None = None) -> RequestContext[Data | None]:
    """Return the context of a request that has a minute."""
    return RequestContext("request-1", data, asyncio.get_running_loop().time() + 60)
