"""Documents and operations, as both executors and the selection get them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    Visitor,
    visit,
)
from graphql.execution.values import VariableValues

from app.gateway.errors import BadRequest
from app.gateway.execution.translation import translate
from app.gateway.failures import refusal
from app.gateway.memo import Memo, Memos, bytes_of_memo


class Document:
    """A valid document. It is shared by all requests that send the same text, so nothing may change it.

    `written` is the memory, in bytes, of what was written for it to be executed; whoever writes adds to it.
    """

    def __init__(self, core: DocumentNode) -> None:
        self.core = core
        self.written = 0
        self._memos: dict[str | None, Memos] = {}
        self.operations: dict[str | None, OperationDefinitionNode] = {}
        self.fragments: dict[str, FragmentDefinitionNode] = {}
        for definition in core.definitions:
            if isinstance(definition, OperationDefinitionNode):
                self.operations[definition.name.value if definition.name else None] = definition
            elif isinstance(definition, FragmentDefinitionNode):
                self.fragments[definition.name.value] = definition

    @property
    def grown(self) -> int:
        """The memory in bytes that what was worked out and written for it is estimated to take."""
        characters = self.core.loc.end if self.core.loc else 0
        return self.written + sum(map(len, self._memos.values())) * bytes_of_memo(characters)

    @cached_property
    def translated(self) -> Any:
        """The document as Tartiflette takes it."""
        return translate(self.core)

    @cached_property
    def field_names(self) -> frozenset[str]:
        """The name of every field that is asked for anywhere in it."""
        fields = _Fields()
        visit(self.core, fields)
        return frozenset(fields.names)

    def memo(self, name: str | None, raw_variables: Mapping[str, Any]) -> Memo:
        """Return the memo of the operation of a name, or of the only one, for variables as they were sent."""
        if name not in self._memos:
            self._memos[name] = Memos(self.operation(name), self.fragments.values())
        return self._memos[name].of(raw_variables)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """Return the operation of a name, or the only one (GraphQL, section 6.1, GetOperation).

        Raises `RequestRefused` if there is none, or several to choose from.
        """
        if name is not None:
            if name not in self.operations:
                raise refusal(BadRequest(f'The document has no operation "{name}".'))
            return self.operations[name]
        if len(self.operations) != 1:
            raise refusal(BadRequest("The document has several operations: say which by `operationName`."))
        return next(iter(self.operations.values()))


class _Fields(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_field(self, node: FieldNode, *_where: Any) -> None:
        self.names.add(node.name.value)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of one request, valid, with its variables coerced and defaults filled in.

    `raw_variables` are the same as the client sent them. Equal operations have one `memo`, as `Memos` has it.
    """

    schema: GraphQLSchema
    document: Document
    definition: OperationDefinitionNode
    variables: VariableValues
    raw_variables: Mapping[str, Any]
    memo: Memo = field(default_factory=dict, compare=False, repr=False)

    @property
    def kind(self) -> OperationType:
        """Whether it is a query, a mutation or a subscription."""
        return self.definition.operation

    @property
    def name(self) -> str | None:
        """The operation's name, if it has one."""
        return self.definition.name.value if self.definition.name else None
