"""Random queries over the schema, the same for the same seed."""

from random import Random

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)


def random_query(schema: GraphQLSchema, root: str, type_name: str, random: Random, depth: int) -> str:
    """Return a query at most `depth` levels below its one root field.

    Aliases make fields stand several times, with equal arguments and with different ones.
    """
    return f"{{ {root} {_selection(schema, type_name, random, random.randint(1, depth))} }}"


def _selection(schema: GraphQLSchema, type_name: str, random: Random, depth: int) -> str:
    type_ = schema.type_map[type_name]
    assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
    leaves = [name for name, field in type_.fields.items() if is_leaf_type(get_named_type(field.type))]
    edges = [name for name in type_.fields if name not in leaves]
    parts = random.sample(leaves, k=min(len(leaves), random.randint(1, 3))) or ["__typename"]
    for name in random.choices(edges, k=random.randint(1, 3)) if edges and depth else ():
        field = type_.fields[name]
        below = _selection(schema, get_named_type(field.type).name, random, depth - 1)
        parts.append(f"a{len(parts)}: {name}{_arguments(field, random)} {below}")
    return f"{{ {' '.join(parts)} }}"


def _arguments(field: GraphQLField, random: Random) -> str:
    given = []
    for name, argument in field.args.items():
        type_ = get_named_type(argument.type)
        if name == "first":
            given.append(f"first: {random.randint(1, 4)}")
        elif isinstance(type_, GraphQLEnumType) and random.random() < 0.6:
            value = random.choice(sorted(type_.values))
            given.append(f"{name}: {f'[{value}]' if name == 'types' else value}")
    return f"({', '.join(given)})" if given else ""
