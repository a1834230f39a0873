"""How far selections go with their fragments expanded.

Each fragment is measured once, so a document that doubles with every fragment costs no more to measure than
to read.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode, SelectionNode, SelectionSetNode

from app.gateway.execution.introspection import INTROSPECTION

Fragments: TypeAlias = Mapping[str, SelectionSetNode]
"""What each fragment of a document selects, by its name."""

_TYPE_LISTS: Final = frozenset({"fields", "interfaces", "possibleTypes", "inputFields"})


class Extent(NamedTuple):
    """The extent of one selection, or of a whole selection set.

    `type_lists` is how deep the fields lie within one another that would list parts of types, if this were a
    question about the schema; `introspection` is the same, but below `__schema` and `__type` alone.
    """

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    type_lists: int = 0
    introspection: int = 0


class Quantity(NamedTuple):
    """One figure of an extent, and what a field adds to it by itself.

    Of selections side by side the figures add up, or else the greatest counts.
    """

    of: Callable[[Extent], int]
    own: Callable[[FieldNode], int]
    adds_up: bool


class Measure:
    """Measures selections of a document whose fragments form no cycles. Unknown fragments are empty."""

    def __init__(self, fragments: Fragments) -> None:
        self._fragments = fragments
        self._extents: dict[str, Extent] = {}

    def extent(self, selection_set: SelectionSetNode | None) -> Extent:
        """Return the extent of everything in a selection set."""
        depth = fields = aliases = type_lists = introspection = 0
        for selection in selection_set.selections if selection_set else ():
            each = self._extent_of(selection)
            depth = max(depth, each.depth)
            fields += each.fields
            aliases += each.aliases
            type_lists = max(type_lists, each.type_lists)
            introspection = max(introspection, each.introspection)
        return Extent(depth, fields, aliases, type_lists, introspection)

    def _extent_of(self, selection: SelectionNode) -> Extent:
        if isinstance(selection, FragmentSpreadNode):
            name = selection.name.value
            if name not in self._extents:
                self._extents[name] = self.extent(self._inside(selection))
            return self._extents[name]
        below = self.extent(self._inside(selection))
        if not isinstance(selection, FieldNode):
            return below
        name = selection.name.value
        type_lists = below.type_lists + (name in _TYPE_LISTS)
        return Extent(
            below.depth + 1,
            below.fields + 1,
            below.aliases + (selection.alias is not None),
            type_lists,
            type_lists if name in INTROSPECTION else below.introspection,
        )

    def _inside(self, selection: SelectionNode) -> SelectionSetNode | None:
        if isinstance(selection, FragmentSpreadNode):
            return self._fragments.get(selection.name.value)
        assert isinstance(selection, FieldNode | InlineFragmentNode)  # noqa: S101  # all kinds there are
        return selection.selection_set

    def beyond(self, selection_set: SelectionSetNode | None, quantity: Quantity, maximum: int) -> FieldNode:
        """Return the field with which a quantity of the set goes beyond a maximum, in document order."""
        for selection in selection_set.selections if selection_set else ():
            amount = quantity.of(self._extent_of(selection))
            if amount <= maximum:
                maximum -= amount if quantity.adds_up else 0
                continue
            if isinstance(selection, FieldNode):
                own = quantity.own(selection)
                if own > maximum:
                    return selection
                maximum -= own
            return self.beyond(self._inside(selection), quantity, maximum)
        raise ValueError("there is no more than the maximum")


def collected(selection_set: SelectionSetNode, fragments: Fragments, spread: set[str]) -> Iterator[FieldNode]:
    """Yield the fields of a selection set, with each fragment that is not in `spread` expanded once."""
    for selection in selection_set.selections:
        if isinstance(selection, FieldNode):
            yield selection
        elif isinstance(selection, InlineFragmentNode):
            yield from collected(selection.selection_set, fragments, spread)
        elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in spread:
            spread.add(selection.name.value)
            if selection.name.value in fragments:
                yield from collected(fragments[selection.name.value], fragments, spread)
