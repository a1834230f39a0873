"""How long introspection's lists are: it costs no calls, but its answers are made of objects, too.

Sizes are averages over all types of a schema, so that a question about all of them is estimated well.
"""

from collections.abc import Mapping, Sequence, Sized

from graphql import GraphQLSchema, is_abstract_type


def list_sizes(schema: GraphQLSchema) -> Mapping[tuple[str, str], float]:
    """Return the size of each of introspection's lists by its type and field."""
    types = list(schema.type_map.values())
    with_fields = [type_ for type_ in types if hasattr(type_, "fields")]
    fields = [field for type_ in with_fields for field in type_.fields.values()]
    possible = [schema.get_possible_types(type_) for type_ in types if is_abstract_type(type_)]

    def parts(name: str) -> list[Sized]:
        return [getattr(type_, name, ()) for type_ in types]

    return {
        ("__Schema", "types"): len(types),
        ("__Schema", "directives"): len(schema.directives),
        ("__Directive", "args"): _average([each.args for each in schema.directives], len(schema.directives)),
        ("__Type", "fields"): _average(parts("fields"), len(types)),
        ("__Type", "inputFields"): _average(parts("fields"), len(types)),
        ("__Type", "enumValues"): _average(parts("values"), len(types)),
        ("__Type", "interfaces"): _average(parts("interfaces"), len(types)),
        ("__Type", "possibleTypes"): _average(possible, len(types)),
        ("__Field", "args"): _average([getattr(field, "args", ()) for field in fields], len(fields)),
    }


def _average(lists: Sequence[Sized], among: int) -> float:
    return sum(map(len, lists)) / among
