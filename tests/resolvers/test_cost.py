"""What the limits on cost let through by default, and what they do not."""

import json
import re
from pathlib import Path
from random import Random

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_introspection_query,
    get_named_type,
    get_nullable_type,
    get_variable_values,
    is_introspection_type,
    is_leaf_type,
    is_list_type,
    parse,
)

from app.composition.engine import SCHEMA
from app.gateway.failures import RequestRefused
from app.gateway.limits.cost.check import CostLimits
from app.gateway.limits.cost.figures import Cost
from app.gateway.limits.cost.hints import NO_HINTS, read_hints
from app.gateway.operation import Document, Operation
from app.gateway.sdl import load_schema
from app.resolvers.needs import MAPPINGS
from app.sandbox.seed import demo_world
from app.settings.gateway import FIRST_QUERY
from app.settings.limits import DEFAULT_LIMITS, LimitSettings
from tests.resolvers.everything import everything
from tests.resolvers.house import house
from tests.resolvers.queries import random_query
from tests.test_schema import ANCESTOR

ROOT = Path(__file__).parent.parent.parent

EXAMPLES = re.findall(r"```json\n(.*?)```", (ROOT / "docs" / "limits.md").read_text(), re.DOTALL)
"""What docs/limits.md says a client gets."""

ROOTS = [
    ("member", "Member"),
    ('board(id: "b")', "Board"),
    ('list(id: "l")', "List"),
    ('card(id: "c")', "Card"),
    ('organization(id: "o")', "Organization"),
    ('action(id: "a")', "Action"),
    ('search(query: "q", first: 2)', "SearchResult"),
]


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return load_schema(SCHEMA)


def cost(schema: GraphQLSchema, text: str, limits: LimitSettings = DEFAULT_LIMITS) -> Cost:
    document = Document(parse(text))
    definition = document.operation(None)
    variables = get_variable_values(schema, definition.variable_definitions or (), {})
    assert not isinstance(variables, list)
    return CostLimits(schema, limits).check(Operation(schema, document, definition, variables, {}))


def queries_of_the_readme() -> list[str]:
    return re.findall(r'"query": "(.*?)"', (ROOT / "README.md").read_text())


ALWAYS_BROUGHT_ALONG = {"Action.member", "Action.memberCreator", "Membership.member"}
"""Edges that Trello nests wherever it gives the object that they start from."""


FREE_ROOTS = {"Query.viewer"}
"""Fields of the root that are known from the request itself."""


def test_every_field_that_may_ask_trello_has_a_weight(schema: GraphQLSchema) -> None:
    hints = read_hints(schema)
    roots = [type_ for type_ in (schema.query_type, schema.mutation_type) if type_]
    asking = {(type_.name, field) for type_ in roots for field in type_.fields}
    asking |= {(name, field) for name, mapping in MAPPINGS.items() for field in mapping.edges}

    free = {".".join(field) for field in asking if not hints.get(field, NO_HINTS).weight}
    assert free == ALWAYS_BROUGHT_ALONG | FREE_ROOTS


def test_every_list_of_objects_has_a_size(schema: GraphQLSchema) -> None:
    hints = read_hints(schema)
    fields = {
        (type_.name, name): field
        for type_ in schema.type_map.values()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and not is_introspection_type(type_)
        for name, field in type_.fields.items()
    }
    lists = {
        key
        for key, field in fields.items()
        if is_list_type(get_nullable_type(field.type)) and not is_leaf_type(get_named_type(field.type))
    }
    sized = {key for key in lists if hints[key].assumed_size or hints[key].slicing_arguments}
    sized |= {
        (get_named_type(field.type).name, name)
        for key, field in fields.items()
        for name in hints[key].sized_fields
    }
    assert lists - sized == set()


@pytest.mark.parametrize(
    "text",
    [FIRST_QUERY, ANCESTOR, get_introspection_query(input_value_deprecation=True), *queries_of_the_readme()],
)
def test_queries_that_people_start_with_cost_less_than_a_quarter_of_the_limits(
    schema: GraphQLSchema, text: str
) -> None:
    found = cost(schema, text)
    assert found.calls <= DEFAULT_LIMITS.calls / 4
    assert found.objects <= DEFAULT_LIMITS.objects / 4


@pytest.mark.parametrize(("root", "type_name"), ROOTS, ids=[name for _, name in ROOTS])
def test_everything_two_levels_deep_costs_less_than_half_of_the_limits(
    schema: GraphQLSchema, root: str, type_name: str
) -> None:
    found = cost(schema, f"{{ {root} {everything(schema, type_name, 2)} }}")
    assert found.calls <= DEFAULT_LIMITS.calls / 2
    assert found.objects <= DEFAULT_LIMITS.objects / 2


@pytest.mark.parametrize(("depth", "refused_at_most"), [(2, 0), (3, 10)])
def test_hardly_any_random_query_costs_more_than_the_limits(
    schema: GraphQLSchema, depth: int, refused_at_most: int
) -> None:
    refused = 0
    for seed in range(300):
        random = Random(seed)  # noqa: S311  # repeatable, not secret
        root, type_name = random.choice(ROOTS)
        try:
            cost(schema, random_query(schema, root, type_name, random, depth))
        except RequestRefused:
            refused += 1
    assert refused <= refused_at_most


async def test_everything_three_levels_deep_is_refused_before_anything_is_asked_of_trello() -> None:
    async with house(demo_world()) as ask:
        text = f"{{ member {everything(load_schema(SCHEMA), 'Member', 3)} }}"
        response = await ask.respond(text)

        (error,) = response["errors"]
        assert error["extensions"] == {
            "code": "QUERY_TOO_EXPENSIVE",
            "limit": "calls",
            "maximum": 200,
            "actual": 770,
            "field": "member.cards.members.boards",
        }
        assert json.loads(EXAMPLES[0])["errors"] == [error]
        assert "data" not in response
        assert ask.wire == []


async def test_variables_that_ask_for_too_much_are_refused_and_others_are_not() -> None:
    async with house(demo_world()) as ask:
        text = """
        query ($n: Int!) {
          member { boards { actions(first: $n) { nodes { card { comments(first: $n) { nodes { id } } } } } } }
        }
        """
        assert "errors" not in await ask.respond(text, n=1)
        (error,) = (await ask.respond(text, n=500))["errors"]
        assert error["extensions"]["code"] == "QUERY_TOO_EXPENSIVE"
        assert ask.wire == []


async def test_cost_is_reported_to_whoever_asks_for_it() -> None:
    async with house(demo_world()) as ask:
        body = {"query": "{ member { boards { name lists { name } } } }"}
        for value in ("report", "REPORT"):
            answer = await ask.client.post("/graphql", json=body, headers={"GraphQL-Cost": value})
            assert (await answer.json(content_type=None))["extensions"] == {
                "cost": {"calls": 4, "objects": 211, "limits": {"calls": 200, "objects": 50_000}}
            }
            assert (await answer.text()).endswith(EXAMPLES[1].strip())
        for headers in ({}, {"GraphQL-Cost": "validate"}):
            answer = await ask.client.post("/graphql", json=body, headers=headers)
            assert "extensions" not in await answer.json(content_type=None)
