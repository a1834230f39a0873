"""From what a query selects of a type to what must be read of Trello's objects."""

from collections.abc import Mapping
from typing import Final

from app.gateway.errors import BadUserInput
from app.gateway.execution.resolver import Info
from app.gateway.operation import Operation
from app.gateway.selection import selected_in
from app.resolvers import (
    action,
    board,
    card,
    checklist,
    custom_field,
    custom_field_item,
    list,  # noqa: A004  # the module of the type List
    member,
    membership,
    organization,
)
from app.resolvers.connections import nodes_of
from app.resolvers.mapping import Arguments, EdgeMapping, Selection, TypeMapping
from app.trello.needs import Edge, Needs

MAPPINGS: Final[Mapping[str, TypeMapping]] = {
    "Action": action.MAPPING,
    "Attachment": TypeMapping("attachment"),
    "Board": board.MAPPING,
    "Card": card.MAPPING,
    "Checklist": checklist.MAPPING,
    "CustomField": custom_field.MAPPING,
    "CustomFieldItem": custom_field_item.MAPPING,
    "Label": TypeMapping("label"),
    "List": list.MAPPING,
    "Member": member.MAPPING,
    "Membership": membership.MAPPING,
    "Organization": organization.MAPPING,
}


def needs_in(operation: Operation, info: Info, type_name: str) -> Needs:
    """Return what a field of a type needs of Trello's object, worked out once for equal operations."""
    key = ("needs", info.parent_type, *map(id, info.nodes))
    found: Needs | None = operation.memo.get(key)
    if found is None:
        found = operation.memo[key] = needs_of(type_name, selected_in(operation, info))
    return found


def along_in(
    operation: Operation, info: Info, mapping: EdgeMapping, arguments: Arguments
) -> tuple[Edge, Needs]:
    """Return the same as `along` for a field, worked out once for equal operations."""
    key = ("along", info.parent_type, *map(id, info.nodes))
    found: tuple[Edge, Needs] | None = operation.memo.get(key)
    if found is None:
        found = operation.memo[key] = along(mapping, arguments, selected_in(operation, info))
    return found


def needs_of(type_name: str, selection: Selection) -> Needs:
    """Return what a selection on a type needs of Trello's object.

    Edges with arguments that cannot be used need nothing: their own resolvers refuse them.
    """
    mapping = MAPPINGS[type_name]
    needs = Needs(set(mapping.always))
    for each in selection:
        edge_mapping = mapping.edges.get(each.name)
        if edge_mapping is None:
            needs.fields.update(mapping.fields.get(each.name, (each.name,)))
            continue
        try:
            edge, behind = along(edge_mapping, each.arguments, each.selection)
        except BadUserInput:
            continue
        needs.edge(edge).merge(behind)
    return needs


def along(mapping: EdgeMapping, arguments: Arguments, selection: Selection) -> tuple[Edge, Needs]:
    """Return Trello's edge for a field with arguments, and what its selection needs of the other end.

    Raises `BadUserInput` for arguments that cannot be used.
    """
    edge = mapping.edge(arguments)
    return edge, needs_of(mapping.type_name, nodes_of(selection) if mapping.is_connection else selection)
