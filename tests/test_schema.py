"""The contract: complete in itself, in step with the resolvers, and kept from one release to the next."""

from math import inf
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    parse,
    print_ast,
    validate,
    validate_schema,
)

from app.gateway.http.cache_control import CachePolicies
from app.resolvers import TYPE_RESOLVERS, resolvers
from app.resolvers.needs import MAPPINGS

ROOT = Path(__file__).parent.parent
RELEASES = ROOT / "docs" / "schema"

ANCESTOR = """
query Ancestor($id: String! = "me") {
  member(id: $id) {
    avatarUrl bio confirmed email fullName id initials loginTypes memberType url username
    boards { closed desc id name url }
    organizations { desc displayName id name url website }
    marketingOptIn { date optedIn }
    memberReferrer { id }
  }
}
"""
"""Everything that the first version of this API could answer; clients written for it still exist."""

ANCESTOR_TYPES = {
    "Query": {"member": "Member!"},
    "Member": {
        "avatarUrl": "String",
        "bio": "String!",
        "boards": "[Board!]",
        "confirmed": "Boolean!",
        "email": "String",
        "fullName": "String!",
        "id": "ID!",
        "organizations": "[Organization!]",
        "initials": "String!",
        "loginTypes": "[String!]",
        "marketingOptIn": "MarketingOptIn",
        "memberReferrer": "Member",
        "memberType": "String!",
        "url": "String!",
        "username": "String!",
    },
    "Board": {"closed": "Boolean!", "desc": "String", "id": "ID!", "name": "String!", "url": "String!"},
    "Organization": {
        "desc": "String",
        "displayName": "String!",
        "id": "ID!",
        "name": "String!",
        "url": "String!",
        "website": "String",
    },
    "MarketingOptIn": {"date": "String", "optedIn": "Boolean"},
}


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema.sdl").read_text())


def test_the_schema_is_valid(schema: GraphQLSchema) -> None:
    assert validate_schema(schema) == []


def test_every_type_field_argument_and_value_is_described(schema: GraphQLSchema) -> None:
    silent = []
    for name, type_ in schema.type_map.items():
        if name.startswith("__"):
            continue
        if not type_.description:
            silent.append(name)
        if isinstance(type_, GraphQLEnumType):
            silent += [f"{name}.{value}" for value, each in type_.values.items() if not each.description]
        if isinstance(type_, GraphQLInputObjectType):
            silent += [f"{name}.{field}" for field, each in type_.fields.items() if not each.description]
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field, each in type_.fields.items():
                silent += [f"{name}.{field}"] if not each.description else []
                silent += [f"{name}.{field}({arg})" for arg, a in each.args.items() if not a.description]
    assert silent == []


def test_every_resolver_is_for_a_field_that_exists(schema: GraphQLSchema) -> None:
    fields = {
        f"{name}.{field}"
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType)
        for field in type_.fields
    }

    assert set(resolvers(schema)) - fields == set()


def test_every_field_with_arguments_has_a_resolver_that_can_heed_them(schema: GraphQLSchema) -> None:
    with_arguments = {
        f"{name}.{field}"
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType) and not name.startswith("__")
        for field, each in type_.fields.items()
        if each.args
    }

    assert with_arguments - set(resolvers(schema)) == set()


def test_every_interface_can_tell_the_type_of_its_objects(schema: GraphQLSchema) -> None:
    interfaces = {name for name, type_ in schema.type_map.items() if isinstance(type_, GraphQLInterfaceType)}

    assert set(TYPE_RESOLVERS) == interfaces


def test_mappings_name_types_and_fields_that_exist(schema: GraphQLSchema) -> None:
    unknown = []
    for name, mapping in MAPPINGS.items():
        type_ = schema.type_map[name]
        assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        known = set(type_.fields)
        if isinstance(type_, GraphQLInterfaceType):
            known |= {field for each in schema.get_possible_types(type_) for field in each.fields}
        unknown += [f"{name}.{each}" for each in {*mapping.fields, *mapping.edges} - known]
        unknown += [edge.type_name for edge in mapping.edges.values() if edge.type_name not in MAPPINGS]
    assert unknown == []


def test_no_change_breaks_clients_unless_it_is_recorded_as_intended(schema: GraphQLSchema) -> None:
    released = build_schema((RELEASES / "released.sdl").read_text())
    intended = {
        line
        for line in (RELEASES / "intended-changes.txt").read_text().splitlines()
        if line and not line.startswith("#")
    }

    assert {change.description for change in find_breaking_changes(released, schema)} == intended


def test_the_first_query_of_all_is_still_valid(schema: GraphQLSchema) -> None:
    assert validate(schema, parse(ANCESTOR)) == []


def test_the_first_types_of_all_still_have_their_fields(schema: GraphQLSchema) -> None:
    for name, fields in ANCESTOR_TYPES.items():
        type_ = schema.type_map[name]
        assert isinstance(type_, GraphQLObjectType)
        assert {field: str(type_.fields[field].type) for field in fields} == fields
    query = schema.query_type
    assert query
    argument = query.fields["member"].args["id"]
    assert argument.ast_node
    assert print_ast(argument.ast_node).endswith('id: String! = "me"')


def test_answers_are_kept_shortly_and_by_the_client_alone(schema: GraphQLSchema) -> None:
    policies = CachePolicies(schema).fields
    query = schema.query_type
    assert query

    assert {policies["Query", name].private for name in query.fields} == {True}
    assert {policy.max_age for policy in policies.values()} == {0, 10, 60, 300, inf}
