"""The parameters of a GraphQL request, checked to be of the types that they must have.

See https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from multidict import MultiMapping

from app.gateway.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a client asks for; `query` is the text of the document."""

    query: str
    operation_name: str | None
    variables: Mapping[str, Any] | None
    extensions: Mapping[str, Any] | None


def from_body(body: bytes) -> Parameters:
    """Return the parameters in a JSON body. Raises `BadRequest` for anything else."""
    content = _json(body, "The body")
    if isinstance(content, list):
        raise BadRequest("Several requests in one body are not served: send each on its own.")
    if not isinstance(content, dict):
        raise BadRequest('The body must be a JSON object such as {"query": "{ __typename }"}.')
    return _checked(content)


def from_url(url_query: MultiMapping[str]) -> Parameters:
    """Return the parameters in the query of a URL, where maps are JSON.

    Raises `BadRequest` if they are not.
    """
    content: dict[str, Any] = {}
    for name in ("query", "operationName", "variables", "extensions"):
        values = url_query.getall(name, [])
        if len(values) > 1:
            raise BadRequest(f"The parameter `{name}` is there more than once.")
        if values and values[0]:
            is_map = name in {"variables", "extensions"}
            content[name] = _json(values[0], f"The parameter `{name}`") if is_map else values[0]
    return _checked(content)


def _json(text: bytes | str, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"{what} is not JSON: {error}.") from None


def _checked(content: Mapping[str, Any]) -> Parameters:
    query = content.get("query")
    if query is None:
        raise BadRequest("The parameter `query` is missing: it holds the GraphQL document.")
    if not isinstance(query, str):
        raise BadRequest("The parameter `query` must be a string.")
    operation_name = content.get("operationName")
    if operation_name is not None and not isinstance(operation_name, str):
        raise BadRequest("The parameter `operationName` must be a string.")
    for name in ("variables", "extensions"):
        if content.get(name) is not None and not isinstance(content[name], dict):
            raise BadRequest(f"The parameter `{name}` must be a map.")
    return Parameters(query, operation_name or None, content.get("variables"), content.get("extensions"))
