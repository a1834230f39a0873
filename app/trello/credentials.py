from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias
from urllib.parse import quote

from pydantic import SecretStr


@dataclass(frozen=True)
class Credentials:
    """Who asks Trello: the application's API key and a member's token. Its `repr()` shows neither."""

    api_key: SecretStr = field(repr=False)
    token: SecretStr = field(repr=False)

    @cached_property
    def authorization_header(self) -> str:
        """The value of the `Authorization` header, the one carrier that stays out of URLs and so out of logs.

        Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/
        (Passing Token and Key in API Requests). Values are percent-encoded as RFC 5849, 3.5.1 asks.
        """
        key = quote(self.api_key.get_secret_value(), safe="")
        token = quote(self.token.get_secret_value(), safe="")
        return f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'


CredentialsSource: TypeAlias = Callable[[], Awaitable[Credentials]]
"""Finds the credentials to use, once they are needed. Whatever it raises ends the read that needs them."""


def always(credentials: Credentials) -> CredentialsSource:
    """Return the source of credentials that are known already."""

    async def known() -> Credentials:
        return credentials

    return known
