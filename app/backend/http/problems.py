"""One shape for every error: problem details (RFC 9457)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from pydantic import BaseModel, Field

from app.backend.errors import BackendError, Invalid, OAuthError, Unavailable
from app.backend.http.request_id import current_request_id

MEDIA_TYPE: Final = "application/problem+json"

OAUTH_TOKEN_PATH: Final = "/login/oauth/token"  # noqa: S105  # a path
"""Where programs get tokens, among the pages where people sign in for them."""

_PAGES: Final = ("/admin/", "/login", "/callback/", "/logout", "/token/new", "/me/trello/")
"""What people see in a browser tells of errors in HTML."""

_DETAILS: Final = {
    400: "The request cannot be read, or its Host header names another server than this one.",
    403: "This is not allowed.",
    404: "Nothing is here; /api/docs lists what there is.",
    405: "This cannot be done here; the Allow header names what can.",
    413: "The request is too large.",
    500: "Something went wrong here; quote the request id when you report it.",
}


class ProblemField(BaseModel):
    """A part of the request that cannot be used."""

    detail: str
    pointer: str = Field(description="JSON pointer to it: into the body, or `#/query/…`, `#/path/…`.")


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field("about:blank", description="The status says what kind of problem it is.")
    title: str = Field(description="The status in words.")
    status: int
    detail: str = Field(description="What went wrong this time.")
    request_id: str = Field(description="To quote when the problem is reported.")
    errors: list[ProblemField] | None = Field(None, description="With 422: what cannot be used.")
    error: str | None = Field(
        None, description="Where OAuth has a name for it: that (RFC 6749, section 5.2)."
    )


def problem(
    status: int, detail: str, errors: list[ProblemField] | None = None, error: str | None = None
) -> HttpResponse:
    """Return an answer that tells of a problem."""
    details = ProblemDetails(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        request_id=current_request_id(),
        errors=errors,
        error=error,
    )
    response = JsonResponse(details.model_dump(exclude_none=True), status=status, content_type=MEDIA_TYPE)
    response.headers["Content-Length"] = str(len(response.content))
    return response


def problem_of(error: BackendError) -> HttpResponse:
    """Return the answer that tells of an error."""
    if isinstance(error, Invalid):
        fields = [ProblemField(detail=each.detail, pointer=each.pointer) for each in error.fields]
        return problem(error.status, error.message, fields)
    if isinstance(error, OAuthError):
        return problem(error.status, error.message, error=error.error)
    told = problem(error.status, error.message)
    if isinstance(error, Unavailable) and error.retry_after is not None:
        told.headers["Retry-After"] = str(error.retry_after)
    return told


def is_page(request: HttpRequest) -> bool:
    """Whether people see the answer in a browser."""
    return request.path.startswith(_PAGES) and request.path != OAUTH_TOKEN_PATH


def tell_problems(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Django middleware: tell in the same shape of what Django itself refuses, but on pages for people."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code < 400 or is_page(request) or _is_json(response):  # noqa: PLR2004
            return response
        told = problem(response.status_code, _DETAILS.get(response.status_code, response.reason_phrase))
        for name, value in _kept(response):
            told.headers[name] = value
        return told

    return middleware


def _is_json(response: HttpResponse) -> bool:
    return "json" in response.headers.get("Content-Type", "")


def _kept(response: HttpResponse) -> list[tuple[str, Any]]:
    return [
        (name, value) for name, value in response.headers.items() if not name.lower().startswith("content-")
    ]
