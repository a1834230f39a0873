"""The OpenAPI document and its page."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.backend.asking import Asking

METHODS = {
    "/token": {"get", "post"},
    "/token/{token_id}": {"put", "delete"},
    "/settings": {"get", "post"},
    "/settings/{name}": {"put", "delete"},
    "/me": {"get"},
    "/me/trello": {"get", "post", "delete"},
    "/login/oauth/token": {"post"},
    "/internal/introspect": {"post"},
    "/internal/credentials": {"post"},
}
OPEN = {"program_tokens"}
"""For whoever has a code or a refresh token, which say who it is."""


@pytest.fixture
def document() -> Any:
    return Asking(None)("GET", "/api/openapi.json").body


def test_every_endpoint_is_documented(document: Any) -> None:
    assert document["openapi"] == "3.1.0"
    assert {path: set(operations) for path, operations in document["paths"].items()} == METHODS
    operations = [each for path in document["paths"].values() for each in path.values()]
    assert all(each["summary"] and each["description"] for each in operations)
    assert {each["operationId"] for each in operations if "security" not in each} == OPEN
    ids = [each["operationId"] for each in operations]
    assert len(set(ids)) == len(ids)
    assert "list_tokens" in ids


def test_every_error_is_documented_as_a_problem(document: Any) -> None:
    for path in document["paths"].values():
        for operation in path.values():
            errors = {status: each for status, each in operation["responses"].items() if status >= "400"}
            assert ("401" in errors) is (operation["operationId"] not in OPEN)
            for each in errors.values():
                assert list(each["content"]) == ["application/problem+json"]
                schema = each["content"]["application/problem+json"]["schema"]
                assert schema["$ref"] == "#/components/schemas/ProblemDetails"


@pytest.mark.django_db
def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = Client().get("/api/docs")

    assert page.status_code == 200
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self';")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.content.decode())
    assert len(loaded) >= 3
    for url in loaded:
        assert url.startswith("/static/ninja/")
        assert len(Client().get(url).getvalue()) > 100
