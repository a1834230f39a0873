"""Which document a request asks for: by its text, or by a name that stands for one."""

from dataclasses import replace

import structlog

from app.gateway.documents.identifier import DocumentIdentifier, identifier_of, sha256_of
from app.gateway.documents.manifest import EMPTY, Manifest
from app.gateway.documents.registry import DocumentRegistry
from app.gateway.documents.store import Documents
from app.gateway.errors import (
    BadRequest,
    DocumentNotTrusted,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
)
from app.gateway.failures import RequestRefused
from app.gateway.http.parameters import Parameters
from app.gateway.operation import Document
from app.settings.documents import Trust

_log = structlog.get_logger(__name__)

_NOT_TRUSTED = "Only trusted documents are served here, and this is none of them: add it to their list."
_ANOTHER_TEXT = "The document's id or hash is not that of `query`: send one without the other."
_NO_HASH = (
    "A document's hash is 64 lower-case hexadecimal digits; this is none, nor the id of a trusted document."
)

_MAX_NAME = 100
"""Characters of an operation's name that are logged."""


class PersistedDocuments:
    """Finds the text of each request's document, over HTTP and WebSocket alike.

    Documents of the `manifest` can be asked for by their id in it, or by their hash. Of those that are not in
    it, `trust` says what happens: "enforce" refuses them, "log" logs their hash and operation, "off" nothing.
    Clients may register theirs with the `registry`, if there is one and trust is not enforced.
    """

    def __init__(
        self,
        documents: Documents,
        *,
        manifest: Manifest = EMPTY,
        trust: Trust = "off",
        registry: DocumentRegistry | None = None,
    ) -> None:
        self._documents = documents
        self._manifest = manifest
        self._trust = trust
        self._registry = registry

    async def resolve(self, parameters: Parameters) -> Parameters:
        """Return the parameters with the text of the document in `query`.

        Raises `DocumentNotTrusted`, `PersistedQueryNotFound` or `PersistedQueryNotSupported`. A name that is
        malformed, or that of another document, raises `BadRequest`.
        """
        identifier = identifier_of(parameters)
        text = None if identifier is None else self._manifest.text_of(identifier)
        if text is not None and parameters.query not in {None, text}:
            raise BadRequest(_ANOTHER_TEXT)
        if text is None:
            text = await self._untrusted(parameters, identifier)
        return parameters if text is parameters.query else replace(parameters, query=text)

    async def _untrusted(self, parameters: Parameters, identifier: DocumentIdentifier | None) -> str:
        """Return the text of a document that is not named by the manifest."""
        if identifier is None:
            assert parameters.query is not None  # noqa: S101  # parameters have one or the other
            text = parameters.query
        elif self._trust == "enforce":
            raise DocumentNotTrusted(_NOT_TRUSTED)
        else:
            text = await self._registered(parameters.query, identifier)
        if self._trust != "off" and text not in self._manifest:
            if self._trust == "enforce":
                raise DocumentNotTrusted(_NOT_TRUSTED)
            self._tell(text, parameters.operation_name)
        return text

    async def _registered(self, text: str | None, identifier: DocumentIdentifier) -> str:
        if self._registry is None:
            raise PersistedQueryNotSupported
        if identifier.sha256 is None:
            raise BadRequest(_NO_HASH)
        if text is None:
            found = await self._registry.get(identifier.sha256)
            if found is None:
                raise PersistedQueryNotFound
            return found
        if sha256_of(text) != identifier.sha256:
            raise BadRequest(_ANOTHER_TEXT)
        if self._document(text):
            await self._registry.put(identifier.sha256, text)
        return text

    def _tell(self, text: str, operation_name: str | None) -> None:
        document = self._document(text)
        if document:
            name = operation_name or next(iter(document.operations)) or ""
            _log.warning("document is not trusted", sha256=sha256_of(text), operation=name[:_MAX_NAME])

    def _document(self, text: str) -> Document | None:
        """Return a document if it is valid; if it is not, the engine says why, a moment later."""
        try:
            return self._documents.get(text)
        except RequestRefused:
            return None
