import orjson
import pytest

from app.trello.cache.entry import Entry
from app.trello.cache.lifetimes import Lifetime
from app.trello.cache.tags import tags
from app.trello.request import Request

BOARD, CARD, LABEL = ("5" * 23 + each for each in "abc")
REQUEST = Request.of("boards", "shortLnk", params={"cards": "visible"})
BODY = orjson.dumps({"id": BOARD, "cards": [{"id": CARD, "idList": "7" * 24, "labels": [{"id": LABEL}]}]})


def test_an_answer_is_about_all_objects_in_it_and_what_was_asked_for() -> None:
    assert tags(REQUEST, BODY) == {BOARD, CARD, LABEL, "shortLnk"}


def test_an_answer_that_there_is_nothing_is_about_what_was_asked_for() -> None:
    assert tags(Request.of("members", "me", "boards"), b"") == {"me"}


def test_a_search_is_about_whatever_may_change() -> None:
    assert tags(Request.of("search", params={"query": "x"}), b"") == {"search"}


@pytest.mark.parametrize("body", [BODY, None])
def test_an_entry_is_the_same_after_redis(body: bytes | None) -> None:
    entry = Entry(REQUEST, body, 1234.5, Lifetime(2.0, 10.0), 7)

    assert Entry.decoded(REQUEST, entry.encoded) == entry


@pytest.mark.parametrize(
    "content", [b"", b"x", b"7\n{}", b"[1,2]\n{}", b'[1,2,3,"x"]\n{}', b"[1,2,3,null]\n{}"]
)
def test_anything_else_is_no_entry(content: bytes) -> None:
    with pytest.raises((TypeError, ValueError)):
        Entry.decoded(REQUEST, content)


def test_an_entry_is_about_what_its_answer_is_and_as_large() -> None:
    small, large = (Entry(REQUEST, each, 0.0, Lifetime(1, 1), 0) for each in (None, BODY))

    assert large.size - small.size == 2 * len(BODY)
    assert small.tags == {"shortLnk"}
    assert large.tags == tags(REQUEST, BODY)
