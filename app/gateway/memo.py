"""What follows from an operation, worked out once for all requests that it is the same for."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from graphql import FieldNode, OperationDefinitionNode, VariableNode, Visitor, visit
from graphql.language.ast import Node

Memo: TypeAlias = dict[Any, Any]
"""By keys of whoever works it out. Requests of all viewers share it, so nothing of theirs belongs there."""

KEPT: Final = 8
"""Memos of one operation, which has one for each combination of values of its variables."""

LONGEST: Final = 200
"""Characters of a text that is told from others."""


_BYTES: Final = 4_000
_BYTES_PER_CHARACTER: Final = 50


def bytes_of_memo(characters: int) -> int:
    """Return how many bytes a memo takes at most, as was measured, by the length of its document."""
    return _BYTES + _BYTES_PER_CHARACTER * characters


class Memos:
    """The memos of one operation, given its fragments; its length is how many are kept.

    Variables that stand in arguments of root fields alone make no difference: they say which objects are
    asked for, and not what of them. So nothing that depends on these arguments belongs in a memo.
    """

    def __init__(self, definition: OperationDefinitionNode, fragments: Iterable[Node]) -> None:
        self._names = tuple(_shaping(definition, fragments))
        self._kept: dict[Hashable, Memo] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, raw_variables: Mapping[str, Any]) -> Memo:
        """Return the memo for variables as the client sent them."""
        key = _key(self._names, raw_variables)
        if key is None:
            return {}
        memo = self._kept.get(key)
        if memo is None:
            if len(self._kept) == KEPT:
                del self._kept[next(iter(self._kept))]
            memo = self._kept[key] = {}
        return memo


def _key(names: Iterable[str], raw_variables: Mapping[str, Any]) -> Hashable | None:
    """Return what tells these variables from others, or None if that would take too much."""
    key: list[Hashable] = []
    for name in names:
        if name not in raw_variables:
            key.append(None)
            continue
        value = raw_variables[name]
        if type(value) is str and len(value) <= LONGEST:
            key.append(value)
        elif value is None or type(value) in (bool, int, float):
            # 1, 1.0 and true are equal, and so are 0.0 and -0.0; none are the same.
            key.append((type(value), repr(value)))
        else:
            return None
    return tuple(key)


def _shaping(definition: OperationDefinitionNode, fragments: Iterable[Node]) -> dict[str, None]:
    """Return the names of the variables that decide what is selected, and with which arguments."""
    roots = [each for each in definition.selection_set.selections if isinstance(each, FieldNode)]
    variables = _Variables({id(argument) for root in roots for argument in root.arguments or ()})
    visit(definition, variables)
    for fragment in fragments:
        visit(fragment, variables)
    return variables.names


class _Variables(Visitor):
    """Finds variables that are used, but for those in some arguments."""

    def __init__(self, without: set[int]) -> None:
        super().__init__()
        self.names: dict[str, None] = {}
        self._without = without

    def enter_argument(self, node: Node, *_where: Any) -> Any:
        return self.SKIP if id(node) in self._without else None

    def enter_variable_definition(self, _node: Node, *_where: Any) -> Any:
        return self.SKIP

    def enter_variable(self, node: VariableNode, *_where: Any) -> None:
        self.names[node.name.value] = None
