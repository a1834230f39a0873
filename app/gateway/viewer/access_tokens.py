"""Access tokens of others: checked here, before anybody else is asked whose they are."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout
from pydantic import SecretStr

from app.access_tokens.access_token import read_header, verify
from app.access_tokens.key_ring import KeyRing
from app.access_tokens.key_set import KeySet, NotUnderstood, keys_url
from app.access_tokens.refusals import KeysUnknown, Refused
from app.gateway.errors import InvalidToken
from app.gateway.viewer.lookups import Lookups
from app.gateway.viewer.verdicts import IntrospectionFailed
from app.settings.access_tokens import AccessTokenIssuer
from app.settings.issuer import metadata_url

FETCH_SECONDS: Final = 3.0
"""Longest wait for one answer of an issuer."""

MAX_BYTES: Final = 262_144
"""Largest answer of an issuer that is read."""

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_access_tokens(issuers: Sequence[AccessTokenIssuer]) -> AsyncIterator["AccessTokens"]:
    """Yield what checks the access tokens of these issuers, and fetches their keys when it has to."""
    async with ClientSession(timeout=ClientTimeout(total=FETCH_SECONDS)) as session:
        tokens = AccessTokens(issuers, session)
        try:
            yield tokens
        finally:
            tokens.close()


class AccessTokens:
    """Checks access tokens. All who need the keys of an issuer wait for one answer of it."""

    def __init__(self, issuers: Sequence[AccessTokenIssuer], session: ClientSession) -> None:
        self._rings = {issuer: KeyRing() for issuer in issuers}
        self._session = session
        self._fetches = Lookups[None]()

    async def check(self, token: SecretStr) -> None:
        """Raise `InvalidToken` unless a token is its issuer's, and for us.

        Raises `IntrospectionFailed` if the issuer cannot be asked for its keys.
        """
        try:
            header = read_header(token.get_secret_value(), self._rings)
            ring = self._rings[header.issuer]
            if ring.is_due(header.kid, header.algorithm):
                await self._fetches.of(
                    header.issuer,
                    partial(self._fetch, header.issuer, ring),
                    overtaken=lambda _nothing, _meanwhile: False,
                    keep=lambda _nothing: None,
                )
            verify(token.get_secret_value(), header, ring)
        except Refused as refused:
            raise InvalidToken(str(refused)) from None
        except KeysUnknown:
            raise IntrospectionFailed from None

    def close(self) -> None:
        """Give up what is still being fetched."""
        self._fetches.close()

    async def _fetch(self, issuer: AccessTokenIssuer, ring: KeyRing) -> None:
        try:
            url = issuer.jwks_uri or keys_url(issuer, await self._get(metadata_url(issuer.issuer)))
            ring.fetched(KeySet.parse(await self._get(url)))
        except (ClientError, TimeoutError, NotUnderstood) as error:
            ring.failed()
            reason = str(error) if isinstance(error, NotUnderstood) else type(error).__name__
            _log.warning("keys of an issuer not fetched", issuer=issuer.issuer, reason=reason)

    async def _get(self, url: str) -> bytes:
        # Keys are taken from where the issuer says that they are, and from nowhere that this sends us on to.
        async with self._session.get(url, allow_redirects=False) as response:
            if response.status != HTTPStatus.OK:
                raise NotUnderstood(f"the answer has status {response.status}")
            body = bytearray()
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise NotUnderstood("the answer is too large")
            return bytes(body)
