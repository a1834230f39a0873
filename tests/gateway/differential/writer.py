"""Random documents over any schema: valid, but for some that are in conflict with themselves."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInputType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_interface_type,
    is_non_null_type,
    is_object_type,
    is_required_argument,
    is_specified_directive,
)

from tests.gateway.differential.values import Values, Vocabulary

INTROSPECTION: Final = (
    "__schema { queryType { name } }",
    "s: __schema { directives { name isRepeatable } }",
    '__type(name: "Query") { kind fields { name } }',
    't: __type(name: "Nothing") { name }',
)


@dataclass(frozen=True)
class Request:
    """What is sent to the engines."""

    text: str
    operation_name: str | None
    variables: dict[str, Any]


class Writer:
    """Writes one request. `depth` is how many selection sets are within one another at most."""

    def __init__(self, schema: GraphQLSchema, vocabulary: Vocabulary, random: Random, depth: int = 4) -> None:
        self._schema = schema
        self._random = random
        self._depth = depth
        self._values = Values(vocabulary, random)
        self._definitions: list[str] = []
        self._fragments: list[str] = []
        self._variables: dict[str, Any] = {}
        self._directives = [
            each
            for each in schema.directives
            if not is_specified_directive(each) and DirectiveLocation.FIELD in each.locations
        ]

    def request(self) -> Request:
        """Return a request; in some, a variable has a value that does not fit."""
        mutation = self._schema.mutation_type if self._chance(0.1) else None
        root = mutation or self._schema.query_type
        assert root
        selection = self._selection(root, self._depth)
        definitions = f"({', '.join(self._definitions)})" if self._definitions else ""
        kind = "mutation" if mutation else "query"
        parts = [f"{kind} Q{definitions} {selection}", *self._fragments]
        name = self._random.choice([None, "Q"])
        if self._chance(0.05):
            parts.append("query Other { __typename }")
        self._random.shuffle(parts)
        if self._variables and self._chance(0.1):
            wrong = self._random.choice(list(self._variables))
            self._variables[wrong] = self._random.choice(
                [None, "x", 1.5, 2**31, [None], {"unknown": 1}, True]
            )
        return Request("\n".join(parts), name, self._variables)

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _selection(self, type_: GraphQLNamedType, depth: int) -> str:
        written = [self._item(type_, depth) for _ in range(self._random.choice([1, 1, 2, 2, 3]))]
        if type_ is self._schema.query_type and self._chance(0.05):
            written.insert(self._random.randint(0, 1), self._random.choice(INTROSPECTION))
        return f"{{ {' '.join(filter(None, written)) or '__typename'} }}"

    def _item(self, type_: GraphQLNamedType, depth: int) -> str:
        if self._chance(0.1):
            return "__typename" + self._condition()
        if depth and self._chance(0.2):
            return self._fragment(type_, depth)
        return self._field(type_, depth)

    def _fragment(self, type_: GraphQLNamedType, depth: int) -> str:
        on = type_
        if is_abstract_type(type_):
            on = self._random.choice([type_, *self._schema.get_possible_types(type_)])
        selection = self._selection(on, depth - 1)
        if self._chance(0.5):
            condition = f" on {on.name}" if on is not type_ or self._chance(0.7) else ""
            return f"...{condition}{self._condition()} {selection}"
        name = f"F{len(self._fragments)}"
        self._fragments.append(f"fragment {name} on {on.name} {selection}")
        return f"...{name}{self._condition()}"

    def _field(self, type_: GraphQLNamedType, depth: int) -> str:
        if not (is_object_type(type_) or is_interface_type(type_)):
            return ""
        fields = [
            (name, field)
            for name, field in type_.fields.items()
            if depth or not is_composite_type(get_named_type(field.type))
        ]
        if not fields:
            return ""
        name, field = self._random.choice(fields)
        # An alias for each field with arguments, or most documents would be in conflict with themselves.
        alias = f"a{self._random.randrange(10**6)}: " if field.args or self._chance(0.1) else ""
        written = f"{alias}{name}{self._arguments(f'{type_.name}.{name}', field)}{self._condition()}"
        below = get_named_type(field.type)
        return f"{written} {self._selection(below, depth - 1)}" if is_composite_type(below) else written

    def _arguments(self, at: str, field: GraphQLField) -> str:
        given = [
            f"{name}: {self._argument(f'{at}.{name}', argument)}"
            for name, argument in field.args.items()
            if is_required_argument(argument) or self._chance(0.5)
        ]
        return f"({', '.join(given)})" if given else ""

    def _argument(self, at: str, argument: GraphQLArgument) -> str:
        value = self._values.json(argument.type, at)
        if self._chance(0.25):
            return self._variable(argument.type, value)
        return self._values.literal(argument.type, value)

    def _condition(self) -> str:
        written = ""
        if self._chance(0.1):
            name, value = self._random.choice(["skip", "include"]), self._chance(0.5)
            given = str(value).lower()
            if self._chance(0.5):
                given = self._variable(GraphQLNonNull(GraphQLBoolean), value)
            written += f" @{name}(if: {given})"
        if self._directives and self._chance(0.03):
            directive = self._random.choice(self._directives)
            given = ", ".join(
                f"{name}: {self._argument(f'@{directive.name}.{name}', argument)}"
                for name, argument in directive.args.items()
            )
            written += f" @{directive.name}({given})"
        return written

    def _variable(self, type_: GraphQLInputType, value: Any) -> str:
        name = f"v{len(self._definitions)}"
        default = ""
        if value is not None and self._chance(0.3):
            default = f" = {self._values.literal(type_, value)}"
            # Where there is a default, a variable that may be null is as good (GraphQL, section 5.8.5).
            type_ = type_.of_type if is_non_null_type(type_) and self._chance(0.5) else type_
        self._definitions.append(f"${name}: {type_}{default}")
        if not default or self._chance(0.5):
            self._variables[name] = value
        return f"${name}"
