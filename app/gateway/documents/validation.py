"""From the text of a document to one that may be executed, by graphql-core alone."""

from collections.abc import Iterable
from typing import Final

from graphql import GraphQLError, GraphQLSchema, NoFragmentCyclesRule, parse, validate

from app.gateway.errors import GatewayError, ParseFailed, ValidationFailed
from app.gateway.failures import Failure, RequestRefused, locations_of
from app.gateway.limits.bounds import MAX_TOKENS, check_bounds
from app.gateway.operation import Document

_MAX_ERRORS: Final = 20


def parse_and_validate(schema: GraphQLSchema, text: str) -> Document:
    """Return a document by the rules of the specification (GraphQL, section 5, Validation).

    Raises `RequestRefused` for one that cannot be parsed, asks for too much, or does not fit the schema.
    """
    try:
        core = parse(text, max_tokens=MAX_TOKENS, allow_empty_selection_sets=False)
        # Whatever walks along fragments needs to know that they come to an end.
        errors = validate(schema, core, [NoFragmentCyclesRule], _MAX_ERRORS)
        if not errors:
            check_bounds(core)
            errors = validate(schema, core, max_errors=_MAX_ERRORS, allow_empty_selection_sets=False)
    except GraphQLError as error:
        raise _refused(ParseFailed, [error]) from None
    except RecursionError:
        raise RequestRefused(Failure(ParseFailed("The document is nested too deeply."))) from None
    if errors:
        raise _refused(ValidationFailed, errors)
    return Document(core)


def _refused(kind: type[GatewayError], errors: Iterable[GraphQLError]) -> RequestRefused:
    return RequestRefused(*(Failure(kind(error.message), locations_of(error)) for error in errors))
