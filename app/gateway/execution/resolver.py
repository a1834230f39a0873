"""What a resolver is: a function that knows nothing of the engine that calls it."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from graphql import FieldNode

if TYPE_CHECKING:
    from app.gateway.operation import Operation


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


class Absent(Enum):
    """The type of `ABSENT`."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
"""What stands for a value that is not there; null is a value."""

Lookup: TypeAlias = str | Callable[[Any], Any]
"""How the value of a field is had from a parent that brings it along.

It is the key under which the parent has it, or a function of the parent that returns it. What is not there,
or returned as `ABSENT`, is left to the resolver.
"""

ResolverOfAll: TypeAlias = Callable[[list[Any], Any, Any, Info], Awaitable[list[Any]]]
"""A coroutine function of (parents, arguments, context, info) that returns the value for each parent.

It does for several parents at once what a resolver does for one. Where that would raise, it returns the
exception in place of the value.
"""

LookupOf: TypeAlias = Callable[[Any, "Operation", Info], Lookup]
"""A function of (arguments, operation, info) that returns how to look a field up, for all its parents.

It belongs to a resolver that waits, and saves asking it: what is looked up is what the resolver would return.
It is called once for equal operations, whoever asks. An exception, of this function or the lookup, means that
the resolver is asked after all.
"""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Two ways to do without a resolver that waits: what parents bring along, and asking for all at once."""

    look_up: LookupOf
    resolve_all: ResolverOfAll | None = None


Source: TypeAlias = Callable[[Any, Any, Any, Info], AsyncGenerator[Any, None]]
"""An async generator function of (None, arguments, context, info), the resolver of a field of a subscription.

It yields the field's value for each event. It is closed when nobody listens any more, so whatever it holds is
let go in its `finally`. Its context is that of the subscription as a whole; each event is resolved in one of
its own.
"""

TypeResolver: TypeAlias = Callable[[Any], str]
"""A function of a value of an abstract type that returns the name of its object type."""


def default_resolver(parent: Any, field_name: str) -> Any:
    """Return the entry of a mapping that has the field's name, or None; attributes are never looked at."""
    return parent.get(field_name) if isinstance(parent, Mapping) else None
