"""Accounts at Trello: where members let this service act for them, and whose a token is.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/
"""

import asyncio
import re
from collections.abc import Mapping
from http import HTTPStatus
from math import ceil
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
import structlog
from django.conf import settings
from pydantic import AwareDatetime, BaseModel, SecretStr, ValidationError
from yarl import URL

from app.backend.accounts.upstream import UpstreamAccount
from app.backend.errors import Invalid, InvalidField, Unavailable
from app.settings.trello import TrelloSettings
from app.trello.answers import decode, error_from
from app.trello.client import open_session
from app.trello.credentials import Credentials
from app.trello.errors import InvalidCredentials, RateLimited, TrelloError
from app.trello.errors import Unavailable as TrelloAway
from app.trello.request import Request

_SCOPES: Final = "read,write"

_ME: Final = Request.of("members", "me", params={"fields": "username"})

_FORM: Final = re.compile("[0-9A-Za-z]{1,512}")

_LINK_ANEW: Final = "open /me/trello in a browser, and link Trello there"

_REFUSALS: Final[Mapping[str, str]] = {
    "invalid token": "Trello does not know it as one of this service: it is mistyped, revoked, or was made "
    f"for another application; {_LINK_ANEW}",
    "expired token": f"it has expired; {_LINK_ANEW}",
    "missing scopes": f"it may not read and write; {_LINK_ANEW}",
    "refused": f"Trello refuses it; {_LINK_ANEW}",
}

_NOTHING_CHANGED: Final = "Nothing was changed: try again later."

_log = structlog.get_logger(__name__)


class _Right(BaseModel):
    modelType: str  # noqa: N815  # Trello's name
    read: bool
    write: bool


class _Member(BaseModel):
    username: str


class _Terms(BaseModel):
    dateExpires: AwareDatetime | None  # noqa: N815
    permissions: list[_Right]

    @property
    def allow_everything(self) -> bool:
        boards = [each for each in self.permissions if each.modelType == "Board"]
        return bool(boards) and all(each.read and each.write for each in boards)


class TrelloAccounts:
    """What `app.backend.accounts.upstream.Upstream` asks for, done at Trello."""

    def __init__(self) -> None:
        self._settings = settings.BACKEND.trello

    def authorize_url(self, return_url: str) -> str:
        """Return the address of Trello's page, which asks for a token that may read and write."""
        return f"{self._settings.authorize_page}?" + urlencode(
            {
                "key": self._settings.application_key.get_secret_value(),
                "name": self._settings.application_name,
                "scope": _SCOPES,
                "expiration": self._settings.link_expiration,
                "response_type": "token",
                "callback_method": "fragment",
                "return_url": return_url,
            }
        )

    def account_of(self, token: SecretStr) -> UpstreamAccount:
        """Return whose token it is: its member's username, and when the token ends."""
        if not _FORM.fullmatch(token.get_secret_value()):
            raise _invalid("a token of Trello is letters and digits")
        credentials = self._credentials(token)
        try:
            # First, for the other has the token in its URL: that is for Trello alone, which knows it by then.
            member = _Member.model_validate(self._answer("GET", _ME, credentials))
            terms = _Terms.model_validate(self._answer("GET", _terms_of(token), credentials))
        except InvalidCredentials as error:
            raise _invalid(_REFUSALS[error.reason]) from None
        except ValidationError:
            raise Unavailable(f"Something answers there that is not Trello. {_NOTHING_CHANGED}") from None
        if not terms.allow_everything:
            raise _invalid(_REFUSALS["missing scopes"])
        return UpstreamAccount(member.username, terms.dateExpires)

    def revoke(self, token: SecretStr) -> None:
        """End a token, and the webhooks that belong to it."""
        try:
            self._answer("DELETE", _terms_of(token), self._credentials(token))
        except InvalidCredentials:
            _log.info("token had ended before it was revoked")

    def _credentials(self, token: SecretStr) -> Credentials:
        return Credentials(self._settings.application_key, token)

    def _answer(self, method: str, request: Request, credentials: Credentials) -> Any:
        """Return what Trello answers. Raises `InvalidCredentials` if it is the token that it refuses."""
        try:
            return asyncio.run(_exchanged(self._settings, method, request, credentials))
        except InvalidCredentials as error:
            if error.reason != "invalid key":
                raise
            _log.error("Trello does not know the key: set TRELLO_API_KEY")
            told = "Trello does not know this service: whoever runs it must set TRELLO_API_KEY."
            raise Unavailable(f"{told} {_NOTHING_CHANGED}") from None
        except RateLimited as error:
            told = f"Trello has been asked too often. {_NOTHING_CHANGED}"
            raise Unavailable(told, retry_after=ceil(error.retry_after)) from None
        except TrelloError as error:
            _log.warning("Trello cannot be asked", error=type(error).__name__)
            raise Unavailable(f"Trello cannot be asked at the moment. {_NOTHING_CHANGED}") from None


async def _exchanged(
    settings: TrelloSettings, method: str, request: Request, credentials: Credentials
) -> Any:
    """Send a request once, with nothing of it kept or logged, as a client for many would.

    Raises `TrelloError`.
    """
    url = URL(f"{settings.url}{request.url}", encoded=True)
    headers = {"Authorization": credentials.authorization_header}
    try:
        async with (
            open_session(settings) as session,
            session.request(method, url, headers=headers, allow_redirects=False) as response,
        ):
            body = await response.read()
    except (aiohttp.ClientError, TimeoutError):
        raise TrelloAway from None  # the error has the headers
    if response.status == HTTPStatus.OK:
        return decode(response.content_type, body)
    raise error_from(response.status, response.content_type, body.decode(errors="replace"))


def _terms_of(token: SecretStr) -> Request:
    return Request.of("tokens", token.get_secret_value(), params={"fields": "dateExpires,permissions"})


def _invalid(why: str) -> Invalid:
    return Invalid(InvalidField(f"token: {why}", "#/token"))
