import json
from typing import Any

import pytest

from app.access_tokens.key_set import MAX_KEYS, KeySet, NotUnderstood, keys_url
from app.settings.access_tokens import AccessTokenIssuer
from tests.access_tokens.issuing import AUDIENCE, CONFIGURED, ISSUER, ec_jwk, jwks, rsa_jwk


@pytest.mark.parametrize(
    "key",
    [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "rsa-1", "alg": "RS256"},
        rsa_jwk(use="enc"),
        rsa_jwk(alg="RS512"),
        rsa_jwk(n="!"),
        rsa_jwk(n=7),
        {"kty": "RSA", "kid": "rsa-1"},
        ec_jwk(kid="rsa-1"),
        "rsa-1",
        None,
    ],
    ids=range(9),
)
def test_what_cannot_check_a_signature_is_left_out(key: Any) -> None:
    assert KeySet.parse(jwks(key)).find("rsa-1", "RS256") is None
    found = KeySet.parse(jwks(key, rsa_jwk())).find("rsa-1", "RS256")
    assert found
    assert (found.key_id, found.algorithm_name) == ("rsa-1", "RS256")


def test_only_so_many_keys_are_looked_at() -> None:
    others = [rsa_jwk(kid=str(number)) for number in range(MAX_KEYS)]

    assert KeySet.parse(jwks(*others, rsa_jwk())).find("rsa-1", "RS256") is None


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"[]", b"{}", b'{"keys": {}}', b"[" * 100_000, b"1"], ids=range(7)
)
def test_what_is_no_key_set_is_told_of(body: bytes) -> None:
    with pytest.raises(NotUnderstood):
        KeySet.parse(body)


def metadata(**said: Any) -> bytes:
    return json.dumps({"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks", **said}).encode()


def test_metadata_says_where_keys_are() -> None:
    assert keys_url(CONFIGURED, metadata()) == "https://id.example/jwks"


def test_keys_are_in_the_clear_only_where_the_issuer_is() -> None:
    plain = AccessTokenIssuer(issuer="http://id.example", audience=AUDIENCE)

    url = keys_url(plain, metadata(issuer="http://id.example", jwks_uri="http://id.example/jwks"))

    assert url == "http://id.example/jwks"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (metadata(issuer="https://other.example"), "the metadata is of another issuer"),
        (metadata(jwks_uri="http://id.example/jwks"), "the metadata has no jwks_uri that can be used"),
        (metadata(jwks_uri="file:///etc/passwd"), "the metadata has no jwks_uri that can be used"),
        (metadata(jwks_uri=None), "the metadata has no jwks_uri that can be used"),
        (b"<html>", "the answer is no JSON object"),
    ],
)
def test_metadata_that_cannot_be_believed_is_told_of(body: bytes, told: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        keys_url(CONFIGURED, body)
    assert str(caught.value) == told
