"""What a document may ask for at most: checked before validation, whose own cost these bounds keep small.

Documents are remembered by their text, so that each is checked once.
"""

from collections.abc import Iterable, Iterator, Sequence
from sys import maxsize
from typing import Final, TypeAlias

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from app.gateway.execution.introspection import INTROSPECTION
from app.gateway.limits.extent import Fragments, Measure, Quantity, collected
from app.gateway.limits.pairs import pairs
from app.gateway.limits.refusals import location_of, too_expensive
from app.settings.limits import DEFAULT_LIMITS, LimitSettings

_Definition: TypeAlias = OperationDefinitionNode | FragmentDefinitionNode

_FIELDS: Final = Quantity(lambda extent: extent.fields, lambda _field: 1, adds_up=True)

_OF_ONE_DEFINITION: Final = {
    "depth": Quantity(lambda extent: extent.depth, lambda _field: 1, adds_up=False),
    "aliases": Quantity(
        lambda extent: extent.aliases, lambda field: int(field.alias is not None), adds_up=True
    ),
    # Told of the whole question, as graphql-js does.
    "introspection_depth": Quantity(
        lambda extent: extent.introspection,
        lambda field: maxsize if field.name.value in INTROSPECTION else 0,
        adds_up=False,
    ),
}
"""Quantities that are bounded in each definition, by the name of the setting."""


def check_sizes(document: DocumentNode, limits: LimitSettings = DEFAULT_LIMITS) -> None:
    """Raise `RequestRefused` if a document has too many fragments, or too much stands side by side."""
    operations, definitions = _sorted(document)
    if len(definitions) > limits.fragments:
        where = location_of(definitions[limits.fragments])
        raise too_expensive(limits, "fragments", len(definitions), where)
    for definition in (*operations, *definitions):
        for each in _selection_sets(definition.selection_set):
            if len(each.selections) > limits.selections:
                where = location_of(each.selections[limits.selections])
                raise too_expensive(limits, "selections", len(each.selections), where)


def check_bounds(document: DocumentNode, limits: LimitSettings = DEFAULT_LIMITS) -> None:
    """Raise `RequestRefused` if a document asks for too much. Its fragments must not form cycles.

    Spreads of unknown fragments count nothing: validation refuses them.
    """
    operations, definitions = _sorted(document)
    fragments = {each.name.value: each.selection_set for each in definitions}
    _check_extents([*operations, *definitions], Measure(fragments), limits)
    # Only now, for these walks expand the fragments.
    _check_root_fields(operations, fragments, limits)
    _check_pairs([*operations, *definitions], fragments, limits)


def _sorted(document: DocumentNode) -> tuple[list[OperationDefinitionNode], list[FragmentDefinitionNode]]:
    return (
        [each for each in document.definitions if isinstance(each, OperationDefinitionNode)],
        [each for each in document.definitions if isinstance(each, FragmentDefinitionNode)],
    )


def _selection_sets(selection_set: SelectionSetNode) -> Iterator[SelectionSetNode]:
    yield selection_set
    for selection in selection_set.selections:
        if isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
            yield from _selection_sets(selection.selection_set)


def _check_extents(definitions: Iterable[_Definition], measure: Measure, limits: LimitSettings) -> None:
    fields = 0
    beyond: FieldNode | None = None
    for definition in definitions:
        extent = measure.extent(definition.selection_set)
        for setting, quantity in _OF_ONE_DEFINITION.items():
            amount, maximum = quantity.of(extent), getattr(limits, setting)
            if amount > maximum:
                found = measure.beyond(definition.selection_set, quantity, maximum)
                raise too_expensive(limits, setting, amount, location_of(found))
        if fields <= limits.fields < fields + extent.fields:
            beyond = measure.beyond(definition.selection_set, _FIELDS, limits.fields - fields)
        fields += extent.fields
    if beyond:
        raise too_expensive(limits, "fields", fields, location_of(beyond))


def _check_root_fields(
    operations: Iterable[OperationDefinitionNode], fragments: Fragments, limits: LimitSettings
) -> None:
    for operation in operations:
        names: dict[str, FieldNode] = {}
        for field in collected(operation.selection_set, fragments, set()):
            names.setdefault((field.alias or field.name).value, field)
        if len(names) > limits.root_fields:
            where = location_of(list(names.values())[limits.root_fields])
            raise too_expensive(limits, "root_fields", len(names), where)


def _check_pairs(definitions: Sequence[_Definition], fragments: Fragments, limits: LimitSettings) -> None:
    found = [pairs([definition.selection_set], fragments) for definition in definitions]
    if sum(found) > limits.pairs:
        most = definitions[found.index(max(found))]
        raise too_expensive(limits, "pairs", sum(found), location_of(most))
