import logging
from http import HTTPStatus
from typing import Any, Final, TypeVar

import httpx
import structlog
from pydantic import SecretStr, TypeAdapter, ValidationError

from app.backend_client.answers import Me, Token
from app.backend_client.errors import BackendError, Unauthenticated, Unavailable
from app.contracts.credentials import CredentialRequest, TrelloCredential
from app.contracts.introspection import ActiveToken, InactiveToken
from app.settings.backend_client import BackendClientSettings

AnswerT = TypeVar("AnswerT")

_INTROSPECTION: Final[TypeAdapter[ActiveToken | InactiveToken]] = TypeAdapter(ActiveToken | InactiveToken)
_CREDENTIAL: Final = TypeAdapter(TrelloCredential)
_ME: Final = TypeAdapter(Me)
_TOKENS: Final = TypeAdapter(tuple[Token, ...])

_log = structlog.get_logger(__name__)


def open_http(settings: BackendClientSettings) -> httpx.AsyncClient:
    """Return the pooled HTTP client for a `BackendClient`; whoever opens it closes it."""
    # It would tell of each request, which our own log does where that matters.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    return httpx.AsyncClient(
        base_url=settings.url,
        headers={"Accept": "application/json", "User-Agent": "graphql-api-microservice"},
        timeout=settings.timeout_seconds,
        limits=httpx.Limits(
            max_connections=settings.connections, max_keepalive_connections=settings.connections
        ),
        # Proxies of the environment are for the way out, not for the server next door.
        trust_env=False,
    )


class BackendClient:
    """Asks the backend; every failure is a `BackendError`.

    `http` is from `open_http`. `service_secret` opens `/internal`; elsewhere the viewer's own token does.
    """

    def __init__(self, http: httpx.AsyncClient, service_secret: SecretStr) -> None:
        self._http = http
        self._service_secret = service_secret

    async def introspect(self, token: SecretStr) -> ActiveToken | InactiveToken:
        """Return whose token it is, if it may be used (RFC 7662)."""
        response = await self._send(
            "POST", "/internal/introspect", self._service_secret, data={"token": token.get_secret_value()}
        )
        return _answer(response, _INTROSPECTION)

    async def trello_token(self, tenant: str, account: str) -> SecretStr | None:
        """Return the Trello token of an entity, or None if it has linked none.

        It must not be kept for more than a minute, nor be written down.
        """
        wanted = CredentialRequest(iss=tenant, sub=account)
        response = await self._send(
            "POST", "/internal/credentials", self._service_secret, json=wanted.model_dump()
        )
        if response.status_code == HTTPStatus.NOT_FOUND:
            return None
        return _answer(response, _CREDENTIAL).token

    async def me(self, token: SecretStr) -> Me:
        """Return what there is to know of whoever has a token. Raises `Unauthenticated`, too."""
        return _answer(await self._send_as_viewer("/me", token), _ME)

    async def tokens(self, token: SecretStr, first: int) -> tuple[Token, ...]:
        """Return the newest tokens, 1 to 100, of whoever has one of them. Raises `Unauthenticated`, too."""
        return _answer(await self._send_as_viewer("/token", token, params={"limit": first}), _TOKENS)

    async def _send_as_viewer(self, path: str, token: SecretStr, **parts: Any) -> httpx.Response:
        response = await self._send("GET", path, token, **parts)
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            raise Unauthenticated
        return response

    async def _send(self, method: str, path: str, bearer: SecretStr, **parts: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {bearer.get_secret_value()}"}
        request_id = structlog.contextvars.get_contextvars().get("request_id")
        if request_id:
            headers["X-Request-ID"] = request_id
        try:
            return await self._http.request(method, path, headers=headers, **parts)
        except httpx.HTTPError as error:
            failure = _unavailable(path, error=type(error).__name__)
        # Raised out here, the error has no context: httpx's errors hold the request's headers.
        raise failure


def _answer(response: httpx.Response, form: TypeAdapter[AnswerT]) -> AnswerT:
    path = response.request.url.path
    if response.status_code != HTTPStatus.OK:
        raise _unavailable(path, status=response.status_code)
    try:
        return form.validate_json(response.content)
    except ValidationError:
        failure = _unavailable(path, error="unexpected answer")
    # The same: pydantic's errors hold what was answered.
    raise failure


def _unavailable(path: str, **cause: Any) -> BackendError:
    _log.warning("backend is away", path=path, **cause)
    return Unavailable()
