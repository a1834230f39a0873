from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from app.gateway.errors import Unauthenticated
from app.gateway.viewer.bearer import bearer_token


def shown(*headers: str, payload: dict[str, Any] | None = None) -> str:
    request = make_mocked_request(
        "GET", "/graphql?access_token=x", CIMultiDict(("Authorization", value) for value in headers)
    )
    return bearer_token(request, payload or {}).get_secret_value()


@pytest.mark.parametrize("header", ["Bearer abc", "bearer abc", "BEARER  abc ", " Bearer abc"])
def test_a_header_shows_a_token(header: str) -> None:
    assert shown(header) == "abc"


@pytest.mark.parametrize("name", ["Authorization", "authorization"])
def test_the_payload_that_begins_a_connection_goes_before_the_header(name: str) -> None:
    assert shown("Bearer of-the-header", payload={name: "Bearer abc"}) == "abc"


def test_a_payload_without_a_token_leaves_it_to_the_header() -> None:
    assert shown("Bearer abc", payload={"more": 1}) == "abc"


@pytest.mark.parametrize("headers", [(), ("",), ("Bearer",), ("Bearer ",), ("Basic YTpi",), ("abc",)])
def test_anything_else_shows_nobody(headers: tuple[str, ...]) -> None:
    with pytest.raises(Unauthenticated, match="one header: `Authorization: Bearer <API token>`"):
        shown(*headers)


@pytest.mark.parametrize("value", [None, 1, {}, ["Bearer abc"], "abc"])
def test_a_payload_that_shows_something_else_shows_nobody(value: Any) -> None:
    with pytest.raises(Unauthenticated):
        shown("Bearer abc", payload={"Authorization": value})


def test_two_tokens_are_none() -> None:
    with pytest.raises(Unauthenticated):
        shown("Bearer abc", "Bearer abc")
    with pytest.raises(Unauthenticated):
        shown(payload={"Authorization": "Bearer a", "authorization": "Bearer b"})
