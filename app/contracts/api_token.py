"""What an API token looks like: `gqlapi_`, 43 characters of secret, 6 of checksum.

Secret scanners find one by its form, `gqlapi_[0-9A-Za-z]{49}`, and rule out most accidents by its checksum.
"""

import re
import secrets
import string
from typing import Final
from zlib import crc32

PREFIX: Final = "gqlapi_"

_ALPHABET: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
_SECRET_LENGTH: Final = 43  # 62 ** 43 is more than 2 ** 256
_CHECKSUM_LENGTH: Final = 6  # 62 ** 6 is more than 2 ** 32
_FORM: Final = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{_SECRET_LENGTH + _CHECKSUM_LENGTH}}}", re.ASCII)


def new_token() -> str:
    """Return a token of 256 random bits that has never been seen before."""
    body = PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET_LENGTH))
    return body + _checksum(body)


def is_well_formed(token: str) -> bool:
    """Whether a text can be a token: one that cannot needs no look-up."""
    return bool(_FORM.fullmatch(token)) and token.endswith(_checksum(token[:-_CHECKSUM_LENGTH]))


def _checksum(body: str) -> str:
    """Return the CRC-32 of a text as six digits to the base of 62."""
    number = crc32(body.encode())
    digits = []
    for _ in range(_CHECKSUM_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
