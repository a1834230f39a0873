"""How a request names a document in place of its text, or beside it.

By `documentId` (GraphQL over HTTP, appendix A, Persisted Documents), or as automatic persisted queries do, by
`extensions.persistedQuery` (https://www.apollographql.com/docs/react/api/link/persisted-queries#protocol).
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.gateway.errors import BadRequest
from app.gateway.http.parameters import Parameters

_PREFIX: Final = "sha256:"
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class DocumentIdentifier:
    """The name of a document; `sha256` is the same if it has the form of a hash, which may name any text."""

    value: str
    sha256: str | None


def sha256_of(text: str) -> str:
    """Return the SHA-256 hash of a text in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def identifier_of(parameters: Parameters) -> DocumentIdentifier | None:
    """Return how a request names its document, if it does; `documentId` goes before the extension.

    Raises `BadRequest` for an extension that is not of version 1, or is malformed.
    """
    if parameters.document_id is not None:
        value = parameters.document_id.removeprefix(_PREFIX)
        is_hash = _SHA256.fullmatch(value)
        if value != parameters.document_id and not is_hash:
            raise BadRequest("After `sha256:`, a `documentId` has 64 lower-case hexadecimal digits.")
        return DocumentIdentifier(value, value if is_hash else None)
    extension = (parameters.extensions or {}).get("persistedQuery")
    return None if extension is None else _of_extension(extension)


def _of_extension(extension: Any) -> DocumentIdentifier:
    if not isinstance(extension, Mapping):
        raise BadRequest("`extensions.persistedQuery` must be a map.")
    if extension.get("version") != _VERSION:
        raise BadRequest(f"`extensions.persistedQuery.version` must be {_VERSION}; there is no other.")
    value = extension.get("sha256Hash")
    if not isinstance(value, str):
        raise BadRequest("`extensions.persistedQuery.sha256Hash` must be a string.")
    return DocumentIdentifier(value, value if _SHA256.fullmatch(value) else None)
