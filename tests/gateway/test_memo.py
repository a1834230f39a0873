from typing import Any

import pytest
from graphql import parse

from app.gateway.memo import KEPT, LONGEST, bytes_of_memo
from app.gateway.operation import Document

TEXT = """
query Q($id: ID!, $filter: String, $first: Int, $yes: Boolean!) {
  board(id: $id) @include(if: $yes) { cards(filter: $filter) { id } ...F }
}
query Other($filter: String) { board(id: 1) { cards(filter: $filter) { id } } }
fragment F on Board { lists(first: $first) { id } }
"""


@pytest.fixture
def document() -> Document:
    return Document(parse(TEXT))


def variables(**given: Any) -> dict[str, Any]:
    return {"id": "b", "filter": "open", "first": 1, "yes": True, **given}


def test_what_is_asked_for_makes_no_difference(document: Document) -> None:
    assert document.memo("Q", variables()) is document.memo("Q", variables(id="another"))


@pytest.mark.parametrize(
    "changed",
    [{"filter": "closed"}, {"filter": None}, {"first": 2}, {"first": 1.0}, {"first": True}, {"yes": False}],
)
def test_all_else_makes_a_difference(document: Document, changed: dict[str, Any]) -> None:
    assert document.memo("Q", variables()) is not document.memo("Q", variables(**changed))


def test_zeros_of_either_sign_are_two(document: Document) -> None:
    assert document.memo("Q", variables(first=0.0)) is not document.memo("Q", variables(first=-0.0))


def test_variable_that_is_not_sent_is_not_null(document: Document) -> None:
    sent = variables(filter=None)
    missing = {name: value for name, value in sent.items() if name != "filter"}

    assert document.memo("Q", missing) is document.memo("Q", missing)
    assert document.memo("Q", missing) is not document.memo("Q", sent)


def test_operations_of_a_document_have_memos_of_their_own(document: Document) -> None:
    assert document.memo("Q", variables()) is not document.memo("Other", variables())


@pytest.mark.parametrize("value", [["open"], {"a": 1}, "x" * (LONGEST + 1)])
def test_large_variables_are_not_remembered(document: Document, value: Any) -> None:
    assert document.memo("Q", variables(filter=value)) is not document.memo("Q", variables(filter=value))


def test_few_memos_of_an_operation_are_kept(document: Document) -> None:
    first = document.memo("Q", variables(first=0))
    last = [document.memo("Q", variables(first=number)) for number in range(1, KEPT + 1)][-1]

    assert document.memo("Q", variables(first=KEPT)) is last
    assert document.memo("Q", variables(first=0)) is not first


def test_root_field_in_a_fragment_counts_as_any_other() -> None:
    text = "query ($id: ID!) { ...F } fragment F on Query { board(id: $id) { id } }"
    document = Document(parse(text))

    assert document.memo(None, {"id": "a"}) is not document.memo(None, {"id": "b"})


def test_document_grows_with_each_memo(document: Document) -> None:
    for first in range(3):
        document.memo("Q", variables(first=first))
    document.memo("Q", variables(first=1))
    document.memo("Q", variables(filter=["not remembered"]))

    assert document.grown == 3 * bytes_of_memo(len(TEXT))


def test_document_does_not_grow_with_memos_that_make_room_for_others(document: Document) -> None:
    for first in range(2 * KEPT):
        document.memo("Q", variables(first=first))

    assert document.grown == KEPT * bytes_of_memo(len(TEXT))
