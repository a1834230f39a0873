import hashlib
import hmac

from pydantic import SecretStr

from app.trello.credentials import Credentials
from app.trello.fingerprint import Fingerprints

KEY = SecretStr("shared-by-all")
ADA = Credentials(SecretStr("K"), SecretStr("T"))


def test_every_process_with_the_key_makes_the_same_fingerprint() -> None:
    made = Fingerprints(KEY).of(ADA)

    assert made == Fingerprints(SecretStr("shared-by-all")).of(Credentials(SecretStr("K"), SecretStr("T")))
    assert made.token == hmac.new(b"shared-by-all", b"trello token:T", hashlib.sha256).hexdigest()[:32]
    assert made.api_key == hmac.new(b"shared-by-all", b"trello api_key:K", hashlib.sha256).hexdigest()[:32]


def test_another_key_makes_other_fingerprints() -> None:
    ours, theirs = Fingerprints(KEY).of(ADA), Fingerprints(SecretStr("another")).of(ADA)

    assert ours.token != theirs.token
    assert ours.api_key != theirs.api_key


def test_viewers_of_one_application_share_its_part_alone() -> None:
    ada, bob = (Fingerprints(KEY).of(Credentials(SecretStr("K"), SecretStr(token))) for token in "AB")

    assert ada.token != bob.token
    assert ada.api_key == bob.api_key


def test_one_secret_in_both_places_has_two_fingerprints() -> None:
    made = Fingerprints(KEY).of(Credentials(SecretStr("same"), SecretStr("same")))

    assert made.token != made.api_key
