"""The keys of one issuer over time, which replaces them whenever it likes."""

from math import inf
from time import monotonic
from typing import Final

from app.access_tokens.key_set import KeySet
from app.access_tokens.refusals import KeysUnknown

FRESH_SECONDS: Final = 600.0
"""How long keys are used before they are fetched again: for so long a key that was withdrawn is believed."""

STALE_SECONDS: Final = 3600.0
"""For how much longer they are used while the issuer is away."""

PAUSE_SECONDS: Final = 10.0
"""How often an issuer is asked at most, whatever ids of keys tokens name."""


class KeyRing:
    """The keys that were fetched last. Whoever has tried to fetch them says so, by `fetched` or `failed`."""

    def __init__(self) -> None:
        self._keys = KeySet([])
        self._fetched = -inf
        self._tried = -inf

    def is_due(self, kid: str | None, algorithm: str) -> bool:
        """Whether the keys should be fetched before a token is checked that names one."""
        now = monotonic()
        if now - self._tried < PAUSE_SECONDS:
            return False
        return now - self._fetched >= FRESH_SECONDS or not self.knows(kid, algorithm)

    def knows(self, kid: str | None, algorithm: str) -> bool:
        """Whether a key is among those that were fetched last, however old they are."""
        return self._keys.find(kid, algorithm) is not None

    def fetched(self, keys: KeySet) -> None:
        """Use these keys from now on."""
        self._keys = keys
        self._fetched = self._tried = monotonic()

    def failed(self) -> None:
        """Use for a while what there is."""
        self._tried = monotonic()

    @property
    def keys(self) -> KeySet:
        """The keys. Raises `KeysUnknown` if there are none that may still be used."""
        if monotonic() - self._fetched >= FRESH_SECONDS + STALE_SECONDS:
            raise KeysUnknown
        return self._keys

    @property
    def is_current(self) -> bool:
        """Whether a key that is not among them is none of the issuer's."""
        return self._fetched == self._tried
