"""What a document may ask for at most: checked before validation, whose own cost these bounds keep small.

Fields are counted with fragments expanded, for that is what would be executed. Each fragment is measured
once, so a document that doubles with every fragment costs no more to refuse than to read.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    TokenKind,
)

from app.gateway.errors import QueryTooExpensive
from app.gateway.failures import refusal

MAX_TOKENS: Final = 10_000
"""Tokens of a document. GraphiQL's introspection query has under 400; parsing this many takes 0.1 s."""

MAX_NESTING: Final = 64
"""Brackets of any kind within one another. To translate and coerce one takes several frames of Python's
stack, which has room for about 140 of them."""

MAX_DEPTH: Final = 40
"""Selection sets within one another. Tools ask for types within types 9 levels deep."""

MAX_FIELDS: Final = 10_000
"""Fields of all definitions together."""

MAX_PAIRS: Final = 20_000
"""Pairs of selections that share a response key, and pairs of fragments spread side by side.

Validation compares each pair (GraphQL, section 5.3.2, Field Selection Merging), at about 3 microseconds. The
same field may be there 200 times; documents made of components repeat `id` a few dozen times.
"""


_OPENING: Final = frozenset({TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L})
_CLOSING: Final = frozenset({TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R})


class _Extent(NamedTuple):
    """How deep a selection set goes, and how many fields it has."""

    depth: int
    fields: int


def check_bounds(document: DocumentNode) -> None:
    """Raise `RequestRefused` if a document asks for too much. Its fragments must not form cycles.

    Spreads of unknown fragments count nothing: validation refuses them.
    """
    _refuse_above("brackets within one another", _nesting(document), MAX_NESTING)
    definitions = [
        definition
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    measure = _Measure(definitions)
    extents = [measure.extent(definition.selection_set) for definition in definitions]
    _refuse_above("levels of selections", max((extent.depth for extent in extents), default=0), MAX_DEPTH)
    _refuse_above("fields", sum(extent.fields for extent in extents), MAX_FIELDS)
    # Only now, for this walk expands the fragments.
    pairs = sum(measure.pairs([definition.selection_set]) for definition in definitions)
    _refuse_above("pairs of selections with the same name", pairs, MAX_PAIRS)


def _refuse_above(what: str, found: int, limit: int) -> None:
    if found > limit:
        raise refusal(
            QueryTooExpensive(
                f"The document has more than {limit} {what}. Ask for less, or in several requests.",
                extensions={"limit": limit},
            )
        )


def _nesting(document: DocumentNode) -> int:
    nesting = deepest = 0
    token = document.loc.start_token if document.loc else None
    while token:
        nesting += (token.kind in _OPENING) - (token.kind in _CLOSING)
        deepest = max(deepest, nesting)
        token = token.next
    return deepest


class _Measure:
    def __init__(self, definitions: Iterable[OperationDefinitionNode | FragmentDefinitionNode]) -> None:
        self._fragments = {
            definition.name.value: definition.selection_set
            for definition in definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._extents: dict[str, _Extent] = {}

    def extent(self, selection_set: SelectionSetNode | None) -> _Extent:
        depth = fields = 0
        for selection in selection_set.selections if selection_set else ():
            if isinstance(selection, FieldNode):
                below = self.extent(selection.selection_set)
                depth = max(depth, below.depth + 1)
                fields += below.fields + 1
            else:
                inside = self._extent_of_fragment(selection)
                depth = max(depth, inside.depth)
                fields += inside.fields
        return _Extent(depth, fields)

    def _extent_of_fragment(self, selection: SelectionNode) -> _Extent:
        if isinstance(selection, InlineFragmentNode):
            return self.extent(selection.selection_set)
        assert isinstance(selection, FragmentSpreadNode)  # noqa: S101  # the only kind of selection that is left
        name = selection.name.value
        if name not in self._extents:
            self._extents[name] = self.extent(self._fragments.get(name))
        return self._extents[name]

    def pairs(self, merged: Iterable[SelectionSetNode]) -> int:
        """Return how many pairs of selections there are to compare in selection sets that are merged."""
        by_key: dict[str, list[SelectionSetNode]] = {}
        counts: dict[str, int] = {}
        pending = list(chain.from_iterable(each.selections for each in merged))
        spread: set[str] = set()
        while pending:
            selection = pending.pop()
            if isinstance(selection, FieldNode):
                key = (selection.alias or selection.name).value
                counts[key] = counts.get(key, 0) + 1
                if selection.selection_set:
                    by_key.setdefault(key, []).append(selection.selection_set)
            elif isinstance(selection, InlineFragmentNode):
                pending.extend(selection.selection_set.selections)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in spread:
                spread.add(selection.name.value)
                fragment = self._fragments.get(selection.name.value)
                pending.extend(fragment.selections if fragment else ())
        here = sum(count * (count - 1) // 2 for count in (*counts.values(), len(spread)))
        return here + sum(map(self.pairs, by_key.values()))
