import pytest

from app.sandbox.webhooks.signature import Encoding, signature

URL = "https://example.com/hook?a=1"


@pytest.mark.parametrize("encoding", ["utf-8", "binary"])
def test_ascii_is_signed_the_same_in_either_way(encoding: Encoding) -> None:
    # printf '%s' '{"a":1}https://example.com/hook?a=1' | openssl dgst -sha1 -hmac secret -binary | base64
    assert signature("secret", b'{"a":1}', URL, encoding) == "v7MPWAZrHuQ3iRH5lnyX3CMY1YY="


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        # … '{"a":"é😀"}https://…' as it is
        ("utf-8", "zS80jeWlF5lAUdQPoCdZ0WBN/GA="),
        # … with the bytes e9 for é and 3d 00 for the two halves of the smiling face, U+D83D and U+DE00
        ("binary", "BpzuZUMXXb03w8nEojcqd89FI24="),
    ],
)
def test_other_characters_are_signed_as_bytes_or_as_low_bytes(encoding: Encoding, expected: str) -> None:
    assert signature("secret", '{"a":"é😀"}'.encode(), URL, encoding) == expected
