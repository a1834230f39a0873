"""Which of the two media types of GraphQL over HTTP an answer is written in.

See https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types.
"""

from functools import lru_cache
from typing import Final

JSON: Final = "application/json"
GRAPHQL_RESPONSE: Final = "application/graphql-response+json"


@lru_cache
def negotiated(accept: str | None) -> str | None:
    """Return the media type that an `Accept` header asks for, or None if neither will do.

    The better quality wins (RFC 9110, section 12.5.1). Of equals, `application/graphql-response+json` wins if
    it is named, for its status codes say more; else `application/json`, which every client understands.
    """
    ranges = qualities(accept or "*/*")
    wildcard = ranges.get("application/*", ranges.get("*/*", 0.0))
    response = ranges.get(GRAPHQL_RESPONSE, wildcard)
    json = ranges.get(JSON, wildcard)
    if max(response, json) <= 0:
        return None
    if response == json:
        return GRAPHQL_RESPONSE if GRAPHQL_RESPONSE in ranges else JSON
    return GRAPHQL_RESPONSE if response > json else JSON


def qualities(header: str) -> dict[str, float]:
    """Return what a header such as `Accept` lists, in lower case, with the quality of each."""
    return dict(_range(part) for part in header.split(",") if part.strip())


def _range(part: str) -> tuple[str, float]:
    """Return an item and its quality; a quality that is no number is none."""
    item, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return item, float(value)
            except ValueError:
                return item, 0.0
    return item, 1.0


@lru_cache
def is_json(content_type: str) -> bool:
    """Whether a `Content-Type` header announces JSON in UTF-8, its only form (RFC 8259, section 8.1)."""
    media_type, *parameters = (piece.strip().lower() for piece in content_type.split(";"))
    charsets = {
        parameter.partition("=")[2].strip('" ') for parameter in parameters if parameter.startswith("charset")
    }
    return media_type == JSON and charsets <= {"utf-8", "utf8"}
