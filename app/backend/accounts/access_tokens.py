"""Access tokens of others, checked here as in the gateway: whoever has one may show it to either."""

from threading import Lock
from typing import Final

import requests
import structlog
from django.conf import settings

from app.access_tokens.access_token import AccessToken, looks_like_one, read_header, verify
from app.access_tokens.key_ring import KeyRing
from app.access_tokens.key_set import KeySet, NotUnderstood, keys_url
from app.access_tokens.refusals import KeysUnknown, Refused
from app.backend.errors import Unavailable
from app.settings.access_tokens import AccessTokenIssuer
from app.settings.issuer import metadata_url

FETCH_SECONDS: Final = 3.0
"""Longest silence of an issuer, and longest wait for a connection."""

MAX_BYTES: Final = 262_144
"""Largest answer of an issuer that is read."""

_log = structlog.get_logger(__name__)


class _Issuer:
    """An issuer that this process has met: its keys, and whether somebody fetches them."""

    def __init__(self) -> None:
        self.ring = KeyRing()
        self.lock = Lock()


_issuers: Final[dict[AccessTokenIssuer, _Issuer]] = {}


def read_access_token(token: str) -> AccessToken | None:
    """Return what an access token says; None if it is none, or not for us.

    Raises `Unavailable` if its issuer cannot be asked for its keys.
    """
    if not looks_like_one(token):
        return None
    try:
        header = read_header(token, settings.BACKEND.access_tokens.issuers)
        issuer = _issuers.setdefault(header.issuer, _Issuer())
        # An issuer that is slow must not hold all threads: nobody waits whose key is known.
        must_wait = not issuer.ring.knows(header.kid, header.algorithm)
        if issuer.ring.is_due(header.kid, header.algorithm) and issuer.lock.acquire(blocking=must_wait):
            try:
                if issuer.ring.is_due(header.kid, header.algorithm):
                    _fetch(header.issuer, issuer.ring)
            finally:
                issuer.lock.release()
        return verify(token, header, issuer.ring)
    except Refused:
        return None
    except KeysUnknown:
        raise Unavailable("It cannot be found out now whose token this is. Try again later.") from None


def _fetch(issuer: AccessTokenIssuer, ring: KeyRing) -> None:
    try:
        url = issuer.jwks_uri or keys_url(issuer, _get(metadata_url(issuer.issuer)))
        ring.fetched(KeySet.parse(_get(url)))
    except (requests.RequestException, NotUnderstood) as error:
        ring.failed()
        reason = str(error) if isinstance(error, NotUnderstood) else type(error).__name__
        _log.warning("keys of an issuer not fetched", issuer=issuer.issuer, reason=reason)


def _get(url: str) -> bytes:
    with requests.get(url, timeout=FETCH_SECONDS, allow_redirects=False, stream=True) as response:
        if response.status_code != requests.codes.ok:
            raise NotUnderstood(f"the answer has status {response.status_code}")
        body = bytearray()
        for chunk in response.iter_content(8192):
            body += chunk
            if len(body) > MAX_BYTES:
                raise NotUnderstood("the answer is too large")
        return bytes(body)
