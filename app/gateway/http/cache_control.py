"""For how long an answer may be kept, from hints in the schema: `@cacheControl(maxAge: 60, scope: PRIVATE)`.

The rules are Apollo's (https://www.apollographql.com/docs/apollo-server/performance/caching), so that schemas
made for them mean the same here:

- An answer may be kept as long as that of its fields which may be kept least, and by the client alone if any
  of them is private.
- A hint on a field goes before one on the type that it returns.
- Without a hint, a root field and a field that returns objects may not be kept. Any other may be as long as
  what it is a field of, and so may one with `inheritMaxAge: true`.

What is selected decides, even if `@skip` or `@include` takes it out again: so the answer is the same for
every request with a document, and is found once.
"""

from collections.abc import Iterator
from functools import reduce
from math import inf
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_directive_values,
    get_named_type,
    is_composite_type,
    is_interface_type,
    is_introspection_type,
    is_object_type,
    visit,
)
from graphql.execution.values import NodeWithDirective

from app.gateway.operation import Document, Operation
from app.gateway.sdl import SchemaError

NO_STORE: Final = "no-store"


class Policy(NamedTuple):
    """How many seconds something may be kept, and whether by the client alone."""

    max_age: float
    private: bool

    def restricted(self, other: "Policy") -> "Policy":
        """Return what holds for both together."""
        return Policy(min(self.max_age, other.max_age), self.private or other.private)


UNRESTRICTED: Final = Policy(inf, private=False)


def max_age(header: str) -> int:
    """Return how many seconds an answer may be kept that has a `Cache-Control` of this module."""
    return 0 if header == NO_STORE else int(header.removeprefix("max-age=").partition(",")[0])


class CachePolicies:
    """The policies of all fields of a schema. Raises `SchemaError` for a hint that makes no sense.

    `fields` has the policy of each field by its type and name. Of a schema that does not declare
    `@cacheControl`, nothing may be kept.
    """

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self.fields = dict(_policies(schema))
        self._headers: WeakKeyDictionary[Document, dict[str | None, str]] = WeakKeyDictionary()

    def header(self, operation: Operation) -> str:
        """Return the `Cache-Control` of a complete answer to an operation."""
        known = self._headers.setdefault(operation.document, {})
        if operation.name not in known:
            known[operation.name] = self._header(operation.document, operation.name)
        return known[operation.name]

    def _header(self, document: Document, name: str | None) -> str:
        definition = document.operation(name)
        if definition.operation is not OperationType.QUERY:
            return NO_STORE
        policy = UNRESTRICTED
        for field in _Selected(self._schema, document, definition).fields:
            policy = policy.restricted(self.fields.get(field, UNRESTRICTED))
        if policy.max_age in {0, inf}:
            return NO_STORE
        return f"max-age={policy.max_age}, {'private' if policy.private else 'public'}"


class _Selected(Visitor):
    """The fields of an operation, introspection's own too, each after the type that it is selected on."""

    def __init__(
        self, schema: GraphQLSchema, document: Document, definition: OperationDefinitionNode
    ) -> None:
        super().__init__()
        self.fields: set[tuple[str, str]] = set()
        self._fragments = dict(document.fragments)
        self._types = TypeInfo(schema)
        self._pending: list[Node] = [definition]
        while self._pending:
            visit(self._pending.pop(), TypeInfoVisitor(self._types, self))

    def enter_field(self, node: FieldNode, *_where: Any) -> None:
        parent = self._types.get_parent_type()
        if parent:
            self.fields.add((parent.name, node.name.value))

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_where: Any) -> None:
        fragment = self._fragments.pop(node.name.value, None)
        if fragment:
            self._pending.append(fragment)


def _policies(schema: GraphQLSchema) -> Iterator[tuple[tuple[str, str], Policy]]:
    """Yield the policy of each field by its type and name.

    A field of an interface may turn out to be the same field of any type that has the interface.
    """
    for type_ in schema.type_map.values():
        if is_introspection_type(type_):
            continue
        if is_object_type(type_):
            for name in type_.fields:
                yield (type_.name, name), _policy(schema, type_, name)
        elif is_interface_type(type_):
            for name in type_.fields:
                possible = (_policy(schema, each, name) for each in schema.get_possible_types(type_))
                yield (type_.name, name), reduce(Policy.restricted, possible, _policy(schema, type_, name))


def _policy(schema: GraphQLSchema, parent: GraphQLObjectType | GraphQLInterfaceType, name: str) -> Policy:
    field = parent.fields[name]
    returned = get_named_type(field.type)
    own = _hint(schema, field.ast_node)
    types: dict[str, Any] = {}
    if is_composite_type(returned):
        for node in (returned.ast_node, *returned.extension_ast_nodes):
            types |= _hint(schema, node)
    private = (own.get("scope") or types.get("scope")) == "PRIVATE"
    max_age = own.get("maxAge", types.get("maxAge"))
    inherits = own.get("inheritMaxAge") or types.get("inheritMaxAge") or not is_composite_type(returned)
    if max_age is None:
        max_age = inf if inherits and parent is not schema.query_type else 0
    if max_age < 0:
        raise SchemaError(f"{parent.name}.{name}: maxAge of @cacheControl must not be negative.")
    return Policy(max_age, private=private)


def _hint(schema: GraphQLSchema, node: NodeWithDirective | None) -> dict[str, Any]:
    directive = schema.get_directive("cacheControl")
    return (directive and node and get_directive_values(directive, node)) or {}
