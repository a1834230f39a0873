from pydantic import SecretStr

from app.trello.credentials import Credentials


def test_header_carries_key_and_token() -> None:
    credentials = Credentials(SecretStr("K"), SecretStr("T"))
    assert credentials.authorization_header == 'OAuth oauth_consumer_key="K", oauth_token="T"'


def test_header_cannot_be_broken_out_of() -> None:
    credentials = Credentials(SecretStr('K", x="'), SecretStr("T\r\nHost: x"))
    assert credentials.authorization_header == (
        'OAuth oauth_consumer_key="K%22%2C%20x%3D%22", oauth_token="T%0D%0AHost%3A%20x"'
    )


def test_repr_shows_neither() -> None:
    assert repr(Credentials(SecretStr("K"), SecretStr("T"))) == "Credentials()"
