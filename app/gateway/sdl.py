"""The schema: read in full by graphql-core, and written again for Tartiflette without what it cannot read."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from graphql import (
    REMOVE,
    DirectiveDefinitionNode,
    DirectiveNode,
    GraphQLError,
    GraphQLSchema,
    InterfaceTypeDefinitionNode,
    Node,
    Visitor,
    assert_valid_schema,
    build_schema,
    get_named_type,
    is_interface_type,
    is_object_type,
    parse,
    print_ast,
    print_schema,
    specified_scalar_types,
    visit,
)
from graphql.language.visitor import VisitorActionEnum


class SchemaError(Exception):
    """The schema cannot be served; the message says where and why."""


def load_schema(source: Path | str) -> GraphQLSchema:
    """Return the schema in a file, or in the text of an SDL document.

    Raises `SchemaError` for a document that is not a valid schema.
    """
    text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
    try:
        schema = build_schema(text)
        assert_valid_schema(schema)
    except (GraphQLError, TypeError) as error:
        where = f"{source}: " if isinstance(source, Path) else ""
        raise SchemaError(f"{where}{error}") from None
    _refuse_nested_introspection(schema)
    return schema


def _refuse_nested_introspection(schema: GraphQLSchema) -> None:
    """Introspection is split off at the root of an operation, so no other place may offer it."""
    for type_ in schema.type_map.values():
        if not (is_object_type(type_) or is_interface_type(type_)):
            continue
        for name, field in type_.fields.items():
            if get_named_type(field.type) is schema.query_type:
                raise SchemaError(f"{type_.name}.{name} must not return the type that queries start from.")


def engine_sdl(schema: GraphQLSchema) -> str:
    """Return the schema as the SDL of June 2018, with nothing in it that only describes.

    Tartiflette needs types, fields, arguments, defaults and names of scalars. Descriptions, deprecations and
    directives are graphql-core's business; interfaces of interfaces are too, for object types name each of
    theirs. The specified scalars are declared as well, because graphql-core's definitions of them are used.
    """
    document = visit(parse(print_schema(schema)), _Strip())
    scalars = (f"scalar {name}" for name in specified_scalar_types)
    return "\n\n".join([print_ast(document), *scalars])


class _Strip(Visitor):
    """Takes everything out of a schema that Tartiflette cannot read or need not."""

    def enter(self, node: Node, *_where: Any) -> Node | VisitorActionEnum | None:
        if isinstance(node, DirectiveDefinitionNode | DirectiveNode):
            return REMOVE
        drop: dict[str, Any] = {}
        if getattr(node, "description", None):
            drop["description"] = None
        if isinstance(node, InterfaceTypeDefinitionNode):
            drop["interfaces"] = ()
        return replace(node, **drop) if drop else None
