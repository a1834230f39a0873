"""From whatever went wrong to the `errors` of a response: one formatter for everything."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import structlog
from graphql import GraphQLError

from app.gateway.errors import BadUserInput, GatewayError, InternalError
from app.gateway.metrics.operations import count_error

_log = structlog.get_logger(__name__)

_REFUSED: Final = re.compile(
    r"Argument (?:'|< )(?P<name>\w+)(?:'| >) (?P<whole>of non-null type|has invalid value:)?"
)

ErrorTranslator: TypeAlias = Callable[[Exception], GatewayError | None]
"""A function of an exception that a resolver raised: what to report, or None if it is not to be shown."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error with the places in the document and in the answer that it belongs to.

    `locations` are (line, column), both from 1. `path` leads to the field in the answer.
    """

    cause: Exception
    locations: Sequence[tuple[int, int]] = ()
    path: Sequence[str | int] = ()


def failure_of(error: GraphQLError) -> Failure:
    """Return the failure that graphql-core's executor reports as an error.

    An error that names nodes of its own is about the arguments of a field; one without names a result that
    does not fit the schema, which is this service's fault.
    """
    cause: Exception = error.original_error or error
    if isinstance(cause, GraphQLError) and cause.nodes:
        cause = refused_argument(cause.message)
    return Failure(cause, locations_of(error), error.path or ())


def refused_argument(message: str) -> BadUserInput:
    """Return what to tell of an argument that an engine refuses in its own words, which alone name it.

    Of a valid operation these can be about nulls only, each the value of a variable that has a default, or
    goes where one is (GraphQL, section 5.8.5, All Variable Usages Are Allowed).
    """
    match = _REFUSED.match(message)
    if match is None:
        return BadUserInput(message)
    told = "must not be null" if match["whole"] else "has null inside it where none is allowed"
    return BadUserInput(f"`{match['name']}` {told}.", argument_path=[match["name"]])


def locations_of(error: GraphQLError) -> list[tuple[int, int]]:
    """Return the places of the document that an error of graphql-core points to."""
    return [(where.line, where.column) for where in error.locations or ()]


class RequestRefused(Exception):  # noqa: N818  # a verdict; the errors are in it
    """The request is refused as a whole: nothing was executed and the response has no `data`."""

    def __init__(self, *failures: Failure) -> None:
        super().__init__(str(failures[0].cause))
        self.failures = failures


def refusal(error: GatewayError) -> RequestRefused:
    """Return the refusal of a request for one reason that belongs to no place in particular."""
    return RequestRefused(Failure(error))


def formatted(
    failures: Iterable[Failure], translate: ErrorTranslator, request_id: str
) -> list[dict[str, Any]]:
    """Return the `errors` of a response (GraphQL, section 7.1.2, Errors).

    `path` and `locations` are left out where there are none. An exception that is no `GatewayError`, nor
    becomes one by `translate`, is logged once with its stack, and reported as an internal error that names
    the request id and nothing else.
    """
    known: dict[int, GatewayError] = {}
    errors = []
    for failure in failures:
        cause = failure.cause
        if id(cause) not in known:
            known[id(cause)] = _shown(cause, translate, request_id)
        count_error(known[id(cause)].extensions)
        errors.append(_formatted(failure, known[id(cause)]))
    return errors


def _formatted(failure: Failure, error: GatewayError) -> dict[str, Any]:
    formatted_error: dict[str, Any] = {"message": error.message}
    if failure.locations:
        formatted_error["locations"] = [
            {"line": line, "column": column} for line, column in failure.locations
        ]
    if failure.path:
        formatted_error["path"] = list(failure.path)
    return formatted_error | {"extensions": dict(error.extensions)}


def _shown(cause: Exception, translate: ErrorTranslator, request_id: str) -> GatewayError:
    if isinstance(cause, GatewayError):
        return cause
    translated = translate(cause)
    if translated is not None:
        return translated
    return masked(cause, request_id)


def masked(cause: Exception, request_id: str) -> InternalError:
    """Log an exception nobody foresaw, and return the error that stands for it."""
    _log.error("unexpected exception", request_id=request_id, exc_info=cause)
    return InternalError(f"Internal error; quote request id {request_id} when you report it.")
