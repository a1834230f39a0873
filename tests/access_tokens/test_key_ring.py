from collections.abc import Callable

import pytest

from app.access_tokens import key_ring as module
from app.access_tokens.key_ring import KeyRing
from app.access_tokens.key_set import KeySet
from app.access_tokens.refusals import KeysUnknown
from tests.access_tokens.issuing import jwks, rsa_jwk

KEYS = KeySet.parse(jwks(rsa_jwk()))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set the clock, in seconds."""

    def set_clock(seconds: float) -> None:
        monkeypatch.setattr(module, "monotonic", lambda: seconds)

    set_clock(0)
    return set_clock


def test_keys_are_fetched_at_first_and_again_after_a_while(at: Callable[[float], None]) -> None:
    ring = KeyRing()
    assert ring.is_due("rsa-1", "RS256")
    ring.fetched(KEYS)

    at(599)
    assert not ring.is_due("rsa-1", "RS256")
    at(600)
    assert ring.is_due("rsa-1", "RS256")


def test_an_unknown_key_has_them_fetched_but_only_so_often(at: Callable[[float], None]) -> None:
    ring = KeyRing()
    ring.fetched(KEYS)

    at(9)
    assert not any(ring.is_due(f"random-{number}", "RS256") for number in range(1000))
    at(10)
    assert ring.is_due("random", "RS256")
    assert not ring.is_due("rsa-1", "RS256")
    ring.fetched(KEYS)
    at(19)
    assert not ring.is_due("random", "RS256")


def test_old_keys_are_used_while_their_issuer_is_away_but_not_for_ever(at: Callable[[float], None]) -> None:
    ring = KeyRing()
    ring.fetched(KEYS)
    at(600)
    ring.failed()

    assert not ring.is_due("rsa-1", "RS256")
    assert ring.keys is KEYS
    assert not ring.is_current
    at(610)
    assert ring.is_due("rsa-1", "RS256")
    at(4199)
    assert ring.keys is KEYS
    at(4200)
    with pytest.raises(KeysUnknown):
        _ = ring.keys


def test_an_issuer_that_has_never_answered_is_left_alone_for_a_while(at: Callable[[float], None]) -> None:
    ring = KeyRing()
    ring.failed()

    assert not ring.is_due("rsa-1", "RS256")
    with pytest.raises(KeysUnknown):
        _ = ring.keys
    at(10)
    assert ring.is_due("rsa-1", "RS256")
    ring.fetched(KEYS)
    assert ring.is_current
