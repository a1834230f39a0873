"""The variables of a request, coerced once for all requests to a document that send the same."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

from graphql import GraphQLSchema, OperationDefinitionNode, get_variable_values

from app.gateway.errors import BadUserInput
from app.gateway.failures import Failure, RequestRefused, locations_of
from app.gateway.operation import Coerced, Document

KEPT: Final = 8
"""Sets of variables that are remembered of one document. Each may have worked out what it selects."""

LONGEST: Final = 200
"""Characters of a text in variables that are remembered."""

_MAX_ERRORS: Final = 20


def coerced_variables(
    schema: GraphQLSchema,
    document: Document,
    definition: OperationDefinitionNode,
    raw_variables: Mapping[str, Any],
) -> Coerced:
    """Return the variables of an operation with defaults filled in, and what follows from them.

    Raises `RequestRefused` with all that does not fit (GraphQL, section 6.1.2, Coercing Variable Values).
    """
    key = _key(definition, raw_variables)
    if key is None:
        return _coerced(schema, definition, raw_variables)
    known = document.coerced.get(key)
    if known is None:
        known = _coerced(schema, definition, raw_variables)
        if len(document.coerced) == KEPT:
            del document.coerced[next(iter(document.coerced))]
        document.coerced[key] = known
    return known


def _coerced(
    schema: GraphQLSchema, definition: OperationDefinitionNode, raw_variables: Mapping[str, Any]
) -> Coerced:
    definitions = definition.variable_definitions or ()
    variables = get_variable_values(schema, definitions, dict(raw_variables), _MAX_ERRORS)
    if isinstance(variables, list):
        raise RequestRefused(
            *(Failure(BadUserInput(error.message), locations_of(error)) for error in variables)
        )
    return Coerced(variables)


def _key(definition: OperationDefinitionNode, raw_variables: Mapping[str, Any]) -> Hashable | None:
    """Return what tells variables from others, or None for those that are not remembered."""
    key: list[Hashable] = [definition.name.value if definition.name else None]
    for node in definition.variable_definitions or ():
        name = node.variable.name.value
        if name not in raw_variables:
            key.append(None)
            continue
        value = raw_variables[name]
        if not (value is None or type(value) in (str, int, float, bool)) or (
            isinstance(value, str) and len(value) > LONGEST
        ):
            return None
        # 1, 1.0 and true are equal, and are not the same.
        key.append((type(value), value))
    return tuple(key)
