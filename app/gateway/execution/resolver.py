"""What a resolver is: a function that knows nothing of the engine that calls it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import FieldNode


@dataclass(frozen=True, slots=True)
class Info:
    """The field being resolved: where it is declared, and every place of the document that asks for it."""

    parent_type: str
    field_name: str
    nodes: tuple[FieldNode, ...]


Resolver: TypeAlias = Callable[[Any, Any, Any, Info], Any]
"""A function of (parent, arguments, context, info) that returns the field's value.

A coroutine function waits for something, so it runs concurrently with its siblings and across the items of
a list. A plain function only computes, and costs no task.
"""

TypeResolver: TypeAlias = Callable[[Any], str]
"""A function of a value of an abstract type that returns the name of its object type."""


def default_resolver(parent: Any, field_name: str) -> Any:
    """Return the entry of a mapping that has the field's name, or None; attributes are never looked at."""
    return parent.get(field_name) if isinstance(parent, Mapping) else None
