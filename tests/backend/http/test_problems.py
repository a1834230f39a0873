"""Every error has one shape, whoever refuses."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from app.backend.http.api import BackendAPI
from tests.backend.asking import Asking

pytestmark = pytest.mark.django_db


def fail(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # ninja knows it by its name
    raise RuntimeError("planted-secret")


api = BackendAPI()
api.get("/typed")(fail)
urlpatterns = [path("plain", fail), path("", api.urls)]


@pytest.mark.parametrize(
    ("method", "target", "status", "detail"),
    [
        ("GET", "/nowhere", 404, "Nothing is here; /api/docs lists what there is."),
        ("PATCH", "/token", 405, "This cannot be done here; the Allow header names what can."),
        ("GET", "/internal/introspect", 405, "This cannot be done here; the Allow header names what can."),
        ("DELETE", "/me", 405, "This cannot be done here; the Allow header names what can."),
    ],
)
def test_what_is_not_served_is_told_of(method: str, target: str, status: int, detail: str) -> None:
    answer = Asking(None)(method, target, **{"X-Request-ID": "r-1"})

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Request-ID"] == "r-1"
    assert answer.body == {
        "type": "about:blank",
        "title": {404: "Not Found", 405: "Method Not Allowed"}[status],
        "status": status,
        "detail": detail,
        "request_id": "r-1",
    }


def test_what_may_be_done_is_named() -> None:
    assert set(Asking(None)("PATCH", "/token").headers["Allow"].split(", ")) == {"GET", "POST"}


def test_a_body_that_is_no_json_is_told_of(asking: Asking) -> None:
    answer = asking("POST", "/token", "{")

    assert (answer.status, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert answer.body["detail"] == "Cannot parse request body"


def test_another_host_is_refused() -> None:
    answer = Asking(None)("GET", "/me", Host="evil.example")

    assert (answer.status, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert "its Host header names another server" in answer.body["detail"]


@pytest.mark.parametrize("target", ["/typed", "/plain"])
def test_what_nobody_foresaw_tells_nothing_and_is_logged(
    settings: Settings, caplog: pytest.LogCaptureFixture, target: str
) -> None:
    settings.ROOT_URLCONF = __name__

    answer = Asking(None)("GET", target)

    assert (answer.status, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert answer.body["detail"] == "Something went wrong here; quote the request id when you report it."
    assert "planted-secret" not in str(answer)
    assert "planted-secret" in caplog.text


def test_pages_of_the_admin_tell_of_errors_in_html(admin_client: Client) -> None:
    response = admin_client.get("/admin/nowhere/")

    assert (response.status_code, response.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
