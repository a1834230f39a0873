"""Queries that ask for all that the schema has, made from the schema itself."""

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type, is_leaf_type


def everything(schema: GraphQLSchema, type_name: str, depth: int) -> str:
    """Return the selection of every field of a type, and of what lies behind it, `depth` levels deep.

    Connections are given two items a page, so that the answer stays small.
    """
    type_ = schema.type_map[type_name]
    assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
    parts = ["__typename"]
    for name, field in type_.fields.items():
        below = get_named_type(field.type)
        arguments = "(first: 2)" if "first" in field.args else ""
        if is_leaf_type(below):
            parts.append(name)
        elif depth:
            parts.append(f"{name}{arguments} {everything(schema, below.name, depth - 1)}")
    if isinstance(type_, GraphQLInterfaceType):
        parts += [
            f"... on {each.name} {everything(schema, each.name, min(depth, 1))}"
            for each in schema.get_possible_types(type_)
        ]
    return f"{{ {' '.join(parts)} }}"
