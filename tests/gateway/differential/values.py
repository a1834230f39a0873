"""Random values that fit their types, as JSON and as literals."""

import json
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Final, TypeAlias

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)

Vocabulary: TypeAlias = Mapping[str, Sequence[Any]]
"""Values in JSON to choose from: by "Type.field.argument", or by the name of a scalar."""

NESTING: Final = 2
"""Input objects within one another."""


class Values:
    """Chooses values from a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, random: Random) -> None:
        self._vocabulary = vocabulary
        self._random = random

    def json(self, type_: GraphQLInputType, at: str = "", nesting: int = NESTING) -> Any:
        """Return a value of a type, for the argument `at`, as a variable has it."""
        nullable = get_nullable_type(type_)
        if not is_non_null_type(type_) and self._random.random() < 0.1:
            return None
        if is_list_type(nullable):
            items = [self.json(nullable.of_type, at, nesting) for _ in range(self._random.randint(0, 2))]
            # A value in place of a list is a list of it (GraphQL, section 3.11, List).
            return items[0] if len(items) == 1 and self._random.random() < 0.5 else items
        if isinstance(nullable, GraphQLEnumType):
            return self._random.choice(list(nullable.values))
        if isinstance(nullable, GraphQLInputObjectType):
            return self._object(nullable, nesting)
        return self._random.choice(self._vocabulary.get(at) or self._vocabulary[str(nullable)])

    def literal(self, type_: GraphQLInputType, value: Any) -> str:
        """Return a value that fits a type as it is written in a document."""
        nullable: Any = get_nullable_type(type_)
        if value is None:
            return "null"
        if is_list_type(nullable):
            if not isinstance(value, list):
                return self.literal(nullable.of_type, value)
            return f"[{', '.join(self.literal(nullable.of_type, each) for each in value)}]"
        if isinstance(nullable, GraphQLInputObjectType):
            fields = (
                f"{name}: {self.literal(nullable.fields[name].type, each)}" for name, each in value.items()
            )
            return f"{{{', '.join(fields)}}}"
        if isinstance(nullable, GraphQLEnumType):
            return str(value)
        return self._string(value) if isinstance(value, str) else json.dumps(value)

    def _object(self, type_: GraphQLInputObjectType, nesting: int) -> dict[str, Any]:
        if type_.is_one_of:
            name, field = self._random.choice(list(type_.fields.items()))
            chosen = self.json(field.type, nesting=nesting)
            return {name: "x" if chosen is None else chosen}
        return {
            name: self.json(field.type, f"{type_.name}.{name}", nesting - 1)
            for name, field in type_.fields.items()
            if is_required_input_field(field) or (nesting and self._random.random() < 0.3)
        }

    def _string(self, text: str) -> str:
        if self._random.random() < 0.2 and not set(text) & {'"', "\\"} and text == text.strip():
            return f'"""{text}"""'
        return json.dumps(text, ensure_ascii=self._random.random() < 0.5)
