import json
from typing import Any

import pytest
from multidict import MultiDict

from app.gateway.errors import BadRequest
from app.gateway.http.parameters import Parameters, from_body, from_url


def test_body_is_read() -> None:
    body = (
        b'{"query": "{ a }", "operationName": "A", "variables": {"v": 1}, "extensions": {"e": null}, "id": 7}'
    )
    assert from_body(body) == Parameters("{ a }", "A", {"v": 1}, {"e": None})


@pytest.mark.parametrize(
    "named", [{"documentId": "x"}, {"documentId": ""}, {"extensions": {"persistedQuery": {}}}]
)
def test_query_may_be_left_out_if_the_document_is_named(named: dict[str, Any]) -> None:
    assert from_body(json.dumps(named).encode()) == Parameters(
        None, None, None, named.get("extensions"), named.get("documentId")
    )


@pytest.mark.parametrize("rest", ["", ', "operationName": null, "variables": null, "extensions": null'])
def test_parameters_may_be_left_out_or_null(rest: str) -> None:
    assert from_body(f'{{"query": "{{ a }}"{rest}}}'.encode()) == Parameters("{ a }", None, None, None)


def test_empty_operation_name_is_none() -> None:
    assert from_body(b'{"query": "{ a }", "operationName": ""}').operation_name is None


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The body is not JSON: "),
        (b"{", "The body is not JSON: "),
        (b'{"query": "\xff"}', "The body is not JSON: "),
        (b'{"query": "{ a }", "variables": {"v": NaN}}', "The body is not JSON: "),
        (b"[" * 100_000, "The body is not JSON: "),
        (b"7", "The body must be a JSON object such as "),
        (b'"query"', "The body must be a JSON object such as "),
        (b"null", "The body must be a JSON object such as "),
        (b'[{"query": "{ a }"}]', "Several requests in one body are not served: send each on its own."),
        (b"{}", "The parameter `query` is missing: it holds the GraphQL document."),
        (b'{"query": null}', "The parameter `query` is missing: it holds the GraphQL document."),
        (b'{"extensions": {}}', "The parameter `query` is missing: it holds the GraphQL document."),
        (b'{"extensions": {"persistedQuery": null}}', "The parameter `query` is missing: "),
        (b'{"documentId": null}', "The parameter `query` is missing: it holds the GraphQL document."),
        (b'{"documentId": 7}', "The parameter `documentId` must be a string."),
        (b'{"query": 7}', "The parameter `query` must be a string."),
        (b'{"query": ["x"]}', "The parameter `query` must be a string."),
        (b'{"query": {}}', "The parameter `query` must be a string."),
        (b'{"query": "{ a }", "operationName": ["A"]}', "The parameter `operationName` must be a string."),
        (b'{"query": "{ a }", "variables": 7}', "The parameter `variables` must be a map."),
        (b'{"query": "{ a }", "variables": ["a"]}', "The parameter `variables` must be a map."),
        (b'{"query": "{ a }", "variables": "{}"}', "The parameter `variables` must be a map."),
        (b'{"query": "{ a }", "extensions": 0}', "The parameter `extensions` must be a map."),
    ],
)
def test_body_that_is_no_request_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(BadRequest) as raised:
        from_body(body)
    assert str(raised.value).startswith(message)


def test_url_is_read() -> None:
    url_query = MultiDict(
        query="{ a }", operationName="A", variables='{"v": "é"}', extensions="{}", other="x"
    )
    assert from_url(url_query) == Parameters("{ a }", "A", {"v": "é"}, {})
    assert from_url(MultiDict(documentId="sha256:x")) == Parameters(None, None, None, None, "sha256:x")


def test_empty_parameters_of_a_url_are_none() -> None:
    url_query = MultiDict(query="{ a }", operationName="", variables="", extensions="null")
    assert from_url(url_query) == Parameters("{ a }", None, None, None)


@pytest.mark.parametrize(
    ("url_query", "message"),
    [
        (MultiDict(), "The parameter `query` is missing: it holds the GraphQL document."),
        (MultiDict(query="a", variables="{"), "The parameter `variables` is not JSON: "),
        (MultiDict(query="a", variables="[1]"), "The parameter `variables` must be a map."),
        (MultiDict(query="a", extensions="1"), "The parameter `extensions` must be a map."),
        (MultiDict([("query", "a"), ("query", "b")]), "The parameter `query` is there more than once."),
    ],
)
def test_url_that_is_no_request_is_refused(url_query: MultiDict[str], message: str) -> None:
    with pytest.raises(BadRequest) as raised:
        from_url(url_query)
    assert str(raised.value).startswith(message)
