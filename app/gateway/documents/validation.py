"""From the text of a document to one that may be executed, by graphql-core alone."""

from collections.abc import Iterable
from typing import Any, Final

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    MaxIntrospectionDepthRule,
    NoFragmentCyclesRule,
    ValidationRule,
    parse,
    specified_rules,
    validate,
)

from app.gateway.errors import GatewayError, IntrospectionDisabled, ParseFailed, ValidationFailed
from app.gateway.execution.introspection import INTROSPECTION
from app.gateway.failures import Failure, RequestRefused, locations_of
from app.gateway.limits.bounds import check_bounds, check_sizes
from app.gateway.limits.tokens import check_tokens
from app.gateway.operation import Document
from app.settings.limits import DEFAULT_LIMITS, LimitSettings

_MAX_ERRORS: Final = 20

_RULES: Final = tuple(rule for rule in specified_rules if rule is not MaxIntrospectionDepthRule)
"""The rules of the specification; how deep introspection goes is bounded by a setting."""


def parse_and_validate(
    schema: GraphQLSchema, text: str, limits: LimitSettings = DEFAULT_LIMITS, *, introspection: bool = True
) -> Document:
    """Return a document by the rules of the specification (GraphQL, section 5, Validation).

    Raises `RequestRefused` for one that cannot be parsed, asks for too much, or does not fit the schema; and,
    without `introspection`, for one that asks about the schema, which `__typename` does not.
    """
    check_tokens(text, limits)
    try:
        core = parse(text, allow_empty_selection_sets=False)
        check_sizes(core, limits)
        # Whatever walks along fragments needs to know that they come to an end.
        errors = validate(schema, core, [NoFragmentCyclesRule], _MAX_ERRORS)
        if not errors:
            check_bounds(core, limits)
            errors = validate(schema, core, _RULES, _MAX_ERRORS, allow_empty_selection_sets=False)
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
