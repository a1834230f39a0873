"""Everything that can go wrong with a request, and the code that a client can rely on.

A message is shown to whoever asked: it says what to do, and never holds what an upstream answered.
"""

# ruff: noqa: N818  # the names say what happened; `Error` on each would only repeat the base class

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar


class GatewayError(Exception):
    """An error that may be shown.

    `message` is for people. `code` and `extensions` are for programs and become the error's `extensions`.
    """

    code: ClassVar[str] = "INTERNAL"

    def __init__(self, message: str, *, extensions: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.extensions: Mapping[str, Any] = {"code": self.code, **(extensions or {})}


class InternalError(GatewayError):
    """A fault of this service. The cause is in the log only, under the request id."""

    code = "INTERNAL"


class BadRequest(GatewayError):
    """What was sent is not a GraphQL request."""

    code = "BAD_REQUEST"


class MisdirectedRequest(GatewayError):
    """The request is for a host that this is not."""

    code = "MISDIRECTED_REQUEST"


class OriginNotAllowed(GatewayError):
    """A web page sends the request that may not."""

    code = "ORIGIN_NOT_ALLOWED"


class CrossSiteRequest(GatewayError):
    """A web page of another site may have made a browser send the request, without asking."""

    code = "CROSS_SITE_REQUEST"


class MethodNotAllowed(GatewayError):
    """The HTTP method does not fit what was asked for."""

    code = "METHOD_NOT_ALLOWED"


class NotAcceptable(GatewayError):
    """None of the media types that the client accepts can be written."""

    code = "NOT_ACCEPTABLE"


class UnsupportedMediaType(GatewayError):
    """The body is not JSON."""

    code = "UNSUPPORTED_MEDIA_TYPE"


class PayloadTooLarge(GatewayError):
    """The body is larger than the limit."""

    code = "PAYLOAD_TOO_LARGE"


class RequestTimeout(GatewayError):
    """The body took too long to arrive."""

    code = "REQUEST_TIMEOUT"


class ParseFailed(GatewayError):
    """The document is not GraphQL."""

    code = "GRAPHQL_PARSE_FAILED"


class ValidationFailed(GatewayError):
    """The document asks for what the schema does not have."""

    code = "GRAPHQL_VALIDATION_FAILED"


class QueryTooExpensive(GatewayError):
    """The document asks for more than one request may."""

    code = "QUERY_TOO_EXPENSIVE"


class PersistedQueryNotFound(GatewayError):
    """No document is known by the given hash: the client sends its text next.

    Clients of automatic persisted queries look for this very message, some at nothing else
    (https://www.apollographql.com/docs/react/api/link/persisted-queries#protocol).
    """

    code = "PERSISTED_QUERY_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotFound")


class PersistedQueryNotSupported(GatewayError):
    """Documents cannot be registered: the client sends texts from now on. The message is the protocol's."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotSupported")


class DocumentNotTrusted(GatewayError):
    """Only the documents of a list are served, and this is none of them."""

    code = "DOCUMENT_NOT_TRUSTED"


class IntrospectionDisabled(GatewayError):
    """The document asks about the schema, which is not told here."""

    code = "INTROSPECTION_DISABLED"


class BadUserInput(GatewayError):
    """An argument or a variable cannot be used.

    `argument_path` leads to the value from the field's arguments: names, and indices into lists.
    """

    code = "BAD_USER_INPUT"

    def __init__(self, message: str, *, argument_path: Sequence[str | int] | None = None) -> None:
        super().__init__(
            message, extensions=None if argument_path is None else {"argumentPath": list(argument_path)}
        )


class Unauthenticated(GatewayError):
    """Nobody valid is asking, or the upstream does not take the credentials that are used for them.

    `challenge` says how to show who is asking (RFC 6750, section 3).
    """

    code = "UNAUTHENTICATED"
    challenge: ClassVar[str] = "Bearer"


class InvalidToken(Unauthenticated):
    """A token was shown that may not be used."""

    challenge = 'Bearer error="invalid_token"'


class Forbidden(GatewayError):
    """Whoever asks may not have this."""

    code = "FORBIDDEN"


class NotFound(GatewayError):
    """There is no such thing, or none that whoever asks may know of."""

    code = "NOT_FOUND"


class RateLimited(GatewayError):
    """Too much was asked for; `retry_after` is in seconds."""

    code = "RATE_LIMITED"

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message, extensions=None if retry_after is None else {"retryAfter": retry_after})


class UpstreamUnavailable(GatewayError):
    """The upstream cannot be reached, or does not work."""

    code = "UPSTREAM_UNAVAILABLE"


class UpstreamTimeout(GatewayError):
    """The upstream took too long to give one answer."""

    code = "UPSTREAM_TIMEOUT"


class OperationTimeout(GatewayError):
    """The operation as a whole took too long, though nothing in it need have."""

    code = "OPERATION_TIMEOUT"
