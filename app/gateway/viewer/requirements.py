"""Who may ask for what, from the schema: `@auth(requires: VIEWER)`. Enforced here, before anything runs."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import Any, Final

from graphql import (
    FieldNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
    get_directive_values,
    get_named_type,
    is_interface_type,
    is_object_type,
)
from graphql.execution.values import NodeWithDirective

from app.gateway.collection import fields_of
from app.gateway.errors import Forbidden, GatewayError, Unauthenticated
from app.gateway.failures import Failure, RequestRefused
from app.gateway.limits.refusals import location_of
from app.gateway.operation import Operation
from app.gateway.viewer.viewer import Viewer


class Authority(IntEnum):
    """What whoever asks must be; each includes those before."""

    NONE = 0
    VIEWER = 1
    ADMIN = 2


_DESCRIPTIONS: Final[Mapping[Authority, str]] = {
    Authority.VIEWER: "Requires a token: without one the request is refused.",
    Authority.ADMIN: "Requires a token of an admin of this service: without one the request is refused.",
}


class Requirements:
    """What each field of a schema requires: the most that it, its type or an interface of that asks for.

    A field of an interface requires what it may turn out to require. Fields that require something say so in
    their descriptions from now on, for introspection does not tell of directives.
    """

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._of = {field: authority for field, authority in _requirements(schema) if authority}
        self._names = {name for _, name in self._of}
        for (type_name, name), authority in self._of.items():
            _describe(schema.type_map[type_name].fields[name], _DESCRIPTIONS[authority])  # type: ignore[attr-defined]  # these types have fields

    def check(self, operation: Operation, viewer: Viewer | None) -> None:
        """Raise `RequestRefused` if an operation selects what its viewer may not ask for."""
        if self._names.isdisjoint(operation.document.field_names):
            return
        held = _authority_of(viewer)
        root = self._schema.get_root_type(operation.kind)
        assert root  # noqa: S101  # a valid operation has one
        for type_name, field in self._selected(operation, operation.definition.selection_set, root.name):
            required = self._of.get((type_name, field.name.value), Authority.NONE)
            if required > held:
                raise RequestRefused(Failure(_refusal(field.name.value, viewer), location_of(field)))

    def _selected(
        self, operation: Operation, selection_set: SelectionSetNode, type_name: str
    ) -> Iterator[tuple[str, FieldNode]]:
        for on_type, field in fields_of(operation, selection_set, type_name):
            yield on_type, field
            if field.selection_set:
                definition = self._schema.get_field(self._schema.type_map[on_type], field.name.value)  # type: ignore[arg-type]  # it has fields
                assert definition  # noqa: S101  # the document is valid
                below = get_named_type(definition.type).name
                yield from self._selected(operation, field.selection_set, below)


def _authority_of(viewer: Viewer | None) -> Authority:
    if viewer is None:
        return Authority.NONE
    return Authority.ADMIN if viewer.is_admin else Authority.VIEWER


def _refusal(field: str, viewer: Viewer | None) -> GatewayError:
    if viewer is None:
        return Unauthenticated(
            f"`{field}` is about whoever asks, and this gateway asks nobody who they are: "
            "it runs with AUTH=off. Start it with AUTH=tokens, and send a token."
        )
    return Forbidden(f"`{field}` is for admins of this service alone.")


def guarded_fields(schema: GraphQLSchema) -> frozenset[tuple[str, str]]:
    """Return the fields of a schema that not everybody may ask for, each after its type."""
    return frozenset(field for field, authority in _requirements(schema) if authority)


def _requirements(schema: GraphQLSchema) -> Iterator[tuple[tuple[str, str], Authority]]:
    for type_ in schema.type_map.values():
        if is_object_type(type_):
            for name in type_.fields:
                yield (type_.name, name), _required(schema, type_, name)
        elif is_interface_type(type_):
            for name in type_.fields:
                possible = [_required(schema, each, name) for each in schema.get_possible_types(type_)]
                yield (type_.name, name), max([_required(schema, type_, name), *possible])


def _required(
    schema: GraphQLSchema, parent: GraphQLObjectType | GraphQLInterfaceType, name: str
) -> Authority:
    nodes = (parent.fields[name].ast_node, parent.ast_node, *parent.extension_ast_nodes)
    inherited = [_required(schema, each, name) for each in parent.interfaces if name in each.fields]
    return max([*(_told(schema, node) for node in nodes), *inherited])


def _told(schema: GraphQLSchema, node: NodeWithDirective | None) -> Authority:
    directive = schema.get_directive("auth")
    values = directive and node and get_directive_values(directive, node)
    return Authority[values["requires"]] if values else Authority.NONE


def _describe(field: Any, told: str) -> None:
    if told not in (field.description or ""):
        field.description = "\n\n".join(filter(None, (field.description, told)))
