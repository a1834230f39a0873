"""A small schema with every kind of hint, and what operations on it cost."""

from typing import Any

from graphql import GraphQLSchema, build_schema, get_variable_values, parse

from app.gateway.limits.cost.estimate import Estimate
from app.gateway.limits.cost.figures import Cost
from app.gateway.limits.cost.hints import read_hints
from app.gateway.operation import Document, Operation

DIRECTIVES = """
directive @cost(weight: String!, shared: Boolean! = false) on FIELD_DEFINITION
directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION
directive @provides(fields: String!) on FIELD_DEFINITION
"""

SCHEMA = build_schema(
    DIRECTIVES
    + """
    type Query {
      one: Thing @cost(weight: "0.1")
      other: Thing @cost(weight: "0.1")
      search: Thing @cost(weight: "1")
      free: Thing
      rich: Thing @cost(weight: "0.1") @provides(fields: "next things { next }")
      things(first: Int! = 3, last: Int): [Thing!]
        @cost(weight: "0.1")
        @listSize(slicingArguments: ["first", "last"])
      page(first: Int): Page
        @cost(weight: "0.1")
        @listSize(assumedSize: 7, slicingArguments: ["first"], sizedFields: ["nodes", "edges"])
      unknown: [Thing]
      table: [[Thing!]!]!
      named: Named
      either: Either
      number: Int @cost(weight: "2")
    }
    type Mutation { first: Thing @cost(weight: "0.1") second: Thing @cost(weight: "0.1") }
    interface Named { name: String next: Thing @cost(weight: "0.3") things: [Thing] }
    type Thing implements Named {
      called(text: String): String
      many: [Thing]
      name: String
      next: Thing @cost(weight: "0.1")
      things: [Thing] @cost(weight: "0.1") @listSize(assumedSize: 4)
      part: Thing @cost(weight: "0.1", shared: true)
      parts: [Thing] @cost(weight: "0.2", shared: true) @listSize(assumedSize: 2)
    }
    type Cheap implements Named { name: String next: Thing things: [Thing] cheap: Thing }
    union Either = Thing | Cheap
    type Page { nodes: [Thing!]! edges: [Edge!]! }
    type Edge { node: Thing! }
    """
)

LIST_SIZE = 5


def operation(document: Document | str, schema: GraphQLSchema = SCHEMA, /, **variables: Any) -> Operation:
    """Return the one operation of a valid document."""
    document = Document(parse(document)) if isinstance(document, str) else document
    (definition,) = document.operations.values()
    values = get_variable_values(schema, definition.variable_definitions or (), variables)
    assert not isinstance(values, list), values
    return Operation(schema, document, definition, values, variables)


def cost(text: str, /, **variables: Any) -> Cost:
    return Estimate(operation(text, **variables), read_hints(SCHEMA), LIST_SIZE).whole()
