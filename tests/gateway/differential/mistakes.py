"""Mistakes that people and programs make in documents, made at random in valid ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any, Final, TypeAlias

from graphql import (
    REMOVE,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    Node,
    OperationDefinitionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)
from graphql.language.ast import ArgumentNode, NamedTypeNode, SelectionSetNode, VariableDefinitionNode

Mistake: TypeAlias = Callable[[Any, Random], Any]
"""A function of a node that returns what stands in its place, or `REMOVE`."""


def with_mistake(text: str, random: Random) -> str:
    """Return a valid document with something wrong in it; now and then it stays valid, by chance."""
    if random.random() < 0.15:
        return _mistyped(text, random)
    document = parse(text)
    kind, mistake = random.choice(_MISTAKES)
    nodes = _nodes(document, kind)
    if not nodes:
        return f"{text}\n{random.choice(_APPENDED)}"
    target = random.choice(nodes)
    changed: DocumentNode = visit(document, _Replacing(target, mistake(target, random)))
    return print_ast(changed)


def _mistyped(text: str, random: Random) -> str:
    place = random.randrange(len(text))
    typed: str = random.choice(["", *'{}()[]:$@!"\\#.&|=0\x00é', "...", '"""'])
    return text[:place] + typed + text[place + random.randint(0, 1) :]


def _nodes(document: DocumentNode, kind: type[Node]) -> Sequence[Node]:
    found: list[Node] = []

    class Finding(Visitor):
        def enter(self, node: Node, *_where: Any) -> None:
            if isinstance(node, kind):
                found.append(node)

    visit(document, Finding())
    return found


class _Replacing(Visitor):
    def __init__(self, target: Node, replacement: Any) -> None:
        super().__init__()
        self._target = target
        self._replacement = replacement

    def enter(self, node: Node, *_where: Any) -> Any:
        return self._replacement if node is self._target else None


def _renamed(name: str) -> Mistake:
    return lambda node, _random: replace(node, name=replace(node.name, value=name))


def _selecting(text: str) -> Mistake:
    """Add to the selection of an operation, a field or a fragment."""

    def select(node: Any, random: Random) -> Any:
        added = _selections(text.replace("$FRAGMENT", _name(node)))
        present = node.selection_set.selections if node.selection_set else ()
        selections = [*present, *added]
        random.shuffle(selections)
        return replace(node, selection_set=SelectionSetNode(selections=tuple(selections)))

    return select


def _selections(text: str) -> Sequence[Any]:
    (operation,) = parse(f"{{ {text} }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    return operation.selection_set.selections


def _name(node: Any) -> str:
    return node.name.value if node.name else "Q"


def _like(text: str) -> Mistake:
    """Put the arguments, alias or directives of a field in place of another's."""

    def imitate(node: FieldNode, _random: Random) -> FieldNode:
        (model,) = _selections(text)
        return replace(
            node,
            alias=model.alias or node.alias,
            arguments=(*(node.arguments or ()), *(model.arguments or ())),
            directives=(*(node.directives or ()), *(model.directives or ())),
        )

    return imitate


def _without_selection(node: FieldNode, _random: Random) -> FieldNode:
    return replace(node, selection_set=None)


def _other_value(node: ArgumentNode, random: Random) -> ArgumentNode:
    text = random.choice(
        ["null", "1", "1.5", '"x"', "true", "OTHER", "[1]", "{unknown: 1}", "$undefined", "1e999"]
    )
    (model,) = _selections(f"f(x: {text})")
    return replace(node, value=model.arguments[0].value)


def _other_variable(node: VariableDefinitionNode, random: Random) -> VariableDefinitionNode:
    text = random.choice(["[Int!]", "String", "Nope", "Boolean = 1", "Int! = null", "Float = {}", "Query"])
    (operation,) = parse(f"query ($x: {text}) {{ x }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert operation.variable_definitions
    return replace(operation.variable_definitions[0], variable=node.variable)


def _more_variables(node: OperationDefinitionNode, random: Random) -> OperationDefinitionNode:
    definitions = tuple(node.variable_definitions or ())
    (added,) = parse("query ($unused: Int) { x }").definitions
    assert isinstance(added, OperationDefinitionNode)
    more = definitions[:1] if definitions and random.random() < 0.5 else added.variable_definitions or ()
    return replace(node, variable_definitions=(*definitions, *more))


def _removed(_node: Node, _random: Random) -> Any:
    return REMOVE


_MISTAKES: Final[Sequence[tuple[type[Node], Mistake]]] = (
    (FieldNode, _renamed("unicorn")),
    (FieldNode, _renamed("name")),
    (FieldNode, _like("f(unknown: 1)")),
    (FieldNode, _like("id: f")),
    (FieldNode, _like("name: f")),
    (FieldNode, _like("f @unknown")),
    (FieldNode, _like("f @skip")),
    (FieldNode, _like("f @skip(if: true) @skip(if: false)")),
    (FieldNode, _like("f @deprecated")),
    (FieldNode, _like("f(id: 1, id: 2)")),
    (FieldNode, _without_selection),
    (FieldNode, _selecting("id")),
    (FieldNode, _selecting("unicorn")),
    (ArgumentNode, _removed),
    (ArgumentNode, _renamed("unknown")),
    (ArgumentNode, _other_value),
    (ArgumentNode, _other_value),
    (NamedTypeNode, _renamed("Unicorn")),
    (NamedTypeNode, _renamed("Query")),
    (VariableDefinitionNode, _removed),
    (VariableDefinitionNode, _other_variable),
    (OperationDefinitionNode, _more_variables),
    (OperationDefinitionNode, _selecting("...Unknown")),
    (OperationDefinitionNode, _selecting("... on Unicorn { id }")),
    (OperationDefinitionNode, _selecting("twice: __typename twice: unicorn")),
    (FragmentDefinitionNode, _renamed("Unused")),
    (FragmentDefinitionNode, _removed),
    (FragmentDefinitionNode, _selecting("...$FRAGMENT")),
    (FragmentDefinitionNode, _selecting("... on Query { __typename }")),
)

_APPENDED: Final = (
    "fragment Unused on Query { __typename }",
    "query Q { __typename }",
    "{ __typename }",
    "type Query { id: ID }",
    "fragment F on Query { ...F }",
    "subscription { __typename }",
)
"""Definitions that are wrong behind most documents."""
