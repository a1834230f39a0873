from urllib.parse import parse_qsl, quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trello.request import Params, Request, percent_encoded


def test_path_is_made_of_segments() -> None:
    assert Request.of("boards", "abc", "cards").path == "/boards/abc/cards"


def test_url_without_parameters_has_no_query() -> None:
    assert Request.of("boards", "abc").url == "/boards/abc"


def test_parameters_are_encoded_commas_included() -> None:
    request = Request.of("boards", "abc", params={"fields": "id,name", "actions_limit": 50, "members": True})
    assert request.params == (("actions_limit", "50"), ("fields", "id,name"), ("members", "true"))
    assert request.url == "/boards/abc?actions_limit=50&fields=id%2Cname&members=true"


def test_order_of_parameters_makes_no_difference() -> None:
    one = Request.of("cards", "abc", params={"fields": "name", "members": False})
    other = Request.of("cards", "abc", params={"members": False, "fields": "name"})
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize("segment", ["", ".", "..", "..."])
def test_segment_that_no_encoding_holds_is_refused(segment: str) -> None:
    with pytest.raises(ValueError, match="a path segment is neither empty nor made of dots"):
        Request.of("boards", segment)


@given(st.text().filter(lambda text: text.strip(".")), st.dictionaries(st.text(min_size=1), st.text()))
def test_every_text_reads_back_as_it_was_given(segment: str, params: dict[str, str]) -> None:
    url = urlsplit(Request.of("cards", segment, params=params).url)
    assert [unquote(part) for part in url.path.split("/")] == ["", "cards", segment]
    assert dict(parse_qsl(url.query, keep_blank_values=True)) == params
    assert not url.fragment


@given(st.one_of(st.text(), st.from_regex(r"[A-Za-z0-9_.~/?=&%,:@-]*", fullmatch=True)))
def test_any_text_is_encoded_as_the_standard_library_does_it(text: str) -> None:
    assert percent_encoded(text) == quote(text, safe="")


def test_requests_for_several_objects_can_share_parameters() -> None:
    params = Params.of({"fields": "name"})

    assert Request("/cards/a", params) == Request.of("cards", "a", params={"fields": "name"})
    assert Request("/cards/a", params) != Request("/cards/b", params)


def test_request_shows_what_is_asked_for() -> None:
    request = Request.of("cards", "a", params={"fields": "name"})

    assert repr(request) == "Request('/cards/a?fields=name')"
    assert request != "/cards/a?fields=name"
