"""The list of documents that are trusted, as the build of a client writes it.

Two forms are read: a JSON object of texts by id, which GraphQL Code Generator writes as
`persisted-documents.json` (https://the-guild.dev/graphql/codegen/plugins/presets/preset-client) and Relay as
`persisted_queries.json` (https://relay.dev/docs/guides/persisted-queries/), and Apollo's manifest
(https://www.apollographql.com/docs/graphos/platform/security/persisted-queries).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, TypeAdapter, ValidationError

from app.gateway.documents.identifier import DocumentIdentifier, sha256_of
from app.gateway.documents.store import Documents
from app.gateway.failures import RequestRefused


class _Operation(BaseModel):
    id: str
    body: str


class _ApolloManifest(BaseModel):
    format: Literal["apollo-persisted-query-manifest"]
    version: Literal[1]
    operations: list[_Operation]


_FORMS: Final = TypeAdapter[_ApolloManifest | dict[str, str]](_ApolloManifest | dict[str, str])


class ManifestError(Exception):
    """The list cannot be used; the message has one line per problem."""


class Manifest:
    """Trusted documents: texts by id. A document can be asked for by its id, or by the hash of its text."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._by_hash = {sha256_of(text): text for text in texts.values()}
        self._by_id = texts
        self._texts = frozenset(texts.values())

    def __contains__(self, text: str) -> bool:
        return text in self._texts

    def __len__(self) -> int:
        return len(self._by_id)

    def text_of(self, identifier: DocumentIdentifier) -> str | None:
        """Return the text of the document that is named so, if it is in the list."""
        return self._by_id.get(identifier.value) or self._by_hash.get(identifier.sha256 or "")


EMPTY: Final = Manifest({})


def read_manifest(path: Path, documents: Documents) -> Manifest:
    """Return the list in a file, of which every document is valid; valid ones are kept by `documents`.

    Raises `ManifestError` with everything that is wrong.
    """
    texts: dict[str, str] = {}
    problems: list[str] = []
    for id_, text in _entries(path):
        if texts.setdefault(id_, text) != text:
            problems.append(f"{id_}: another document has the same id")
        problems += [f"{id_}: {problem}" for problem in _problems(text, documents)]
    if not texts:
        problems = ["no documents are in it"]
    if problems:
        raise ManifestError("\n".join(f"GATEWAY_TRUSTED_MANIFEST: {path}: {problem}" for problem in problems))
    return Manifest(texts)


def _entries(path: Path) -> list[tuple[str, str]]:
    """Return the id and the text of each document."""
    try:
        content = _FORMS.validate_json(path.read_bytes())
    except OSError as error:
        raise ManifestError(f"GATEWAY_TRUSTED_MANIFEST: {path}: cannot be read: {error.strerror}") from None
    except ValidationError:
        raise ManifestError(
            f"GATEWAY_TRUSTED_MANIFEST: {path}: is neither a JSON object of texts by id, nor an "
            "apollo-persisted-query-manifest of version 1"
        ) from None
    if isinstance(content, dict):
        return list(content.items())
    return [(operation.id, operation.body) for operation in content.operations]


def _problems(text: str, documents: Documents) -> Iterator[str]:
    try:
        documents.get(text)
    except RequestRefused as refused:
        for failure in refused.failures:
            places = " and ".join(f"{line}:{column}" for line, column in failure.locations)
            message = " ".join(str(failure.cause).split())
            yield f"{message} (at {places})" if places else message
