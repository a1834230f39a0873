"""Documents that were asked for lately, so that each is parsed and validated once."""

from graphql import GraphQLSchema

from app.gateway.documents.cache import DocumentCache
from app.gateway.documents.validation import parse_and_validate
from app.gateway.failures import RequestRefused
from app.gateway.metrics.operations import count_document
from app.gateway.operation import Document
from app.settings.limits import DEFAULT_LIMITS, LimitSettings


class Documents:
    """The documents that were asked for lately, parsed and validated.

    `cache_bytes` bounds the memory that they are estimated to take; 0 turns the cache off. Without
    `introspection`, documents that ask about the schema are refused.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        cache_bytes: int,
        introspection: bool = True,
        limits: LimitSettings = DEFAULT_LIMITS,
    ) -> None:
        self._schema = schema
        self._introspection = introspection
        self._limits = limits
        self._cache = DocumentCache(cache_bytes)

    def get(self, text: str) -> Document:
        """Return the document with a text. Raises `RequestRefused`, as often as the same text is sent."""
        found = self._cache.get(text)
        remembered = found is not None
        if found is None:
            try:
                found = parse_and_validate(
                    self._schema, text, self._limits, introspection=self._introspection
                )
            except RequestRefused as refused:
                # Not the exception itself: its stack would keep the whole document alive.
                found = refused.failures
            self._cache.put(text, found)
        count_document(accepted=isinstance(found, Document), remembered=remembered)
        if isinstance(found, Document):
            return found
        raise RequestRefused(*found)
