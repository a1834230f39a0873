import gc
import weakref
from typing import Any

import pytest
from graphql import DocumentNode, parse

from app.gateway.documents import store, validation
from app.gateway.documents.store import Documents
from app.gateway.errors import GatewayError
from app.gateway.failures import Failure, RequestRefused
from app.gateway.operation import Document
from tests.gateway.zoo import schema

SCHEMA = schema()

GOOD = {
    "merging of the same field": "{ a: needed a: needed }",
    "fragment spread in two places": (
        "{ animal { ...A ...B } } fragment A on Animal { id ...B } fragment B on Animal { name }"
    ),
    "two root fields of a subscription that merge": (
        "subscription { ticks ...F } fragment F on Subscription { ticks }"
    ),
    "space between dollar and name": "query ($ v: Int) { needed(number: 1) given(number: $v) }",
    "directive on a variable definition": "query ($v: Int @note) { given(number: $v) }",
    "unicode escapes": '{ given(text: "\\u00e9 \\uD83D\\uDE00 \\u{1F600} \\u2041 \\u0000") }',
    "empty object": "{ given(filter: {}) }",
}

BAD = {
    "conflicting arguments": "{ a: needed(number: 1) a: needed(number: 2) }",
    "conflicting fields": "{ a: needed a: given }",
    "cycle of fragments": "{ animal { ...F } } fragment F on Animal { friends { ...F } }",
    "unused cycle of fragments": "{ needed } fragment F on Animal { friends { ...F } }",
    "introspection of a subscription's root alone": "subscription { __typename }",
    "variable of unknown type": "query ($v: Nope) { given(list: [[$v]]) }",
    "default of the wrong type": 'query ($v: Int = "one") { given(number: $v) }',
    "fragment that can never match": "{ animal { ...F } } fragment F on Cat { ... on Dog { id } }",
    "string for an enum": '{ given(mood: "CALM") }',
    "one of two": '{ keeper(by: {id: "1", name: "x"}) { id } }',
    "one of none": "{ keeper(by: {}) { id } }",
    "unknown field": "{ unicorn }",
    "unknown argument": "{ needed(much: 1) }",
    "missing argument": "{ at }",
    "selection on a scalar": "{ needed { a } }",
    "no selection on an object": "{ animal }",
    "unused variable": "query ($v: Int) { needed }",
    "undefined variable": "{ needed(number: $v) }",
    "two operations of a name": "query A { needed } query A { needed }",
    "anonymous operation beside another": "{ needed } query A { needed }",
    "unknown fragment": "{ animal { ...F } }",
    "unknown directive": "{ needed @maybe }",
    "schema definition": "{ needed } type T { a: Int }",
    "variable of the wrong type": "query ($v: Int) { given(mood: $v) }",
    "nullable variable in a non-null place": "query ($v: DateTime) { at(moment: $v) }",
}

BROKEN = {
    "nothing": "",
    "unclosed": "{ needed",
    "empty selection": "{ animal { } }",
    "number followed by a name": "{ needed(number: 1b: 2) }",
    "leading zero": "{ given(list: [01]) }",
    "variable named by a digit": "query ($1: Int) { needed }",
    "NUL and what follows it": "{ needed }\0 } junk",
    "bad unicode escape": '{ given(text: "\\uD83D") }',
    "fragment named on": "{ ...on }",
}


def code_of(failure: Failure) -> str:
    assert isinstance(failure.cause, GatewayError)
    return failure.cause.code


@pytest.fixture
def kept() -> Documents:
    return Documents(SCHEMA, cache_bytes=1_000_000)


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_valid_document_is_accepted(kept: Documents, text: str) -> None:
    assert isinstance(kept.get(text), Document)


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_invalid_document_is_refused_with_places(kept: Documents, text: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        kept.get(text)
    for failure in refused.value.failures:
        assert code_of(failure) == "GRAPHQL_VALIDATION_FAILED"
        assert failure.locations
        assert not failure.path


ABOUT_THE_SCHEMA = {
    "schema": "{ __schema { description } }",
    "type": '{ needed t: __type(name: "Cat") { name } }',
    "within a fragment": "{ ...F } fragment F on Query { ... { __schema { types { name } } } }",
    "never included": "{ needed __schema @skip(if: true) { description } }",
}


@pytest.mark.parametrize("text", ABOUT_THE_SCHEMA.values(), ids=ABOUT_THE_SCHEMA)
def test_question_about_the_schema_is_refused_where_introspection_is_off(text: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        Documents(SCHEMA, cache_bytes=0, introspection=False).get(text)
    (failure,) = refused.value.failures
    assert code_of(failure) == "INTROSPECTION_DISABLED"
    assert len(failure.locations) == 1
    assert isinstance(Documents(SCHEMA, cache_bytes=0).get(text), Document)


def test_question_about_the_schema_is_refused_with_its_place() -> None:
    with pytest.raises(RequestRefused) as refused:
        Documents(SCHEMA, cache_bytes=0, introspection=False).get("{\n  __schema { types { name } }\n}")
    (failure,) = refused.value.failures
    assert str(failure.cause) == "Introspection is disabled here: `__schema` cannot be asked for."
    assert failure.locations == [(2, 3)]


def test_names_of_types_are_no_introspection() -> None:
    text = "{ __typename animal { __typename } }"
    assert isinstance(Documents(SCHEMA, cache_bytes=0, introspection=False).get(text), Document)


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_text_that_is_no_document_is_refused_with_a_place(kept: Documents, text: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        kept.get(text)
    (failure,) = refused.value.failures
    assert code_of(failure) == "GRAPHQL_PARSE_FAILED"
    assert len(failure.locations) == 1


def test_errors_are_told_up_to_a_bound(kept: Documents) -> None:
    with pytest.raises(RequestRefused) as refused:
        kept.get("{" + " ".join(f"unicorn{index}" for index in range(100)) + "}")
    assert len(refused.value.failures) == 21
    assert str(refused.value.failures[-1].cause) == (
        "Too many validation errors, error limit reached. Validation aborted."
    )


def test_document_that_exhausts_the_stack_is_refused(
    kept: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_arguments: Any) -> list[Any]:
        raise RecursionError

    monkeypatch.setattr(validation, "validate", exhausted)
    with pytest.raises(RequestRefused) as refused:
        kept.get("{ needed }")
    (failure,) = refused.value.failures
    assert str(failure.cause) == "The document is nested too deeply."
    assert code_of(failure) == "GRAPHQL_PARSE_FAILED"


def test_document_is_parsed_once(kept: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept.get("{ needed }")
    monkeypatch.setattr(store, "parse_and_validate", None)
    assert kept.get("{ needed }") is first


def test_refusal_is_remembered(kept: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RequestRefused) as first:
        kept.get("{ unicorn }")
    monkeypatch.setattr(store, "parse_and_validate", None)
    with pytest.raises(RequestRefused) as second:
        kept.get("{ unicorn }")
    assert second.value.failures == first.value.failures


def test_refused_document_is_not_kept_alive(kept: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[weakref.ref[DocumentNode]] = []

    def remembering(text: str, **settings: bool | int) -> DocumentNode:
        node = parse(text, **settings)  # type: ignore[arg-type]  # handed through
        parsed.append(weakref.ref(node))
        return node

    monkeypatch.setattr(validation, "parse", remembering)
    with pytest.raises(RequestRefused):
        kept.get("{ unicorn }")
    gc.collect()
    (reference,) = parsed
    assert reference() is None
