"""Random documents over the zoo's schema: mostly valid, some with one thing wrong."""

from random import Random
from typing import Any, Final

from graphql import (
    GraphQLInputType,
    GraphQLNamedType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)

STRINGS: Final = ['""', '"x"', '"é\\u00e9\\n\\\\"', '"""block\n  text"""', '"1.5"', '"-2"']
DEPTH: Final = 4

MISTAKES: Final = (
    (" id", " unicorn"),
    ("first:", "last:"),
    ("{", "{{"),
    ("CALM", "HUNGRY"),
    ("on Animal", "on Found"),
    ("query Q", "query Q($unused: Int)"),
    ("name", "name { id }"),
    ("...F", "...G"),
)


class Writer:
    """Writes one document and the values of its variables."""

    def __init__(self, schema: GraphQLSchema, random: Random) -> None:
        self._schema = schema
        self._random = random
        self._definitions: list[str] = []
        self._fragments: list[str] = []
        self.variables: dict[str, Any] = {}

    def document(self) -> str:
        """Return the text; about one in six has a mistake."""
        query_type = self._schema.query_type
        assert query_type is not None
        selection = self._selection(query_type, DEPTH)
        definitions = f"({', '.join(self._definitions)})" if self._definitions else ""
        text = "\n".join([f"query Q{definitions} {selection}", *self._fragments])
        if self._random.random() < 1 / 6:
            text = text.replace(*self._random.choice(MISTAKES), 1)
        return text

    def _selection(self, type_: GraphQLNamedType, depth: int) -> str:
        written = [self._item(type_, depth) for _ in range(self._random.randint(1, 4))]
        if not any(written):
            written = ["__typename"]
        return "{ " + " ".join(filter(None, written)) + " }"

    def _item(self, type_: GraphQLNamedType, depth: int) -> str:
        chance = self._random.random()
        if chance < 0.1:
            return "__typename" + self._condition()
        if chance < 0.35 and depth:
            return self._fragment(type_, depth)
        return self._field(type_, depth)

    def _fragment(self, type_: GraphQLNamedType, depth: int) -> str:
        on = type_
        if is_abstract_type(type_):
            on = self._random.choice([type_, *self._schema.get_possible_types(type_)])
        selection = self._selection(on, depth - 1)
        if self._random.random() < 0.5:
            return f"... on {on.name}{self._condition()} {selection}"
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
        name, field = self._random.choice(fields)
        # An alias for each field with arguments, or most documents would be in conflict with themselves.
        alias = f"a{self._random.randrange(10**6)}: " if field.args or self._random.random() < 0.2 else ""
        arguments = [
            f"{argument}: {self._value(definition.type, variable=True)}"
            for argument, definition in field.args.items()
            if is_non_null_type(definition.type) or self._random.random() < 0.5
        ]
        given = f"({', '.join(arguments)})" if arguments else ""
        written = f"{alias}{name}{given}{self._condition()}"
        below = get_named_type(field.type)
        return f"{written} {self._selection(below, depth - 1)}" if is_composite_type(below) else written

    def _condition(self) -> str:
        if self._random.random() > 0.15:
            return ""
        name = self._random.choice(["skip", "include"])
        if self._random.random() < 0.5:
            return f" @{name}(if: {self._random.choice(['true', 'false'])})"
        return f" @{name}(if: {self._variable('Boolean!', self._random.random() < 0.5)})"

    def _variable(self, type_name: str, value: Any) -> str:
        name = f"v{len(self._definitions)}"
        default = " = true" if type_name == "Boolean!" and self._random.random() < 0.3 else ""
        self._definitions.append(f"${name}: {type_name}{default}")
        if not default or self._random.random() < 0.5:
            self.variables[name] = value
        return f"${name}"

    def _value(self, type_: GraphQLInputType, *, variable: bool = False, depth: int = 2) -> str:
        if variable and self._random.random() < 0.25:
            return self._variable_of(type_)
        if is_non_null_type(type_):
            return self._literal(type_.of_type, depth)
        return "null" if self._random.random() < 0.1 else self._literal(type_, depth)

    def _literal(self, type_: Any, depth: int) -> str:
        if is_list_type(type_):
            items = [self._value(type_.of_type, depth=depth) for _ in range(self._random.randint(0, 2))]
            return f"[{', '.join(items)}]"
        if is_enum_type(type_):
            return self._random.choice([str(name) for name in type_.values])
        if is_input_object_type(type_):
            return self._object(type_, depth)
        return self._random.choice(
            {
                "Int": ["0", "-1", "2147483647", "3"],
                "Float": ["1", "-1.5e3"],
                "Boolean": ["true", "false"],
                "ID": ['"cat"', '"dog"', "7"],
                "DateTime": ['"2020-04-15T13:18:04Z"', '"2020-04-15T13:18:04.471+02:00"'],
                "String": STRINGS,
            }[type_.name]
        )

    def _object(self, type_: Any, depth: int) -> str:
        if type_.is_one_of:
            return '{id: "1"}'
        names = self._random.sample(list(type_.fields), self._random.randint(0, 2)) if depth else []
        return (
            "{"
            + ", ".join(f"{name}: {self._value(type_.fields[name].type, depth=depth - 1)}" for name in names)
            + "}"
        )

    def _variable_of(self, type_: GraphQLInputType) -> str:
        named = get_named_type(type_).name
        values: dict[str, list[Any]] = {
            "Int": [0, -1, 2, 3.0],
            "Float": [1, 1.5],
            "Boolean": [True, False],
            "ID": ["cat", 7],
            "DateTime": ["2020-04-15T13:18:04.471+02:00"],
            "String": ["1.5", "é"],
            "Mood": ["CALM", "ANGRY"],
            "Filter": [{}, {"moods": "ANGRY", "within": {"name": None}}],
            "ByOne": [{"name": "x"}],
        }
        return self._variable(str(type_), self._random.choice(values[named]))
