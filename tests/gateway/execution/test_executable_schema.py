from collections.abc import AsyncGenerator
from typing import Any

import pytest

from app.gateway.execution.executable_schema import ExecutableSchema
from app.gateway.execution.resolver import Shortcut
from app.gateway.execution.scalars import DATE_TIME, Scalar
from app.gateway.sdl import SchemaError, load_schema

SDL = """
scalar DateTime
interface Node { id: ID! }
type Leaf implements Node { id: ID! }
type Branch implements Node { id: ID! leaves: [Leaf!] next: Branch owner: Owner at: DateTime }
type Owner { id: ID! branch: Branch }
type Plain { leaf: Leaf }
union Any = Leaf | Branch
type Query { branch: Branch plain: Plain any: Any node: Node leaf: Leaf }
"""
TYPE_RESOLVERS = {"Node": lambda value: value, "Any": lambda value: value}


async def wait(*_arguments: Any) -> None: ...


def compute(*_arguments: Any) -> None: ...


def executable(**changes: Any) -> ExecutableSchema:
    settings: dict[str, Any] = {
        "resolvers": {"Branch.leaves": wait, "Query.leaf": compute},
        "type_resolvers": TYPE_RESOLVERS,
        "scalars": {"DateTime": DATE_TIME},
    }
    return ExecutableSchema(load_schema(SDL), **(settings | changes))


def test_coroutine_functions_wait_and_functions_do_not() -> None:
    schema = executable()
    assert schema.waits("Branch.leaves")
    assert not schema.waits("Query.leaf")
    assert not schema.waits("Query.branch")


def test_what_leads_to_a_waiting_field_waits_below() -> None:
    schema = executable()
    waiting = {name for name, field in schema.fields() if schema.waits_below(field)}
    assert waiting == {
        "Branch.next",
        "Owner.branch",
        "Branch.owner",
        "Query.branch",
        "Query.any",
        "Query.node",
    }


def test_nothing_waits_without_resolvers() -> None:
    schema = executable(resolvers={})
    assert not any(schema.waits_below(field) for _, field in schema.fields())


def test_custom_scalars_are_those_of_the_schema() -> None:
    assert [scalar.name for scalar in executable().custom_scalars()] == ["DateTime"]


def test_scalars_are_installed_in_the_schema() -> None:
    scalar = Scalar(serialize=str.upper, parse=str.lower)
    installed = next(iter(executable(scalars={"DateTime": scalar}).custom_scalars()))
    assert installed.coerce_output_value("a") == "A"
    assert installed.coerce_input_value("A") == "a"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"resolvers": {"Query.unicorn": wait, "Leaf.id": wait, "Unicorn.id": wait}},
            "Resolvers of fields that no object type has: Query.unicorn, Unicorn.id.",
        ),
        ({"resolvers": {"Node.id": wait}}, "Resolvers of fields that no object type has: Node.id."),
        ({"type_resolvers": {"Any": str}}, "Abstract types without a type resolver: Node."),
        (
            {"type_resolvers": TYPE_RESOLVERS | {"Leaf": str}},
            "A type resolver is given for Leaf, which is no interface or union.",
        ),
        ({"scalars": {"Date": DATE_TIME}}, "Date is not a custom scalar of the schema."),
        ({"scalars": {"Int": DATE_TIME}}, "Int is not a custom scalar of the schema."),
        ({"scalars": {"Leaf": DATE_TIME}}, "Leaf is not a custom scalar of the schema."),
    ],
)
def test_names_that_lead_nowhere_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(SchemaError) as raised:
        executable(**changes)
    assert str(raised.value) == message


def test_shortcuts_of_what_does_not_wait_are_refused() -> None:
    shortcut = Shortcut(lambda _arguments, _operation, _info: "leaf")

    assert executable(shortcuts={"Branch.leaves": shortcut}).shortcuts == {"Branch.leaves": shortcut}
    with pytest.raises(SchemaError) as refused:
        executable(shortcuts={"Branch.leaves": shortcut, "Query.leaf": shortcut, "Plain.leaf": shortcut})
    assert str(refused.value) == "Shortcuts of fields without a resolver that waits: Plain.leaf, Query.leaf."


def test_type_resolver_must_name_a_possible_type() -> None:
    schema = executable()
    assert schema.type_resolvers["Node"]("Leaf") == "Leaf"
    with pytest.raises(RuntimeError, match="the type resolver of Node returned 'Plain'"):
        schema.type_resolvers["Node"]("Plain")


async def tell(*_arguments: Any) -> AsyncGenerator[int, None]:
    yield 1


@pytest.mark.parametrize(
    ("resolvers", "wrong"),
    [
        ({}, r"Subscription\.leaf"),
        ({"Subscription.leaf": wait}, r"Subscription\.leaf"),
        ({"Subscription.leaf": tell, "Query.leaf": tell}, r"Query\.leaf"),
    ],
)
def test_fields_of_subscriptions_and_no_others_have_sources(resolvers: dict[str, Any], wrong: str) -> None:
    schema = load_schema(SDL + "type Subscription { leaf: Leaf }")
    with pytest.raises(SchemaError, match=rf"have an async generator: {wrong}\.$"):
        ExecutableSchema(schema, resolvers=resolvers, type_resolvers=TYPE_RESOLVERS, scalars={})


def test_sources_are_kept_apart_from_resolvers() -> None:
    schema = load_schema(SDL + "type Subscription { leaf: Leaf }")
    resolvers = {"Subscription.leaf": tell, "Query.leaf": compute}
    known = ExecutableSchema(schema, resolvers=resolvers, type_resolvers=TYPE_RESOLVERS, scalars={})
    assert known.sources == {"Subscription.leaf": tell}
    assert known.resolvers == {"Query.leaf": compute}
