"""What a document may ask for at most: checked before validation, whose own cost these bounds keep small.

Counts are of the document with its fragments expanded, for that is what would be executed; each definition is
walked once, so a document that doubles with every fragment costs no more to refuse than to read.
"""

from dataclasses import dataclass
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from app.gateway.errors import QueryTooExpensive
from app.gateway.failures import refusal

MAX_TOKENS: Final = 15_000
"""Tokens of a document. The introspection query of GraphiQL has under 400; parsing this many takes 0.1 s."""

MAX_DEPTH: Final = 40
"""Selection sets within one another. Tools ask for types within types 9 levels deep."""

MAX_FIELDS: Final = 5_000
"""Fields of one operation, fragments expanded."""

MAX_FIELDS_PER_SET: Final = 500
"""Fields of one selection set, fragments expanded: fields that may merge are compared in pairs."""


@dataclass(frozen=True, slots=True)
class _Extent:
    """How much a selection set asks for."""

    depth: int = 0
    fields: int = 0
    widest: int = 0
    width: int = 0


def check_bounds(document: DocumentNode) -> None:
    """Raise `RequestRefused` if an operation of a document asks for too much.

    Spreads of unknown fragments, and spreads that close a cycle, count nothing: validation refuses them.
    """
    fragments = _Fragments(document)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            extent = fragments.extent_of(definition.selection_set)
            _refuse_above("levels of selections", extent.depth, MAX_DEPTH)
            _refuse_above("fields", extent.fields, MAX_FIELDS)
            _refuse_above("fields in one selection", extent.widest, MAX_FIELDS_PER_SET)


def _refuse_above(what: str, found: int, limit: int) -> None:
    if found > limit:
        raise refusal(
            QueryTooExpensive(
                f"The document asks for more than {limit} {what}. Ask for less, or in several requests.",
                extensions={"limit": limit},
            )
        )


class _Fragments:
    def __init__(self, document: DocumentNode) -> None:
        self._definitions = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._extents: dict[str, _Extent] = {}

    def extent_of(self, selection_set: SelectionSetNode) -> _Extent:
        depth = fields = widest = width = 0
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                below = self.extent_of(selection.selection_set) if selection.selection_set else _Extent()
                depth = max(depth, below.depth)
                fields += 1 + below.fields
                width += 1
                widest = max(widest, below.widest)
                continue
            if isinstance(selection, InlineFragmentNode):
                inside = self.extent_of(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                inside = self._extent_of_fragment(selection.name.value)
            else:
                continue
            depth = max(depth, inside.depth - 1)
            fields += inside.fields
            width += inside.width
            widest = max(widest, inside.widest)
        return _Extent(depth + 1, fields, max(widest, width), width)

    def _extent_of_fragment(self, name: str) -> _Extent:
        if name not in self._extents:
            # A spread of this fragment below itself finds this entry.
            self._extents[name] = _Extent()
            if name in self._definitions:
                self._extents[name] = self.extent_of(self._definitions[name].selection_set)
        return self._extents[name]
