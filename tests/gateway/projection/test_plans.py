import gc
import weakref
from typing import Any

import pytest
from graphql import parse
from graphql.execution.values import VariableValues

from app.gateway.execution.executable_schema import ExecutableSchema
from app.gateway.operation import Document, Operation
from app.gateway.projection import writer
from app.gateway.projection.bail import Bail
from app.gateway.projection.plans import BYTES_PER_FIELD, BYTES_PER_FUNCTION, KEPT, Plans
from app.gateway.sdl import load_schema
from tests.gateway.projection.asking import ask, counted, engine_of

SCHEMA = load_schema("type Query { card: Card cards: [Card!] } type Card { id: ID! card: Card }")
EXECUTABLE = ExecutableSchema(SCHEMA, resolvers={}, type_resolvers={}, scalars={})

CONDITIONAL = "query ($a: Boolean!, $b: Boolean!) { card { id @include(if: $a) x: id @skip(if: $b) } }"


def operation(document: Document, **variables: Any) -> Operation:
    """Return an operation whose memo is its own, as if its variables were not remembered."""
    values = VariableValues({}, variables)
    return Operation(SCHEMA, document, document.operation(None), values, variables)


def test_document_has_a_plan_for_each_outcome_of_its_conditions() -> None:
    plans, document = Plans(EXECUTABLE), Document(parse(CONDITIONAL))
    both = [(a, b) for a in (True, False) for b in (True, False)]

    made = [plans.of(operation(document, a=a, b=b)) for a, b in both]

    assert len(set(map(id, made))) == 4
    assert [plans.of(operation(document, a=a, b=b)) for a, b in both] == made


def test_plan_does_not_depend_on_variables_that_are_no_conditions() -> None:
    plans, document = Plans(EXECUTABLE), Document(parse(CONDITIONAL))

    plan = plans.of(operation(document, a=True, b=True, c=1))

    assert plans.of(operation(document, a=True, b=True, c=2)) is plan


def test_few_plans_of_a_document_are_kept() -> None:
    plans = Plans(EXECUTABLE)
    conditions = " ".join(f"c{number}: id @include(if: $v{number})" for number in range(4))
    document = Document(parse(f"query Q {{ card {{ {conditions} }} }}"))
    combinations = [{f"v{bit}": bool(number & 1 << bit) for bit in range(4)} for number in range(16)]

    made = [plans.of(operation(document, **each)) for each in combinations]

    kept = [plans.of(operation(document, **each)) for each in combinations[-KEPT:]]
    assert kept == made[-KEPT:]
    assert plans.of(operation(document, **combinations[0])) is not made[0]


def test_operation_keeps_its_plan_as_long_as_what_was_worked_out_of_it() -> None:
    plans, document = Plans(EXECUTABLE), Document(parse(CONDITIONAL))
    asked = operation(document, a=True, b=True)
    plan = plans.of(asked)
    plans._of.clear()

    assert plans.of(asked) is plan


def test_plans_go_with_their_document() -> None:
    plans, document = Plans(EXECUTABLE), Document(parse("{ card { id } }"))
    asked = operation(document)
    plan = plans.of(asked)
    plan.root(asked)
    gone = weakref.ref(plan)
    del asked, plan, document
    gc.collect()

    assert gone() is None


def test_code_is_written_once() -> None:
    plans, document = Plans(EXECUTABLE), Document(parse("{ card { id } }"))
    asked = operation(document)
    nodes = tuple(document.operation(None).selection_set.selections)
    plan = plans.of(asked)

    assert plan.root(asked) is plan.root(asked)
    assert plan.object(asked, "Card", nodes) is plan.object(asked, "Card", nodes)  # type: ignore[arg-type]  # fields


def test_document_grows_with_what_is_written_for_it() -> None:
    plans, document = Plans(EXECUTABLE), Document(parse("{ card { id card { id } } }"))
    asked = operation(document)
    for _ in range(2):
        plans.of(asked).root(asked)

    assert document.written == document.grown == BYTES_PER_FUNCTION + 4 * BYTES_PER_FIELD


def test_what_is_too_large_to_be_written_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_FIELDS", 2)
    asked = operation(Document(parse("{ card { id card { id } } }")))
    plan = Plans(EXECUTABLE).of(asked)
    for _ in range(2):
        with pytest.raises(Bail) as bail:
            plan.root(asked)
        assert bail.value.reason == "size"


async def test_what_is_too_large_to_be_written_is_left_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_FIELDS", 2)

    async def card(_parent: Any, _arguments: Any, _context: Any, _info: Any) -> Any:
        return {"id": "c", "card": {"id": "d"}}

    sdl = "type Query { card: Card } type Card { id: ID! card: Card }"
    engine = await engine_of(sdl, {"Query.card": card})
    before = counted("answer", "size")

    response, left = await ask(engine, "{ card { id card { id } } }")

    assert response == {"data": {"card": {"id": "c", "card": {"id": "d"}}}}
    assert left
    assert counted("answer", "size") - before == 1
