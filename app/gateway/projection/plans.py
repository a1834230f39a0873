"""What was compiled of documents, kept as long as the documents are."""

from collections.abc import Callable, Hashable
from typing import Any, Final
from weakref import WeakKeyDictionary

from graphql import DirectiveNode, DocumentNode, VariableNode, Visitor, visit

from app.gateway.execution.executable_schema import ExecutableSchema
from app.gateway.operation import Document, Operation
from app.gateway.projection.bail import Bail, Reason
from app.gateway.projection.fields import Nodes
from app.gateway.projection.site import Projector
from app.gateway.projection.writer import Writer

KEPT: Final = 8
"""Plans that are kept of one document, which has one for each operation and outcome of its conditions."""

BYTES_PER_FUNCTION: Final = 4_000
BYTES_PER_FIELD: Final = 1_300
"""Memory of a generated function, and of each field in it. Upper bounds: 400 to 1,300 bytes were measured."""


class Plan:
    """The generated code of one operation whose conditions are given: for its root, and for single objects.

    It outlives the requests that it is made for, so it keeps nothing of theirs, nor the document.
    """

    def __init__(self, executable: ExecutableSchema) -> None:
        self._executable = executable
        self._known: dict[Hashable, Projector | Reason] = {}

    def root(self, operation: Operation) -> Projector:
        """Return the function for the root value. Raises `Bail` if too much is selected."""
        type_ = operation.schema.get_root_type(operation.kind)
        assert type_  # noqa: S101  # a valid operation has one
        return self._written(operation, "root", lambda writer: writer.root(type_))

    def object(self, operation: Operation, type_name: str, nodes: Nodes) -> Projector:
        """Return the function for an object that `nodes` ask for, likewise."""
        type_: Any = operation.schema.type_map[type_name]
        key = type_name, tuple(map(id, nodes))
        return self._written(operation, key, lambda writer: writer.object(type_, nodes))

    def _written(
        self, operation: Operation, key: Hashable, write: Callable[[Writer], Projector]
    ) -> Projector:
        if key not in self._known:
            writer = Writer(self._executable, operation)
            try:
                self._known[key] = write(writer)
            except Bail as bail:
                self._known[key] = bail.reason
            operation.document.written += BYTES_PER_FUNCTION + BYTES_PER_FIELD * writer.fields
        written = self._known[key]
        if isinstance(written, str):
            raise Bail(written)
        return written


class Plans:
    """The plans of all documents that are alive."""

    def __init__(self, executable: ExecutableSchema) -> None:
        self._executable = executable
        self._of: WeakKeyDictionary[Document, _OfDocument] = WeakKeyDictionary()

    def of(self, operation: Operation) -> Plan:
        """Return the plan of an operation, whose code is written when it is first needed."""
        # What is worked out of a plan is kept there, too, so it must be as long the same plan.
        remembered: Plan | None = operation.memo.get(self)
        if remembered is None:
            remembered = operation.memo[self] = self._find(operation)
        return remembered

    def _find(self, operation: Operation) -> Plan:
        known = self._of.get(operation.document)
        if known is None:
            known = self._of[operation.document] = _OfDocument(operation.document.core)
        key = known.key(operation)
        plan = known.plans.get(key)
        if plan is None:
            if len(known.plans) == KEPT:
                known.plans.pop(next(iter(known.plans)))
            plan = known.plans[key] = Plan(self._executable)
        return plan


class _OfDocument:
    """The plans of a document by all that they depend on."""

    def __init__(self, document: DocumentNode) -> None:
        self.plans: dict[Hashable, Plan] = {}
        conditions = _Conditions()
        visit(document, conditions)
        self._variables = tuple(conditions.variables)

    def key(self, operation: Operation) -> Hashable:
        values = operation.variables.coerced
        return operation.name, *(values.get(name) for name in self._variables)


class _Conditions(Visitor):
    """Finds the variables that decide what is selected."""

    def __init__(self) -> None:
        super().__init__()
        self.variables: dict[str, None] = {}

    def enter_directive(self, node: DirectiveNode, *_where: Any) -> None:
        for argument in node.arguments or () if node.name.value in {"skip", "include"} else ():
            if isinstance(argument.value, VariableNode):
                self.variables[argument.value.name.value] = None
