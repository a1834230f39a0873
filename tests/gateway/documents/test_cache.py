import gc
import tracemalloc

import pytest

from app.gateway.documents.cache import BYTES_PER_CHARACTER, BYTES_PER_DOCUMENT, DocumentCache
from app.gateway.documents.validation import parse_and_validate
from app.gateway.errors import ParseFailed
from app.gateway.failures import Failure
from tests.gateway.zoo import schema

SCHEMA = schema()


def numbered(index: int) -> str:
    return f"{{ a{index:04}: needed }}"


DOCUMENT = parse_and_validate(SCHEMA, numbered(0))
DOCUMENT_BYTES = BYTES_PER_DOCUMENT + BYTES_PER_CHARACTER * len(numbered(0))
REFUSAL = (Failure(ParseFailed("No.")),)


def test_verdict_is_remembered() -> None:
    cache = DocumentCache(1_000_000)
    cache.put("good", DOCUMENT)
    cache.put("bad", REFUSAL)
    assert cache.get("good") is DOCUMENT
    assert cache.get("bad") is REFUSAL
    assert cache.get("other") is None


def test_memory_is_bounded() -> None:
    cache = DocumentCache(16 * DOCUMENT_BYTES)
    for index in range(100):
        cache.put(numbered(index), DOCUMENT)
    assert len(cache.accepted) == 15
    assert cache.accepted.bytes == 15 * DOCUMENT_BYTES


def test_document_that_was_not_used_for_longest_leaves_first() -> None:
    cache = DocumentCache(3 * DOCUMENT_BYTES)
    cache.put(numbered(0), DOCUMENT)
    cache.put(numbered(1), DOCUMENT)
    cache.get(numbered(0))
    cache.put(numbered(2), DOCUMENT)
    assert [cache.get(numbered(index)) is not None for index in range(3)] == [True, False, True]


def test_refused_documents_never_push_out_good_ones() -> None:
    cache = DocumentCache(16 * DOCUMENT_BYTES)
    for index in range(15):
        cache.put(numbered(index), DOCUMENT)
    for index in range(1_000):
        cache.put(f"bad {index:04}", REFUSAL)
    assert len(cache.accepted) == 15
    assert 0 < len(cache.refused) < 1_000
    assert cache.refused.bytes <= DOCUMENT_BYTES


def test_document_larger_than_the_cache_is_not_kept_and_pushes_nothing_out() -> None:
    cache = DocumentCache(3 * DOCUMENT_BYTES)
    cache.put(numbered(0), DOCUMENT)
    cache.put("x" * 1_000, DOCUMENT)
    assert cache.get("x" * 1_000) is None
    assert cache.get(numbered(0)) is DOCUMENT


def test_what_is_put_twice_is_counted_once() -> None:
    cache = DocumentCache(3 * DOCUMENT_BYTES)
    for _ in range(3):
        cache.put(numbered(0), DOCUMENT)
    assert len(cache.accepted) == 1
    assert cache.accepted.bytes == DOCUMENT_BYTES


def test_document_that_has_grown_is_counted_as_large_as_it_is_when_it_is_next_asked_for() -> None:
    cache = DocumentCache(16 * DOCUMENT_BYTES)
    grown = parse_and_validate(SCHEMA, numbered(0))
    for index in range(1, 15):
        cache.put(numbered(index), DOCUMENT)
    cache.put(numbered(0), grown)
    grown.written += 2 * DOCUMENT_BYTES

    assert cache.get(numbered(0)) is grown

    assert cache.accepted.bytes == 15 * DOCUMENT_BYTES
    assert [cache.get(numbered(index)) is not None for index in (0, 1, 2, 3)] == [True, False, False, True]


def test_document_that_has_grown_too_large_is_not_kept() -> None:
    cache = DocumentCache(3 * DOCUMENT_BYTES)
    grown = parse_and_validate(SCHEMA, numbered(0))
    cache.put(numbered(0), grown)
    grown.written += 3 * DOCUMENT_BYTES

    assert cache.get(numbered(0)) is grown
    assert cache.get(numbered(0)) is None
    assert cache.accepted.bytes == 0


def test_cache_of_no_bytes_keeps_nothing() -> None:
    cache = DocumentCache(0)
    cache.put(numbered(0), DOCUMENT)
    cache.put("bad", REFUSAL)
    assert cache.get(numbered(0)) is None
    assert cache.get("bad") is None


@pytest.mark.parametrize(
    "text",
    [
        "{needed}",
        "{animals{id name keeper{id name since animals{id}} friends(first:1){id}}}",
        "{animal{" + " ".join(f"a{index}:name" for index in range(300)) + "}}",
        "{" + "needed " * 190 + "}",
        "{given(list:[" + "[1 2]" * 500 + "])}",
        "{" + "...{...{needed}}" * 100 + "}",
    ],
    ids=["short", "usual", "aliases", "repeated", "literals", "fragments"],
)
def test_estimate_is_no_less_than_the_memory_a_document_takes(text: str) -> None:
    assert parse_and_validate(SCHEMA, text).translated  # what is made once is made before the count begins
    gc.collect()
    tracemalloc.start()
    try:
        kept = [parse_and_validate(SCHEMA, text) for _ in range(10)]
        assert all(document.translated for document in kept)
        gc.collect()
        taken, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0 < taken / len(kept) <= BYTES_PER_DOCUMENT + BYTES_PER_CHARACTER * len(text)
