"""Typed endpoints, their OpenAPI document at `/api/openapi.json`, and a page that shows it at `/api/docs`."""

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from pydantic import ConfigDict

from app.backend.errors import BackendError, Invalid, InvalidField, Unauthenticated
from app.backend.http.problems import MEDIA_TYPE, ProblemDetails, problem, problem_of

_LEAST_ERROR: Final = 400


def problems(*statuses: int) -> dict[int, type[ProblemDetails]]:
    """Return what to add to the responses of an endpoint that may tell of problems.

    Where nobody may be known (401), it may also be that they have failed too often (429), or that it cannot
    be found out who asks (503).
    """
    unknown = (429, 503) if 401 in statuses else ()  # noqa: PLR2004
    return dict.fromkeys((*statuses, *unknown), ProblemDetails)


class RequestBody(Schema):
    """A body of which everything is used: a name that is not known is a mistake, and told."""

    model_config = ConfigDict(extra="forbid")


class BackendAPI(NinjaAPI):
    """All endpoints. Every error is told of as a problem (RFC 9457), and documented so.

    `handlers` answer for what else endpoints may raise.
    """

    def __init__(self, handlers: Mapping[type[Exception], Callable[..., HttpResponse]] | None = None) -> None:
        super().__init__(
            title="Backend",
            version="1",
            description="Who is asking: API tokens, settings, and what the gateway wants to know.",
            docs_url="/api/docs",
            openapi_url="/api/openapi.json",
        )
        own: dict[type[Exception], Callable[..., HttpResponse]] = {
            BackendError: _told,
            AuthenticationError: _unauthenticated,
            ValidationError: _invalid,
            HttpError: _refused,
            Http404: _missing,
        }
        for error, handler in {**own, **(handlers or {})}.items():
            self.add_exception_handler(error, handler)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the function."""
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the document, in which problems have the media type that they are sent with."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for status, response in _responses(schema):
            response["description"] = HTTPStatus(status).phrase
            if status >= _LEAST_ERROR and "content" in response:
                response["content"] = {MEDIA_TYPE: response["content"].popitem()[1]}
        return schema


def _responses(schema: OpenAPISchema) -> Iterator[tuple[int, dict[str, Any]]]:
    for path in schema["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                yield int(status), response


def _told(_request: HttpRequest, error: BackendError) -> HttpResponse:
    response = problem_of(error)
    if isinstance(error, Unauthenticated):
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _unauthenticated(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    if "Authorization" not in request.headers:
        return _told(request, Unauthenticated("Send a token: `Authorization: Bearer …`."))
    response = problem(401, "The token is unknown, expired or revoked.")
    # RFC 6750, section 3
    response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return response


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_of(Invalid(*(_field(each) for each in error.errors)))


def _field(error: dict[str, Any]) -> InvalidField:
    """Return what pydantic says of a part of a request, whose place begins with `body`, `query` or so."""
    source, *rest = (str(part) for part in error["loc"])
    # A body is one parameter of the endpoint, whose name is nothing to clients.
    path = rest[1:] if source == "body" else [source, *rest]
    name = path[-1] if path else source
    return InvalidField(f"{name}: {error['msg'].removeprefix('Value error, ')}", "/".join(("#", *path)))


def _refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, error.message)


def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404, "It does not exist.")
