import base64
import json
from collections.abc import Callable
from time import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.access_tokens.access_token import AccessToken, groups_of, looks_like_one, read_header, verify
from app.access_tokens.key_ring import KeyRing
from app.access_tokens.key_set import KeySet
from app.access_tokens.refusals import KeysUnknown, Refused
from app.settings.access_tokens import AccessTokenIssuer
from tests.access_tokens.issuing import (
    AUDIENCE,
    CONFIGURED,
    EC_KEY,
    ISSUER,
    access_token,
    claims,
    ec_jwk,
    jwks,
    rsa_jwk,
    rsa_key,
)


def read(token: str, *keys: dict[str, Any], issuer: AccessTokenIssuer = CONFIGURED) -> AccessToken:
    """Return what a token says to whoever has the issuer's keys."""
    ring = KeyRing()
    ring.fetched(KeySet.parse(jwks(*(keys or (rsa_jwk(), ec_jwk())))))
    return verify(token, read_header(token, [issuer]), ring)


def test_a_token_tells_whose_it_is() -> None:
    said = claims(groups=["a", "b", "a", 1, ""], name="Ada")

    assert read(access_token(**said)) == AccessToken(
        issuer=ISSUER,
        account="ada",
        id="token-1",
        issued=said["iat"],
        ends=said["exp"] + 30,
        groups=("a", "b"),
        claims={name: value for name, value in said.items() if name != "groups"},
    )


def test_groups_are_in_the_claim_that_is_configured() -> None:
    issuer = CONFIGURED.model_copy(update={"groups_claim": "roles"})

    token = read(access_token(roles=["ops"], groups=["team"]), issuer=issuer)

    assert (token.groups, token.claims["groups"]) == (("ops",), ["team"])


@pytest.mark.parametrize("said", [None, "ops", {"ops": 1}, 7])
def test_what_is_no_list_names_no_group(said: Any) -> None:
    assert groups_of(said) == ()


def test_a_token_may_be_for_others_as_well_and_signed_by_elliptic_curve() -> None:
    token = access_token(EC_KEY, "ES256", {"kid": "ec"}, aud=["https://other.example", AUDIENCE], jti=None)

    assert read(token).id == ""


@pytest.mark.parametrize("typ", ["at+jwt", "application/at+jwt", "AT+JWT", "JWT", None])
def test_a_token_says_in_one_of_these_ways_what_it_is(typ: str | None) -> None:
    assert read(access_token(header={"typ": typ})).account == "ada"


NOT_FOR_US = f"The access token is for another service: get one for {AUDIENCE}."
NO_ISSUER = "The access token is of an issuer that is not known here."
NO_ACCOUNT = "The access token names no account that can be known here."
NOT_ITS_ISSUERS = "The signature of the access token is not its issuer's."
UNREADABLE = "This is no access token that can be read: it is mistyped or cut off."


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"aud": "https://other.example"}, NOT_FOR_US),
        ({"aud": [f"{AUDIENCE}/"]}, NOT_FOR_US),
        ({"aud": None}, "The access token has no claim `aud`."),
        ({"iss": f"{ISSUER}/"}, NO_ISSUER),
        ({"iss": None}, NO_ISSUER),
        ({"exp": None}, "The access token has no claim `exp`."),
        ({"exp": 1e400}, UNREADABLE),
        ({"exp": "soon"}, UNREADABLE),
        ({"iat": None}, "The access token has no claim `iat`."),
        ({"sub": None}, "The access token has no claim `sub`."),
        ({"sub": ""}, NO_ACCOUNT),
        ({"sub": " ada"}, NO_ACCOUNT),
        ({"sub": "x" * 256}, NO_ACCOUNT),
        ({"sub": 7}, UNREADABLE),
        ({"jti": 7}, UNREADABLE),
    ],
    ids=range(15),
)
def test_a_token_is_refused_for_what_it_says(said: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused) as caught:
        read(access_token(**said))
    assert str(caught.value) == reason


def at(claim: str, seconds: int) -> str:
    """Return a token with a time that is so far from now."""
    said: dict[str, Any] = {claim: int(time()) + seconds}
    return access_token(**said)


EARLY = "The access token is not valid yet: is a clock wrong?"


@pytest.mark.parametrize(
    ("claim", "seconds", "reason"),
    [("exp", -31, "The access token has expired: get a new one."), ("nbf", 600, EARLY), ("iat", 600, EARLY)],
)
def test_a_token_is_refused_before_and_after_its_time(claim: str, seconds: int, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        read(at(claim, seconds))
    assert str(caught.value) == reason


@pytest.mark.parametrize(("claim", "seconds"), [("exp", -10), ("nbf", 20), ("iat", 20)])
def test_clocks_may_be_apart_a_little(claim: str, seconds: int) -> None:
    assert read(at(claim, seconds)).account == "ada"


def encoded(part: Any) -> str:
    text = part if isinstance(part, str) else json.dumps(part)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def unsigned(header: Any, payload: Any = None, signature: str = "") -> str:
    return f"{encoded(header)}.{encoded(claims() if payload is None else payload)}.{signature}"


def with_the_public_key_as_a_secret() -> str:
    pem = rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, payload, _ = unsigned({"alg": "HS256", "kid": "rsa-1"}).split(".")
    signature = jwt.get_algorithm_by_name("HS256").sign(f"{head}.{payload}".encode(), pem)
    return f"{head}.{payload}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def tampered() -> str:
    head, _, signature = access_token().split(".")
    return f"{head}.{encoded(claims(sub='grace'))}.{signature}"


NOT_THIS_WAY = "The access token is not signed in a way that is taken here."
OTHER_TYPE = "The token is no access token, but one of another type."
NO_SUCH_KEY = "The access token is signed with a key that its issuer does not have."


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (lambda: unsigned({"alg": "none", "kid": "rsa-1"}), NOT_THIS_WAY),
        (lambda: unsigned({"alg": "None", "kid": "rsa-1"}), NOT_THIS_WAY),
        (lambda: unsigned({"kid": "rsa-1"}), NOT_THIS_WAY),
        (lambda: unsigned({"alg": ["RS256"], "kid": "rsa-1"}), NOT_THIS_WAY),
        (with_the_public_key_as_a_secret, NOT_THIS_WAY),
        (lambda: access_token(algorithm="RS512"), NOT_THIS_WAY),
        (tampered, NOT_ITS_ISSUERS),
        (lambda: access_token(rsa_key(2)), NOT_ITS_ISSUERS),
        (lambda: access_token(header={"typ": "logout+jwt"}), OTHER_TYPE),
        (lambda: access_token(header={"typ": "dpop+jwt"}), OTHER_TYPE),
        (lambda: access_token(header={"kid": "rsa-2"}), NO_SUCH_KEY),
        (lambda: access_token(EC_KEY, "ES256", {"kid": "rsa-1"}), NO_SUCH_KEY),
        # Two keys could have signed it.
        (lambda: access_token(header={"kid": None}), NO_SUCH_KEY),
        (lambda: access_token(header={"crit": ["exp"], "exp": 1}), UNREADABLE),
        (lambda: unsigned({"alg": "RS256", "kid": 7}), UNREADABLE),
        (lambda: unsigned("[" * 3000), UNREADABLE),
        (lambda: unsigned({"alg": "RS256"}, "[" * 3000), UNREADABLE),
        (lambda: unsigned({"alg": "RS256"}, [1]), UNREADABLE),
        (lambda: "a.b.c", UNREADABLE),
        (lambda: "..", UNREADABLE),
        (lambda: "", UNREADABLE),
    ],
    ids=range(21),
)
def test_a_token_is_refused_that_its_issuer_has_not_signed(token: Callable[[], str], reason: str) -> None:
    with pytest.raises(Refused) as caught:
        read(token(), rsa_jwk(), rsa_jwk(3))
    assert str(caught.value) == reason


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_a_key_that_is_too_short_vouches_for_nothing() -> None:
    short = rsa_key(4, 1024)

    with pytest.raises(Refused, match=NOT_ITS_ISSUERS):
        read(access_token(short), rsa_jwk(4, bits=1024, kid="rsa-1"))


def test_a_token_need_not_say_which_is_the_only_key() -> None:
    assert read(access_token(header={"kid": None}), rsa_jwk()).account == "ada"


def test_without_keys_nothing_is_known_of_a_token() -> None:
    token = access_token()

    with pytest.raises(KeysUnknown):
        verify(token, read_header(token, [CONFIGURED]), KeyRing())


@pytest.mark.parametrize(
    "token", ["", "a", "a.b", "a.b.c.d", "a.b!.c", "a.b.c\n", f"a.b.{'c' * 8192}", "ä.b.c"]
)
def test_most_texts_do_not_look_like_one(token: str) -> None:
    assert not looks_like_one(token)
    assert looks_like_one(access_token())
