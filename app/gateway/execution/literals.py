"""Tartiflette's literals, told in graphql-core's classes."""

from typing import Any

from graphql import language as core
from graphql.language.ast import (
    ConstListValueNode,
    ConstObjectFieldNode,
    ConstObjectValueNode,
    ConstValueNode,
)


def as_core_literal(node: Any) -> ConstValueNode:
    """Return graphql-core's counterpart of a literal, be it from a document or a default in the schema."""
    name = type(node).__name__
    match name:
        case "ListValueNode":
            return ConstListValueNode(values=tuple(as_core_literal(value) for value in node.values))
        case "ObjectValueNode":
            return ConstObjectValueNode(
                fields=tuple(
                    ConstObjectFieldNode(
                        name=core.NameNode(value=field.name.value), value=as_core_literal(field.value)
                    )
                    for field in node.fields
                )
            )
        case "NullValueNode":
            return core.NullValueNode()
        case "BooleanValueNode":
            return core.BooleanValueNode(value=node.value)
    literal: ConstValueNode = getattr(core, name)(value=str(node.value))
    return literal
