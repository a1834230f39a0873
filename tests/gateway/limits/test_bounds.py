from dataclasses import dataclass

import pytest
from graphql import build_schema
from pydantic.alias_generators import to_camel

from app.gateway.documents.validation import parse_and_validate
from app.gateway.errors import QueryTooExpensive, ValidationFailed
from app.gateway.failures import Failure, RequestRefused
from app.gateway.operation import Document
from app.settings.limits import DEFAULT_LIMITS, LimitSettings

SCHEMA = build_schema(
    """
    type Query { a: Int f(x: Int): Int t: T l(x: [Int]): Int i(i: I): Int }
    type T { a: Int f(x: Int): Int t: T }
    input I { a: Int i: I }
    """
)


def refusal_of(text: str, limits: LimitSettings = DEFAULT_LIMITS) -> Failure:
    """Return the one reason to refuse a document."""
    with pytest.raises(RequestRefused) as refused:
        parse_and_validate(SCHEMA, text, limits)
    (failure,) = refused.value.failures
    return failure


def limit_of(text: str) -> str:
    """Return the limit that a document goes beyond by default."""
    cause = refusal_of(text).cause
    assert isinstance(cause, QueryTooExpensive)
    limit: str = cause.extensions["limit"]
    return limit


def test_nested_list_of_40_kilobytes_is_refused() -> None:
    assert limit_of("{ l(x: " + "[" * 20_000 + "]" * 20_000 + ") }") == "tokens"


def test_nested_input_object_is_refused() -> None:
    assert limit_of("{ i(i: " + "{i:" * 10_000 + "1" + "}" * 10_000 + ") }") == "tokens"


def test_nested_list_type_is_refused() -> None:
    text = "query ($v: " + "[" * 10_000 + "Int" + "]" * 10_000 + ") { a }"
    assert limit_of(text) == "tokens"


def test_selection_of_10000_levels_is_refused() -> None:
    assert limit_of("{ t" * 10_000 + "{ a }" + "}" * 10_000) == "tokens"


def test_inline_fragments_of_10000_levels_are_refused() -> None:
    assert limit_of("{ ..." * 10_000 + "{ a }" + "}" * 10_000) == "tokens"


def test_unclosed_document_is_refused() -> None:
    assert limit_of("{ t" * 300_000) == "tokens"


@pytest.mark.parametrize(("twice", "limit"), [("x: {0} y: {0}", "aliases"), ("{0} {0}", "fields")])
def test_fragments_that_double_23_times_are_refused(twice: str, limit: str) -> None:
    fragments = "".join(
        f"fragment F{i} on T {{ {twice.format(f't {{ ...F{i + 1} }}')} }} " for i in range(23)
    )
    assert limit_of("{ t { ...F0 } } " + fragments + "fragment F23 on T { a }") == limit


def test_doubling_fragments_without_fields_between_are_accepted() -> None:
    fragments = "".join(f"fragment F{i} on T {{ ...F{i + 1} ...F{i + 1} }} " for i in range(10))
    document = parse_and_validate(SCHEMA, "{ t { ...F0 } } " + fragments + "fragment F10 on T { a }")
    assert isinstance(document, Document)


@pytest.mark.parametrize("length", [150, 500, 1_000])
def test_chain_of_fragments_is_refused(length: int) -> None:
    fragments = "".join(f"fragment F{i} on T {{ ...F{i + 1} }} " for i in range(length))
    chain = "{ t { ...F0 } } " + fragments + f"fragment F{length} on T {{ a }}"
    assert limit_of(chain) == "fragments"


@pytest.mark.parametrize(("count", "limit"), [(300, "pairs"), (990, "selections"), (2_000, "selections")])
def test_same_field_too_many_times_is_refused(count: int, limit: str) -> None:
    assert limit_of("{" + "a " * count + "}") == limit


def test_same_field_with_a_selection_too_many_times_is_refused() -> None:
    text = "{" + "".join(f"t {{ t {{ a b{i}: a }} }} " for i in range(480)) + "}"
    assert limit_of(text) == "pairs"


def test_pairs_below_merged_fields_are_counted() -> None:
    text = "{" + "t { a a a a a } " * 60 + "}"
    assert limit_of(text) == "pairs"


def test_many_fragments_side_by_side_are_refused() -> None:
    spreads = "".join(f"...F{i} " for i in range(150))
    fragments = "".join(f"fragment F{i} on T {{ a }} " for i in range(150))
    assert limit_of("{ t {" + spreads + "} }" + fragments) == "pairs"


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"query Q{i} {{ a }}" for i in range(10_000)),
        "query (" + " ".join(f"$v{i}: Int" for i in range(10_000)) + ") { a }",
        "{ f(" + " ".join(f"x{i}: 1" for i in range(10_000)) + ") }",
        "{ a } " + " ".join(f"fragment F{i} on Query {{ a }}" for i in range(10_000)),
        "{" + " ".join(f"a{i}: a" for i in range(50_000)) + "}",
        "{" + "... { a } " * 100_000 + "}",
    ],
    ids=["operations", "variables", "arguments", "fragments", "aliases", "inline fragments"],
)
def test_ten_thousand_of_anything_are_refused_by_their_tokens(text: str) -> None:
    assert limit_of(text) == "tokens"


@pytest.mark.parametrize(
    "text",
    [
        "{ ..." * 70 + "{ a }" + "}" * 70,
        "{ l(x: " + "[" * 70 + "]" * 70 + ") }",
        "{ i(i: " + "{i: " * 70 + "{}" + "}" * 70 + ") }",
        "query ($v: " + "[" * 70 + "Int" + "]" * 70 + ") { a }",
    ],
    ids=["inline fragments", "lists", "objects", "types"],
)
def test_brackets_too_deep_for_the_stack_are_refused(text: str) -> None:
    assert limit_of(text) == "brackets"


def test_brackets_as_deep_as_allowed_are_accepted() -> None:
    levels = DEFAULT_LIMITS.brackets - 3
    text = "{ i(i: " + "{i: " * levels + "{}" + "}" * levels + ") }"
    assert parse_and_validate(SCHEMA, text).translated


def test_document_as_deep_as_allowed_is_accepted() -> None:
    levels = DEFAULT_LIMITS.depth - 1
    parse_and_validate(SCHEMA, "{ t" * levels + "{ a }" + "}" * levels)


def test_document_deeper_than_allowed_is_refused() -> None:
    failure = refusal_of("{ t" * DEFAULT_LIMITS.depth + "{ a }" + "}" * DEFAULT_LIMITS.depth)
    assert str(failure.cause) == (
        "The limit is 40 selection sets within one another; here are 41. "
        "Ask for less, or in several requests."
    )


def test_depth_is_counted_through_fragments() -> None:
    fragment = "fragment F on T " + "{ t" * 25 + "{ a }" + "}" * 25
    text = "{ t" * 25 + "{ ...F }" + "}" * 25 + fragment
    assert limit_of(text) == "depth"


def test_fields_of_spread_fragments_are_counted_each_time() -> None:
    spreads = "t { ...F } " * 101
    assert limit_of("{" + spreads + "} fragment F on T {" + "a " * 99 + "}") == "fields"


def test_repetition_of_components_is_accepted() -> None:
    parse_and_validate(SCHEMA, "{" + "t { a t { a } } " * 60 + "}")


@dataclass(frozen=True)
class Case:
    """A setting with a document that just passes, and one that does not; `§` stands where that is told."""

    setting: str
    maximum: int
    accepted: str
    refused: str
    actual: int


CASES = (
    Case("tokens", 4, "{ a a }", "{ a a a §}", 5),
    Case("brackets", 3, "{ l(x: [1]) }", "{ l(x: [§[1]]) }", 4),
    Case(
        "depth",
        2,
        "{ t { a ...F } } fragment F on T { a }",
        "{ t { a } t { ...F } } fragment F on T { t { §a } }",
        3,
    ),
    Case("root_fields", 2, "{ a a ...F } fragment F on Query { b: a }", "{ a ... { b: a §c: a } }", 3),
    Case(
        "aliases",
        1,
        "{ t { b: a } }",
        "{ t { b: a } ...F } fragment F on Query { a ... { §c: t { d: a } } }",
        3,
    ),
    Case("fields", 3, "{ t { a } a }", "{ t { a } ...F } fragment F on Query { a §f }", 6),
    Case(
        "fragments",
        1,
        "{ ...F } fragment F on Query { a }",
        "{ ...F ...G } fragment F on Query { a } §fragment G on Query { a }",
        2,
    ),
    Case("selections", 2, "{ t { a f } a }", "{ t { a ... { f } §t { a } } }", 3),
    Case("pairs", 1, "{ a a }", "query A { a a } §query B { a a a }", 4),
    Case(
        "introspection_depth",
        1,
        "{ __schema { types { fields { name } } } }",
        "{ a ...F } fragment F on Query { §__schema { types { interfaces { fields { name } } } } }",
        2,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.setting)
def test_refusal_names_limit_maximum_actual_figure_and_place(case: Case) -> None:
    limits = DEFAULT_LIMITS.model_copy(update={case.setting: case.maximum})
    parse_and_validate(SCHEMA, case.accepted, limits)
    failure = refusal_of(case.refused.replace("§", ""), limits)
    assert isinstance(failure.cause, QueryTooExpensive)
    assert failure.cause.extensions == {
        "code": "QUERY_TOO_EXPENSIVE",
        "limit": to_camel(case.setting),
        "maximum": case.maximum,
        "actual": case.actual,
    }
    assert failure.locations == [(1, case.refused.index("§") + 1)]


def test_fields_that_only_look_like_lists_of_types_are_no_introspection() -> None:
    schema = build_schema("type Query { fields: [Query] name: String }")
    parse_and_validate(schema, "{ fields { fields { fields { fields { name } } } } }")


def test_spreads_of_unknown_fragments_count_nothing() -> None:
    with pytest.raises(RequestRefused) as refused:
        parse_and_validate(SCHEMA, "{ ...Nowhere }")
    (failure,) = refused.value.failures
    assert isinstance(failure.cause, ValidationFailed)
