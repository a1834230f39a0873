from typing import Any

import pytest
from graphql import FieldNode, Node, OperationDefinitionNode, parse
from tartiflette.language.ast.base import Node as TartifletteNode

from app.gateway.execution import translation
from app.gateway.execution.translation import OriginatedFieldNode, translate

EVERYTHING = """
query Q($a: [Int!]! = [1, -2], $b: F = {x: 1.5e3, y: "é\\n", z: null, e: RED, t: true, l: []}) {
  alias: field(a: $a, b: {c: $b}) @include(if: true) { ...F @skip(if: $a) ... on T { x } ... { y } }
  plain
}
mutation { m }
subscription S { s }
fragment F on T @skip(if: false) { __typename }
"""


def operation_type(node: Any) -> Any:
    return node.operation.value if isinstance(node, OperationDefinitionNode) else node.operation_type


def told(node: Any) -> Any:
    """Return a node of either tree as plain values, without locations."""
    if isinstance(node, list | tuple):
        return [told(each) for each in node]
    if not isinstance(node, Node | TartifletteNode):
        return node
    kind = type(node).__name__.replace("Originated", "").replace("Const", "")
    parts = {part: told(getattr(node, part)) or None for part in translation._PARTS[kind]}
    if kind == "OperationDefinitionNode":
        parts["operation"] = operation_type(node)
    return {"kind": kind, **parts}


def test_both_trees_tell_the_same() -> None:
    core = parse(EVERYTHING)
    assert told(translate(core)) == told(core)


def test_every_kind_of_node_is_translated() -> None:
    kinds: set[str] = set()

    def visit(told_node: Any) -> None:
        if isinstance(told_node, dict):
            kinds.add(told_node["kind"])
            told_node = list(told_node.values())
        if isinstance(told_node, list):
            for each in told_node:
                visit(each)

    visit(told(translate(parse(EVERYTHING))))
    assert kinds == translation._PARTS.keys()


def test_locations_are_kept() -> None:
    (operation,) = translate(parse("{\n  a\n    b: c }")).definitions
    first, second = operation.selection_set.selections
    assert (first.location.line, first.location.column) == (2, 3)
    assert (second.location.line, second.location.column) == (3, 5)
    assert (second.location.line_end, second.location.column_end) == (3, 8)


def test_document_without_locations_is_translated() -> None:
    assert translate(parse("{ a }", no_location=True)).location is None


def test_field_remembers_its_origin() -> None:
    core = parse("{ a }")
    (operation,) = translate(core).definitions
    (field,) = operation.selection_set.selections
    assert isinstance(field, OriginatedFieldNode)
    assert isinstance(field.origin, FieldNode)
    assert field.origin is core.definitions[0].selection_set.selections[0]  # type: ignore[attr-defined]  # an operation


@pytest.mark.parametrize("place", ["query @note {{ a }}", "{{ a @note }}", "{{ ... @note {{ a }} }}"])
def test_directives_of_our_own_stay_behind(place: str) -> None:
    told_text = repr(told(translate(parse(place.format()))))
    assert "note" not in told_text
