import pytest
from graphql import build_schema, get_introspection_query, introspection_from_schema

from app.gateway.limits.cost.estimate import Estimate
from app.gateway.limits.cost.hints import read_hints
from tests.gateway.limits.cost.costs import SCHEMA, cost, operation


def waves(text: str, /, **variables: object) -> list[float]:
    return [round(wave, 6) for wave in cost(text, **variables).waves]


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("{ number }", 0),
        ("{ free { name } }", 1),
        ("{ free { name __typename next { name } } one { name } }", 3),
        ("{ unknown { name } }", 5),
        ("{ table { name } }", 25),
        ("{ things { name } }", 3),
        ("{ things(first: 2) { things { name } } }", 2 + 2 * 4),
        ("{ things(first: 2, last: 8) { name } }", 8),
        ("{ things(first: 2, last: null) { name } }", 2),
        ("{ things(first: -1) { name } }", 0),
        ("{ page { nodes { name } } }", 1 + 7),
        ("{ page(first: 2) { nodes { name } edges { node { name } } } }", 1 + 2 + 2 * 2),
        ("{ page(first: null) { nodes { name } } }", 1 + 7),
    ],
)
def test_objects_are_multiplied_by_the_lists_around_them(text: str, objects: int) -> None:
    assert cost(text).objects == objects


def test_objects_are_counted_with_the_values_of_variables() -> None:
    text = "query ($n: Int! = 6, $m: Int) { things(first: $n) { name } page(first: $m) { nodes { name } } }"
    assert cost(text).objects == 6 + 1 + 7
    assert cost(text, n=2, m=1).objects == 2 + 1 + 1


def test_lists_that_are_not_returned_for_a_wrong_null_have_the_usual_size() -> None:
    assert cost("query ($n: Int = 2) { things(first: $n) { name } }", n=None).objects == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ number }", [2]),
        ("{ free { name } }", []),
        ("{ one { name } }", [0.1]),
        ("{ one { name } a: one { name } other { name } }", [0.3]),
        ("{ one { next { next { name } } } }", [0.1, 0.1, 0.1]),
        ("{ one { things { next { name } } } other { things { name } } }", [0.2, 0.2, 0.4]),
        ("{ things(first: 30) { next { name } } }", [0.1, 3]),
    ],
)
def test_calls_are_counted_in_waves(text: str, expected: list[float]) -> None:
    assert waves(text) == expected


def test_what_is_made_at_once_can_share_calls_and_what_is_made_later_cannot() -> None:
    assert cost("{ " + " ".join(f"a{index}: one {{ name }}" for index in range(10)) + " }").calls == 1
    assert cost("{ " + " ".join(f"a{index}: one {{ name }}" for index in range(11)) + " }").calls == 2
    assert cost("{ one { next { next { name } } } }").calls == 3


def test_fields_of_a_mutation_run_one_after_another() -> None:
    assert waves("mutation { first { next { name } } second { name } }") == [0.1, 0.1, 0.1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ free { part { name } parts { name } a: parts { name } } }", [0.2]),
        ("{ free { part { next { name } } parts { name } next { name } } }", [0.3, 0.1]),
        ("{ things(first: 10) { part { name } } }", [0.1, 1]),
    ],
)
def test_shared_fields_of_an_object_take_the_dearest_call_alone(text: str, expected: list[float]) -> None:
    assert waves(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ rich { next { name } } }", [0.1]),
        ("{ rich { next { next { name } } } }", [0.1, 0.1]),
        ("{ rich { things { name } } }", [0.1, 0.1]),
        ("{ rich { things { next { name } } } }", [0.1, 0.1]),
        ("{ rich { things { things { next { name } } } } }", [0.1, 0.1, 0.4, 1.6]),
    ],
)
def test_what_comes_along_costs_nothing_in_its_place(text: str, expected: list[float]) -> None:
    assert waves(text) == expected


def test_fields_that_merge_count_once() -> None:
    text = """
    { one { next { name } } ...F ... { one { next { things { name } } } } }
    fragment F on Query { one { name } }
    """
    assert waves(text) == [0.1, 0.1, 0.1]
    assert cost(text).objects == 1 + 1 + 4


def test_skipped_fields_and_fragments_cost_nothing() -> None:
    text = """
    query ($yes: Boolean!, $no: Boolean!) {
      one @skip(if: $yes) { name }
      a: one @include(if: $yes) { next @include(if: $no) { name } }
      ...F @include(if: $no)
      ... @skip(if: $yes) { other { name } }
    }
    fragment F on Query { other { name } }
    """
    assert waves(text, yes=True, no=False) == [0.1]
    assert waves(text, yes=False, no=True) == [0.2]
    assert waves(text, yes=True, no=True) == [0.2, 0.1]


@pytest.mark.parametrize(
    ("text", "expected", "objects"),
    [
        ("{ named { name } }", [], 1),
        ("{ named { next { name } } }", [0.3], 2),
        ("{ named { ... on Thing { next { name } } } }", [0.1], 2),
        ("{ named { ... on Cheap { next { name } } } }", [0.3], 2),
        (
            "{ either { ... on Thing { next { name } } ... on Cheap { cheap { name } next { name } } } }",
            [0.3],
            3,
        ),
        ("{ either { ... on Named { things { name } } ... on Thing { a: things { name } } } }", [0.2], 9),
    ],
)
def test_of_an_abstract_type_the_dearest_possible_type_counts(
    text: str, expected: list[float], objects: int
) -> None:
    assert waves(text) == expected
    assert cost(text).objects == objects


def test_fields_that_cost_most_are_named_with_their_path() -> None:
    most = cost("{ one { a: things { next { name } } } things(first: 3) { name } }")
    assert most.most_calls
    assert most.most_objects
    assert most.most_calls.path == ("one", "a", "next")
    assert most.most_calls.amount == pytest.approx(0.4)
    assert most.most_objects.path == ("one", "a")
    assert most.most_objects.amount == 4


def test_fragments_that_double_are_estimated_once_each() -> None:
    fragments = "".join(
        f"fragment F{i} on Thing {{ x: next {{ ...F{i + 1} }} y: next {{ ...F{i + 1} }} }} "
        for i in range(40)
    )
    found = cost("{ one { ...F0 } } " + fragments + "fragment F40 on Thing { name }")
    assert found.objects == 2**41 - 1


def test_introspection_costs_about_the_objects_of_its_answer() -> None:
    schema = build_schema(
        "type Query { a(b: Int, c: E): [T] } type T { t: T e: E } enum E { A B } input I { i: I }"
    )
    query = get_introspection_query()
    found = Estimate(operation(query, schema), read_hints(schema), 10).whole()
    actual = _objects(introspection_from_schema(schema))
    assert found.calls == 0
    assert actual <= found.objects <= 10 * actual


def _objects(value: object) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(_objects, value.values()))
    return sum(map(_objects, value)) if isinstance(value, list) else 0


def test_what_grows_beyond_all_numbers_can_still_be_compared() -> None:
    text = "{ free " + "{ many " * 40 + "{ next { name } }" + " }" * 40 + " things(first: 0) { name } }"
    found = Estimate(operation(text), read_hints(SCHEMA), 10**9).whole()
    assert found.objects == 10**15
    assert found.calls == 10**15
