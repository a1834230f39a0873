import pytest
from graphql import build_schema

from app.gateway.documents.validation import parse_and_validate
from app.gateway.failures import RequestRefused
from app.gateway.limits.bounds import MAX_DEPTH, MAX_NESTING
from app.gateway.operation import Document

SCHEMA = build_schema(
    """
    type Query { a: Int f(x: Int): Int t: T l(x: [Int]): Int i(i: I): Int }
    type T { a: Int f(x: Int): Int t: T }
    input I { a: Int i: I }
    """
)


def verdict(text: str) -> str:
    """Return the code of the first reason to refuse a document."""
    with pytest.raises(RequestRefused) as refused:
        parse_and_validate(SCHEMA, text)
    code: str = refused.value.failures[0].cause.code  # type: ignore[attr-defined]  # only GatewayErrors refuse
    return code


def test_nested_list_of_40_kilobytes_is_refused() -> None:
    assert verdict("{ l(x: " + "[" * 20_000 + "]" * 20_000 + ") }") == "GRAPHQL_PARSE_FAILED"


def test_nested_input_object_is_refused() -> None:
    assert verdict("{ i(i: " + "{i:" * 10_000 + "1" + "}" * 10_000 + ") }") == "GRAPHQL_PARSE_FAILED"


def test_nested_list_type_is_refused() -> None:
    text = "query ($v: " + "[" * 10_000 + "Int" + "]" * 10_000 + ") { a }"
    assert verdict(text) == "GRAPHQL_PARSE_FAILED"


def test_selection_of_10000_levels_is_refused() -> None:
    assert verdict("{ t" * 10_000 + "{ a }" + "}" * 10_000) == "GRAPHQL_PARSE_FAILED"


def test_inline_fragments_of_10000_levels_are_refused() -> None:
    assert verdict("{ ..." * 10_000 + "{ a }" + "}" * 10_000) == "GRAPHQL_PARSE_FAILED"


def test_unclosed_document_is_refused() -> None:
    assert verdict("{ t" * 300_000) == "GRAPHQL_PARSE_FAILED"


def test_fragments_that_double_23_times_are_refused() -> None:
    fragments = "".join(
        f"fragment F{i} on T {{ x: t {{ ...F{i + 1} }} y: t {{ ...F{i + 1} }} }} " for i in range(23)
    )
    assert verdict("{ t { ...F0 } } " + fragments + "fragment F23 on T { a }") == "QUERY_TOO_EXPENSIVE"


def test_doubling_fragments_without_fields_between_are_accepted() -> None:
    fragments = "".join(f"fragment F{i} on T {{ ...F{i + 1} ...F{i + 1} }} " for i in range(10))
    document = parse_and_validate(SCHEMA, "{ t { ...F0 } } " + fragments + "fragment F10 on T { a }")
    assert isinstance(document, Document)


@pytest.mark.parametrize("length", [500, 1_000])
def test_chain_of_fragments_is_refused(length: int) -> None:
    fragments = "".join(f"fragment F{i} on T {{ ...F{i + 1} }} " for i in range(length))
    chain = "{ t { ...F0 } } " + fragments + f"fragment F{length} on T {{ a }}"
    assert verdict(chain) == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize("count", [500, 990, 2_000])
def test_same_field_too_many_times_is_refused(count: int) -> None:
    assert verdict("{" + "a " * count + "}") == "QUERY_TOO_EXPENSIVE"


def test_same_field_with_a_selection_too_many_times_is_refused() -> None:
    text = "{" + "".join(f"t {{ t {{ a b{i}: a }} }} " for i in range(480)) + "}"
    assert verdict(text) == "QUERY_TOO_EXPENSIVE"


def test_pairs_below_merged_fields_are_counted() -> None:
    text = "{" + "t { a a a a a } " * 60 + "}"
    assert verdict(text) == "QUERY_TOO_EXPENSIVE"


def test_many_fragments_side_by_side_are_refused() -> None:
    spreads = "".join(f"...F{i} " for i in range(400))
    fragments = "".join(f"fragment F{i} on Query {{ x{i}: a }} " for i in range(400))
    assert verdict("{" + spreads + "}" + fragments) == "QUERY_TOO_EXPENSIVE"


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
    assert verdict(text) == "GRAPHQL_PARSE_FAILED"


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
    assert verdict(text) == "QUERY_TOO_EXPENSIVE"


def test_brackets_as_deep_as_allowed_are_accepted() -> None:
    text = "{ i(i: " + "{i: " * (MAX_NESTING - 3) + "{}" + "}" * (MAX_NESTING - 3) + ") }"
    assert parse_and_validate(SCHEMA, text).translated


def test_document_as_deep_as_allowed_is_accepted() -> None:
    parse_and_validate(SCHEMA, "{ t" * (MAX_DEPTH - 1) + "{ a }" + "}" * (MAX_DEPTH - 1))


def test_document_deeper_than_allowed_is_refused() -> None:
    text = "{ t" * MAX_DEPTH + "{ a }" + "}" * MAX_DEPTH
    with pytest.raises(RequestRefused) as refused:
        parse_and_validate(SCHEMA, text)
    (failure,) = refused.value.failures
    assert str(failure.cause) == (
        "The document has more than 40 levels of selections. Ask for less, or in several requests."
    )


def test_depth_is_counted_through_fragments() -> None:
    fragment = "fragment F on T " + "{ t" * 25 + "{ a }" + "}" * 25
    text = "{ t" * 25 + "{ ...F }" + "}" * 25 + fragment
    assert verdict(text) == "QUERY_TOO_EXPENSIVE"


def test_fields_of_spread_fragments_are_counted_each_time() -> None:
    fields = " ".join(f"a{i}: a" for i in range(100))
    spreads = " ".join(f"t{i}: t {{ ...F }}" for i in range(100))
    assert verdict("{" + spreads + "} fragment F on T {" + fields + "}") == "QUERY_TOO_EXPENSIVE"


def test_repetition_of_components_is_accepted() -> None:
    parse_and_validate(SCHEMA, "{" + "t { a t { a } } " * 60 + "}")
