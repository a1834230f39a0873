"""The signature of a delivery, in the header `X-Trello-Webhook`.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/ ("Webhook Signatures")
"""

import base64
import hashlib
import hmac
from typing import Literal, TypeAlias

Encoding: TypeAlias = Literal["utf-8", "binary"]


def signature(secret: str, body: bytes, callback_url: str, encoding: Encoding) -> str:
    """Return the base64 of the HMAC-SHA1, by the application's secret, of a body followed by its address.

    `binary` hashes the low byte of each UTF-16 code unit, as the documentation of 2017 had it; what is ASCII
    has the same signature either way.
    """
    content = body + callback_url.encode()
    if encoding == "binary":
        content = content.decode().encode("utf-16-le")[::2]
    return base64.b64encode(hmac.digest(secret.encode(), content, hashlib.sha1)).decode()
