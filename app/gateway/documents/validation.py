"""From the text of a document to one that may be executed, by graphql-core alone."""

from collections.abc import Iterable
from typing import Any, Final

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    NoFragmentCyclesRule,
    ValidationRule,
    parse,
    validate,
)

from app.gateway.errors import GatewayError, IntrospectionDisabled, ParseFailed, ValidationFailed
from app.gateway.execution.introspection import INTROSPECTION
from app.gateway.failures import Failure, RequestRefused, locations_of
from app.gateway.limits.bounds import MAX_TOKENS, check_bounds
from app.gateway.operation import Document

_MAX_ERRORS: Final = 20


def parse_and_validate(schema: GraphQLSchema, text: str, *, introspection: bool = True) -> Document:
    """Return a document by the rules of the specification (GraphQL, section 5, Validation).

    Raises `RequestRefused` for one that cannot be parsed, asks for too much, or does not fit the schema; and,
    without `introspection`, for one that asks about the schema, which `__typename` does not.
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
    questions = [] if introspection else validate(schema, core, [_NoIntrospection], _MAX_ERRORS)
    if questions:
        raise _refused(IntrospectionDisabled, questions)
    return Document(core)


class _NoIntrospection(ValidationRule):
    """Reports the fields that introspection starts with; graphql-core's own rule reports all below, too."""

    def enter_field(self, node: FieldNode, *_where: Any) -> None:
        name = node.name.value
        if name in INTROSPECTION:
            message = f"Introspection is disabled here: `{name}` cannot be asked for."
            self.report_error(GraphQLError(message, node))


def _refused(kind: type[GatewayError], errors: Iterable[GraphQLError]) -> RequestRefused:
    return RequestRefused(*(Failure(kind(error.message), locations_of(error)) for error in errors))
