"""What pages are looked at with, and as whom."""

import re
from typing import Any

from pydantic import SecretStr

from app.backend.accounts.openid.identity import Identity
from app.settings.openid import OpenIDProvider

AWAY = OpenIDProvider(
    id="away",
    name="Away & <Co>",
    issuer="http://127.0.0.1:9",
    client_id="backend",
    client_secret=SecretStr("secret-of-the-client"),
)
ADA = Identity("https://one.example", "ada", ("team",), {"name": "Ada"}, None)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main>")[2]).split())


def csrf_of(response: Any) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.content.decode())
    assert found
    return found[1]
