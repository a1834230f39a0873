import gc

import pytest
from graphql import build_schema, parse
from graphql.execution.values import VariableValues

from app.gateway.errors import QueryTooExpensive
from app.gateway.failures import Failure, RequestRefused
from app.gateway.limits.cost.check import CostLimits
from app.gateway.limits.cost.estimate import Estimate
from app.gateway.limits.cost.figures import Cost
from app.gateway.operation import Document, Operation
from app.settings.limits import DEFAULT_LIMITS
from tests.gateway.limits.cost.costs import SCHEMA, operation


def limits(**settings: int) -> CostLimits:
    return CostLimits(SCHEMA, DEFAULT_LIMITS.model_copy(update=settings))


def refusal_of(limits: CostLimits, asked: Operation) -> Failure:
    with pytest.raises(RequestRefused) as refused:
        limits.check(asked)
    (failure,) = refused.value.failures
    return failure


def test_what_costs_as_much_as_the_limits_is_let_through() -> None:
    asked = operation("{ one { next { things { name } } } }")
    cost = limits(calls=3, objects=6).check(asked)
    assert limits(calls=3, objects=6).report(cost) == {
        "calls": 3,
        "objects": 6,
        "limits": {"calls": 3, "objects": 6},
    }


@pytest.mark.parametrize(
    ("setting", "maximum", "actual", "field", "column"),
    [("calls", 2, 3, "one", 3), ("objects", 5, 6, "one.a.things", 19)],
)
def test_what_costs_more_is_refused_with_the_field_that_costs_most(
    setting: str, maximum: int, actual: int, field: str, column: int
) -> None:
    failure = refusal_of(limits(**{setting: maximum}), operation("{ one { a: next { things { name } } } }"))
    assert isinstance(failure.cause, QueryTooExpensive)
    assert failure.cause.extensions == {
        "code": "QUERY_TOO_EXPENSIVE",
        "limit": setting,
        "maximum": maximum,
        "actual": actual,
        "field": field,
    }
    assert failure.locations == [(1, column)]


def test_message_says_what_to_do() -> None:
    failure = refusal_of(limits(objects=5), operation("{ one { next { things { name } } } }"))
    assert str(failure.cause) == (
        "The limit is 5 objects in the answer; here are 6, most of them by `one.next.things`. "
        "Ask for less, or in several requests."
    )


@pytest.fixture
def estimated(monkeypatch: pytest.MonkeyPatch) -> list[Operation]:
    """Return a list of the operations that were estimated, which grows."""
    found: list[Operation] = []
    whole = Estimate.whole

    def counting(estimate: Estimate) -> Cost:
        found.append(estimate._operation)
        return whole(estimate)

    monkeypatch.setattr(Estimate, "whole", counting)
    return found


def test_cost_is_estimated_once_for_all_values_that_do_not_matter(estimated: list[Operation]) -> None:
    document = Document(
        parse(
            """
            query ($n: Int!, $v: Boolean!, $text: String = "a") {
              things(first: $n) { next @skip(if: $v) { name } }
              named { ... on Thing { called(text: $text) } }
            }
            """
        )
    )
    bounds = limits()
    for n, v, told in ((1, True, "a"), (2, True, "b"), (1, True, "c"), (1, False, "d"), (2, True, "e")):
        bounds.check(operation(document, n=n, v=v, text=told))
    assert [each.raw_variables["text"] for each in estimated] == ["a", "b", "d"]


def test_operations_of_a_document_have_costs_of_their_own() -> None:
    document = Document(parse("query A { one { name } } query B { number }"))
    bounds = limits()
    costs = [
        bounds.check(Operation(SCHEMA, document, each, VariableValues({}, {}), {})).calls
        for each in document.operations.values()
    ]
    assert costs == [1, 2]


def test_no_more_costs_than_a_few_are_remembered_of_a_document(estimated: list[Operation]) -> None:
    document = Document(parse("query ($n: Int!) { things(first: $n) { name } }"))
    bounds = limits()
    for n in range(100):
        bounds.check(operation(document, n=n))
    (known,) = bounds._known.values()
    assert len(known.costs) <= 8
    assert len(estimated) == 100


def test_costs_leave_with_their_document() -> None:
    bounds = limits()
    bounds.check(operation("{ number }"))
    gc.collect()
    assert len(bounds._known) == 0


def test_values_that_are_no_size_are_not_kept() -> None:
    schema = build_schema("type Query { a(first: [Int], if: String): Int }")
    bounds = CostLimits(schema, DEFAULT_LIMITS)
    document = Document(parse("query ($v: [Int], $w: String) { a(first: $v, if: $w) }"))
    for size in (1, 2):
        bounds.check(operation(document, schema, v=[size], w="x" * size))
    (known,) = bounds._known.values()
    assert list(known.costs) == [(None, None)]
