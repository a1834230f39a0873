"""The parameters of a GraphQL request, checked to be of the types that they must have.

See https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from multidict import MultiMapping

from app.gateway.errors import BadRequest

_TYPES: Final[Mapping[str, type]] = {
    "query": str,
    "documentId": str,
    "operationName": str,
    "variables": dict,
    "extensions": dict,
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a client asks for.

    `query` is the text of the document. It is None only if the document is named instead, by `document_id` or
    by `extensions["persistedQuery"]`.
    """

    query: str | None
    operation_name: str | None
    variables: Mapping[str, Any] | None
    extensions: Mapping[str, Any] | None
    document_id: str | None = None


def from_body(body: bytes) -> Parameters:
    """Return the parameters in a JSON body. Raises `BadRequest` for anything else."""
    content = _json(body, "The body")
    if isinstance(content, list):
        raise BadRequest("Several requests in one body are not served: send each on its own.")
    if not isinstance(content, dict):
        raise BadRequest('The body must be a JSON object such as {"query": "{ __typename }"}.')
    return checked(content)


def from_url(url_query: MultiMapping[str]) -> Parameters:
    """Return the parameters in the query of a URL, where maps are JSON.

    Raises `BadRequest` if they are not.
    """
    content: dict[str, Any] = {}
    for name in ("query", "documentId", "operationName", "variables", "extensions"):
        values = url_query.getall(name, [])
        if len(values) > 1:
            raise BadRequest(f"The parameter `{name}` is there more than once.")
        if values and values[0]:
            is_map = name in {"variables", "extensions"}
            content[name] = _json(values[0], f"The parameter `{name}`") if is_map else values[0]
    return checked(content)


def _json(text: bytes | str, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"{what} is not JSON: {error}.") from None


def checked(content: Mapping[str, Any]) -> Parameters:
    """Return the parameters in a map. Raises `BadRequest` for those of other types than they must have."""
    for name, value in content.items():
        type_ = _TYPES.get(name)
        if type_ and value is not None and not isinstance(value, type_):
            raise BadRequest(f"The parameter `{name}` must be a {'string' if type_ is str else 'map'}.")
    query, document_id, extensions = (
        content.get("query"),
        content.get("documentId"),
        content.get("extensions"),
    )
    is_named = document_id is not None or (extensions or {}).get("persistedQuery") is not None
    if query is None and not is_named:
        raise BadRequest("The parameter `query` is missing: it holds the GraphQL document.")
    return Parameters(
        query, content.get("operationName") or None, content.get("variables"), extensions, document_id
    )
