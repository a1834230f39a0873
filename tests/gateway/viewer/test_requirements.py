from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pytest
from graphql import GraphQLSchema, parse, validate
from graphql.execution.values import get_variable_values
from pydantic import SecretStr

from app.gateway.failures import RequestRefused
from app.gateway.operation import Document, Operation
from app.gateway.sdl import load_schema
from app.gateway.viewer.requirements import Requirements
from app.gateway.viewer.viewer import Viewer
from tests.gateway.viewer.asked import active

SDL: Final = """
directive @auth(requires: Authority! = VIEWER) on FIELD_DEFINITION | OBJECT | INTERFACE
enum Authority { VIEWER ADMIN }
type Query {
  open: Int
  "Mine."
  mine: Int @auth
  secret: Int @auth(requires: ADMIN)
  thing: Thing
  dog: Dog
  account: Account
}
interface Thing { name: String  price: Int  weight: Int @auth }
type Dog implements Thing { name: String  price: Int @auth(requires: ADMIN)  weight: Int  dog: Dog }
type Cat implements Thing { name: String  price: Int  weight: Int }
type Account @auth { id: Int  balance: Int @auth(requires: ADMIN) }
type Subscription { ticks: Int @auth }
"""

ADA: Final = Viewer.of(active(), SecretStr("token"))
BOSS: Final = replace(ADA, is_admin=True)


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return load_schema(SDL)


@pytest.fixture(scope="module")
def requirements(schema: GraphQLSchema) -> Requirements:
    return Requirements(schema)


def operation(schema: GraphQLSchema, text: str, variables: Mapping[str, Any]) -> Operation:
    core = parse(text)
    assert validate(schema, core) == []
    document = Document(core)
    definition = document.operation(None)
    coerced = get_variable_values(schema, definition.variable_definitions or (), dict(variables))
    assert not isinstance(coerced, list)
    return Operation(schema, document, definition, coerced, variables)


def verdicts(requirements: Requirements, text: str, **variables: Any) -> list[str | None]:
    """Return the code with which a document is refused to nobody, to a viewer and to an admin."""
    found: list[str | None] = []
    for viewer in (None, ADA, BOSS):
        try:
            requirements.check(operation(requirements._schema, text, variables), viewer)
            found.append(None)
        except RequestRefused as refused:
            (failure,) = refused.failures
            found.append(failure.cause.code)  # type: ignore[attr-defined]  # it is a gateway's error
    return found


OPEN: Final = [None, None, None]
FOR_VIEWERS: Final = ["UNAUTHENTICATED", None, None]
FOR_ADMINS: Final = ["UNAUTHENTICATED", "FORBIDDEN", None]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("{ open thing { name } dog { name dog { name } } }", OPEN),
        ("{ __typename }", OPEN),
        ("{ mine }", FOR_VIEWERS),
        ("{ open other: mine }", FOR_VIEWERS),
        ("{ secret }", FOR_ADMINS),
        ("{ mine secret }", FOR_ADMINS),
        ("{ ...F } fragment F on Query { ... { mine } }", FOR_VIEWERS),
        ("{ account { id } }", FOR_VIEWERS),
        ("{ account { balance } }", FOR_ADMINS),
        # What an interface says holds for its types, and what one of these says for the interface.
        ("{ thing { weight } }", FOR_VIEWERS),
        ("{ dog { weight } }", FOR_VIEWERS),
        ("{ thing { price } }", FOR_ADMINS),
        ("{ thing { ... on Cat { price } } }", OPEN),
        ("{ thing { ... on Dog { price } } }", FOR_ADMINS),
        ("{ dog { dog { dog { price } } } }", FOR_ADMINS),
        ("subscription { ticks }", FOR_VIEWERS),
        # Alike in name only.
        ("{ mine: open }", OPEN),
    ],
)
def test_an_operation_is_refused_to_whoever_may_not_ask_for_all_of_it(
    requirements: Requirements, document: str, expected: list[str | None]
) -> None:
    assert verdicts(requirements, document) == expected


@pytest.mark.parametrize(
    "document",
    [
        "query ($mine: Boolean!) { open mine @include(if: $mine) }",
        "query ($mine: Boolean!) { open ... @include(if: $mine) { mine } }",
    ],
)
def test_what_a_variable_takes_out_is_not_asked_for(requirements: Requirements, document: str) -> None:
    assert verdicts(requirements, document, mine=True) == FOR_VIEWERS
    assert verdicts(requirements, document, mine=False) == OPEN


def test_the_refusal_leads_to_the_field(requirements: Requirements, schema: GraphQLSchema) -> None:
    with pytest.raises(RequestRefused) as caught:
        requirements.check(operation(schema, "{\n  open\n  it: secret\n}", {}), ADA)

    (failure,) = caught.value.failures
    assert failure.locations == [(3, 3)]
    assert str(failure.cause) == "`secret` is for admins of this service alone."


def test_fields_say_in_their_descriptions_what_they_require(schema: GraphQLSchema) -> None:
    # Of a schema that is used twice, they say it once.
    Requirements(schema)
    Requirements(schema)

    def described(type_name: str, name: str) -> str | None:
        field = schema.type_map[type_name].fields[name]  # type: ignore[attr-defined]  # it has
        told: str | None = field.description
        return told

    for_admins = "Requires a token of an admin of this service: without one the request is refused."
    assert described("Query", "open") is None
    assert described("Query", "mine") == "Mine.\n\nRequires a token: without one the request is refused."
    assert described("Query", "secret") == for_admins
    assert described("Account", "balance") == for_admins


def test_a_schema_without_the_directive_requires_nothing() -> None:
    assert verdicts(Requirements(load_schema("type Query { mine: Int }")), "{ mine }") == OPEN
