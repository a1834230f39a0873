"""One request: judged by graphql-core, and answered by Tartiflette and by graphql-core's own executor."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from graphql import (
    GraphQLError,
    GraphQLSchema,
    NoFragmentCyclesRule,
    OperationDefinitionNode,
    get_operation_ast,
    get_variable_values,
    parse,
    validate,
)
from structlog.testing import capture_logs

from app.gateway.context import RequestContext
from app.gateway.engine import GraphQLEngine
from app.gateway.execution.executor import Execution
from app.gateway.operation import Operation
from tests.gateway.differential.mistakes import with_mistake
from tests.gateway.differential.values import Vocabulary
from tests.gateway.differential.writer import Request, Writer

MOST_ERRORS: Final = 20
"""How many errors of a document are told."""

TOO_EXPENSIVE: Final = "QUERY_TOO_EXPENSIVE"
"""What graphql-core has no word for, so that what is refused with it cannot be compared."""


NULL_CONDITION: Final = {"`if` must not be null."}
"""What the engine refuses before any executor makes of it what it likes."""


@dataclass
class Differential:
    """Two engines that share schema, resolvers and parsed documents, and differ in what executes.

    Introspection is the reference's own business, too: its operations are not split.

    `outcomes` counts the requests by what became of them: "executed", or the code of their refusal.
    """

    engine: GraphQLEngine
    reference: GraphQLEngine
    vocabulary: Vocabulary
    context: Callable[[], RequestContext[Any]]
    depth: int = 4
    outcomes: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.reference.documents = self.engine.documents
        self.reference._execute = self._as_a_whole  # type: ignore[method-assign]  # for the purpose

    async def _as_a_whole(
        self, operation: Operation, context: RequestContext[Any], root: Mapping[str, Any] | None
    ) -> Execution:
        context.operation = operation
        return await self.reference._executor.execute(operation, context, root)

    async def run(self, seed: int, count: int) -> None:
        """Compare so many random requests, of which about a third has a mistake."""
        for number in range(count):
            random = Random(f"{seed}-{number}")  # noqa: S311  # repeatable, not secret
            request = Writer(self.engine.schema, self.vocabulary, random, self.depth).request()
            if random.random() < 1 / 3:
                text = with_mistake(request.text, random)
                request = Request(text, request.operation_name, request.variables)
            self.outcomes[await self.compare(request)] += 1

    async def compare(self, request: Request) -> str:
        """Return what became of a request; raises `AssertionError` if anything differs."""
        verdict = judged(self.engine.schema, request)
        ours, expected = await self._answer(self.engine, request), await self._answer(self.reference, request)
        if "data" not in ours:
            assert ours == expected, request
            code: str = ours["errors"][0]["extensions"]["code"]
            if code != TOO_EXPENSIVE and refusals(ours) != NULL_CONDITION:
                assert refusals(ours) == verdict, request
            return code
        assert verdict is None, (request, verdict)
        # Compared before it is asserted: to explain the difference of two long answers takes minutes.
        same = ordered(ours["data"]) == ordered(expected["data"]) and errors(ours) == errors(expected)
        assert same, request
        return "executed"

    async def _answer(self, engine: GraphQLEngine, request: Request) -> dict[str, Any]:
        with capture_logs():
            return await engine.execute(
                request.text, request.operation_name, self.context(), request.variables
            )


def judged(schema: GraphQLSchema, request: Request) -> set[str] | None:
    """Return why graphql-core refuses a request, or None if it would execute it."""
    try:
        document = parse(request.text, allow_empty_selection_sets=False)
    except GraphQLError as error:
        return {error.message}
    # Told first and alone, for nothing else can be said of a document that never ends.
    cycles = validate(schema, document, [NoFragmentCyclesRule])
    found = cycles or validate(schema, document, allow_empty_selection_sets=False)
    if found:
        return {error.message for error in found[:MOST_ERRORS]}
    operation = get_operation_ast(document, request.operation_name)
    if operation is None:
        name = request.operation_name
        several = "The document has several operations: say which by `operationName`."
        return {f'The document has no operation "{name}".' if name else several}
    return _of_variables(schema, operation, request.variables)


def _of_variables(
    schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> set[str] | None:
    coerced = get_variable_values(schema, operation.variable_definitions or (), dict(variables))
    return {error.message for error in coerced} if isinstance(coerced, list) else None


def refusals(response: Mapping[str, Any]) -> set[str]:
    """Return the messages of the errors that are told of a refused request."""
    return {error["message"] for error in response["errors"][:MOST_ERRORS]}


def errors(response: Mapping[str, Any]) -> dict[tuple[str | int, ...], set[str]]:
    """Return the codes of errors by path, cut where another error had turned the place into null already.

    An executor may tell one error there or several (GraphQL, section 6.4.4, Handling Field Errors).
    """
    by_path: dict[tuple[str | int, ...], set[str]] = {}
    for error in response.get("errors", ()):
        path = tuple(error["path"])
        nulled = _nulled(response["data"], path)
        codes = by_path.setdefault(nulled, set())
        if nulled == path:
            codes.add(error["extensions"]["code"])
    return by_path


def _nulled(data: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the beginning of a path that leads to the null which the error left behind."""
    for length, key in enumerate(path):
        if data is None:
            return path[:length]
        data = data[key]
    return path


def ordered(value: Any) -> Any:
    """Return a value whose comparison minds the order of keys."""
    if isinstance(value, dict):
        return [(key, ordered(each)) for key, each in value.items()]
    return [ordered(each) for each in value] if isinstance(value, list) else value
