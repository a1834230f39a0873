from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trello.batch import batch_answers, batch_request
from app.trello.errors import Forbidden, NotFound, RateLimited, TrelloError, Unavailable, UnexpectedAnswer
from app.trello.request import Request


def test_commas_inside_a_url_are_encoded_twice() -> None:
    request = batch_request(
        [Request.of("cards", "a", params={"fields": "id,name"}), Request.of("lists", "b")]
    )
    assert request.url == "/batch?urls=%2Fcards%2Fa%3Ffields%3Did%252Cname%2C%2Flists%2Fb"


@given(
    st.lists(
        st.tuples(
            st.text().filter(lambda text: text.strip(".")), st.dictionaries(st.text(min_size=1), st.text())
        ),
        min_size=1,
        max_size=10,
    )
)
def test_no_text_breaks_out_of_its_url(parts: list[tuple[str, dict[str, str]]]) -> None:
    request = batch_request([Request.of("cards", segment, params=params) for segment, params in parts])
    ((_, urls),) = parse_qsl(urlsplit(request.url).query)
    inner = [urlsplit(url) for url in urls.split(",")]
    assert [
        (unquote(url.path.removeprefix("/cards/")), dict(parse_qsl(url.query, keep_blank_values=True)))
        for url in inner
    ] == parts


def test_bodies_come_in_order() -> None:
    assert batch_answers([{"200": {"id": "a"}}, {"200": []}, {"200": None}], 3) == [{"id": "a"}, [], None]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ({"name": "NotFound", "message": "model not found", "statusCode": 404}, NotFound),
        (
            {"name": "Unauthorized", "message": "unauthorized card permission requested", "statusCode": 401},
            Forbidden,
        ),
        ({"name": "Error", "message": "Rate limit exceeded", "statusCode": 429}, RateLimited),
        ({"name": "Error", "message": None, "statusCode": 503}, Unavailable),
        ({"name": "Error", "message": "x"}, UnexpectedAnswer),
        ({"name": "Error", "message": "x", "statusCode": "404"}, UnexpectedAnswer),
        ({}, UnexpectedAnswer),
        ("text", UnexpectedAnswer),
        (None, UnexpectedAnswer),
    ],
)
def test_failed_item_becomes_its_error(item: Any, kind: type[TrelloError]) -> None:
    first, second = batch_answers([item, {"200": {"id": "b"}}], 2)
    assert type(first) is kind
    assert second == {"id": "b"}


def test_rate_limit_of_the_member_route_is_recognised_by_its_name() -> None:
    (item,) = batch_answers([{"name": "MEMBER_LIMIT_EXCEEDED", "message": "no", "statusCode": 429}], 1)
    assert isinstance(item, RateLimited)
    assert item.retry_after == 900


@pytest.mark.parametrize("body", [{"200": {}}, [], [{"200": {}}, {"200": {}}]])
def test_answer_that_is_no_list_of_that_length_is_refused(body: Any) -> None:
    with pytest.raises(UnexpectedAnswer):
        batch_answers(body, 1)
