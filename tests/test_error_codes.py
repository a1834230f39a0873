"""docs/errors.md, checked: every code that there is stands on the page, and is what a client gets."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import pytest
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from structlog.testing import capture_logs

from app.contracts.api_token import new_token
from app.gateway import errors
from app.gateway.documents.store import Documents
from app.gateway.errors import GatewayError
from app.sandbox.seed import plain_world
from app.settings.backend_client import BackendClientSettings
from app.settings.documents import DocumentSettings
from app.settings.http import HttpSettings
from app.settings.limits import LimitSettings
from app.trello.reader import TrelloReader
from tests.gateway.served import Unending
from tests.resolvers.house import House, house

HERE: Final = Path(__file__).parent
PAGE: Final = (HERE.parent / "docs" / "errors.md").read_text()
ROW: Final = re.compile(r"^\| `(?P<code>[A-Z_]+)` \| (?P<statuses>[\d*, ]+) \|", re.MULTILINE)

BOARD: Final = '{ board(id: "507f1f77bcf86cd799439011") { name } }'

ONLY_TRUSTED_DOCUMENTS: Final = DocumentSettings(
    trusted_documents="enforce", trusted_manifest=HERE / "trusted-documents.json"
)

SMALL_BODIES: Final = {"limits": LimitSettings(body_bytes=1024)}

ONLY_WITH_TOKENS: Final = {"auth": "tokens", "backend": BackendClientSettings(url="http://127.0.0.1:9")}
"""Nobody can be known: the backend is not there."""

Arrangement: TypeAlias = Callable[[House, pytest.MonkeyPatch], None]


def _nothing(_running: House, _patch: pytest.MonkeyPatch) -> None:
    """Leave everything as it is."""


def _trello_fails(running: House, _patch: pytest.MonkeyPatch, **failure: Any) -> None:
    running.let_fail(**failure)


def _trello_forgets_the_key(running: House, _patch: pytest.MonkeyPatch) -> None:
    running.trello.world.keys.clear()


def _breaks(_running: House, patch: pytest.MonkeyPatch, what: type, name: str) -> None:
    """Let a part of the gateway do what nobody foresaw."""

    def broken(*_arguments: Any) -> Any:
        raise ZeroDivisionError("hunter2")

    patch.setattr(what, name, broken)


def _hangs(_running: House, patch: pytest.MonkeyPatch) -> None:
    """Let a part of the gateway wait for ever, whatever the deadline."""

    async def hanging(*_arguments: Any) -> Any:
        await asyncio.Event().wait()

    patch.setattr(TrelloReader, "load", hanging)


def _is_asked_too_often(_running: House, patch: pytest.MonkeyPatch) -> None:
    """Let whoever asks have asked as often as they may."""

    async def has_room(*_arguments: Any) -> bool:
        return False

    patch.setattr(SlidingWindowCounterRateLimiter, "hit", has_room)


class Status(NamedTuple):
    """An HTTP status; `for_both` if it does not depend on the media type that the client accepts."""

    status: int
    for_both: bool


@dataclass(frozen=True)
class Provocation:
    """A request that is answered with a code and a status; `arrange` is called before it is sent.

    `status` is what `application/graphql-response+json` gets; `plain` is what `application/json` gets.
    """

    status: int
    plain: int
    document: str = ""
    variables: dict[str, Any] = field(default_factory=dict)
    request: dict[str, Any] = field(default_factory=dict)
    arrange: Arrangement = _nothing
    settings: dict[str, Any] = field(default_factory=dict)

    async def answer(self, running: House, accept: str) -> tuple[int, Any]:
        """Send the request; return the status and the body of the answer."""
        body = {"query": self.document, "variables": self.variables}
        request: dict[str, Any] = {"method": "POST", "json": body, **self.request}
        request["headers"] = {"Accept": accept, **request.get("headers", {})}
        async with running.client.request(path="/graphql", **request) as response:
            return response.status, await response.json(content_type=None)


def _always(status: int, **rest: Any) -> Provocation:
    return Provocation(status, status, **rest)


_persisted: Final = {"json": {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}}
_refused: Final = partial(Provocation, 400, 200)
_in_field: Final = partial(Provocation, 200, 200)

PROVOCATIONS: Final[dict[str, list[Provocation]]] = {
    "BAD_REQUEST": [
        _always(400, request={"json": None, "data": b"{", "headers": {"Content-Type": "application/json"}}),
        _refused(request={"json": {"query": "query A { __typename }", "operationName": "B"}}),
    ],
    "MISDIRECTED_REQUEST": [_always(421, request={"headers": {"Host": "evil.example"}})],
    "ORIGIN_NOT_ALLOWED": [_always(403, request={"headers": {"Origin": "https://evil.example"}})],
    "CROSS_SITE_REQUEST": [
        _always(
            403,
            request={
                "method": "GET",
                "json": None,
                "params": {"query": "{ __typename }"},
                "headers": {"Sec-Fetch-Site": "cross-site"},
            },
        )
    ],
    "METHOD_NOT_ALLOWED": [_always(405, request={"method": "PUT"})],
    "NOT_ACCEPTABLE": [_always(406, request={"headers": {"Accept": "text/html"}})],
    "UNSUPPORTED_MEDIA_TYPE": [_always(415, request={"json": None, "data": "query={a}"})],
    "REQUEST_TIMEOUT": [
        _always(
            408,
            request={"json": None, "data": Unending(), "headers": {"Content-Type": "application/json"}},
            settings={"http": HttpSettings(body_timeout_seconds=0.05)},
        )
    ],
    "PAYLOAD_TOO_LARGE": [_always(413, document=" " * 2000, settings=SMALL_BODIES)],
    "GRAPHQL_PARSE_FAILED": [_refused("{")],
    "GRAPHQL_VALIDATION_FAILED": [_refused("{ unicorn }")],
    "QUERY_TOO_EXPENSIVE": [_refused("{" + "a { " * 50 + "b" + " }" * 50 + "}")],
    "PERSISTED_QUERY_NOT_FOUND": [_refused(request=_persisted)],
    "PERSISTED_QUERY_NOT_SUPPORTED": [
        _refused(request=_persisted, settings={"documents": DocumentSettings(persisted_queries=False)})
    ],
    "DOCUMENT_NOT_TRUSTED": [
        _always(400, document="{ __typename }", settings={"documents": ONLY_TRUSTED_DOCUMENTS})
    ],
    "INTROSPECTION_DISABLED": [
        _refused(
            "{ __schema { description } }", settings={"documents": DocumentSettings(introspection=False)}
        )
    ],
    "BAD_USER_INPUT": [
        _refused("query ($id: ID!) { board(id: $id) { name } }", {"id": [1]}),
        _in_field('{ board(id: "not an id") { name } }'),
    ],
    "UNAUTHENTICATED": [
        _always(401, document=BOARD, settings=ONLY_WITH_TOKENS),
        Provocation(401, 200, document="{ viewer { account } }"),
        _in_field(BOARD, arrange=_trello_forgets_the_key),
    ],
    "FORBIDDEN": [_in_field(BOARD, arrange=partial(_trello_fails, kind=403))],
    "NOT_FOUND": [_in_field(BOARD)],
    "RATE_LIMITED": [
        _always(429, document=BOARD, arrange=_is_asked_too_often),
        # There is no time for the wait that Trello asks for.
        _in_field(BOARD, arrange=partial(_trello_fails, kind=429), settings={"request_timeout_seconds": 5}),
    ],
    "UPSTREAM_UNAVAILABLE": [
        _always(
            503,
            document=BOARD,
            request={"headers": {"Authorization": f"Bearer {new_token()}"}},
            settings=ONLY_WITH_TOKENS,
        ),
        _in_field(BOARD, arrange=partial(_trello_fails, kind=503)),
    ],
    "UPSTREAM_TIMEOUT": [
        _in_field(BOARD, arrange=partial(_trello_fails, kind="timeout"), settings={"upstream_seconds": 0.1})
    ],
    "OPERATION_TIMEOUT": [
        _in_field(
            BOARD, arrange=partial(_trello_fails, kind="timeout"), settings={"request_timeout_seconds": 0.1}
        ),
        _always(504, document=BOARD, arrange=_hangs, settings={"request_timeout_seconds": 0.1}),
    ],
    "INTERNAL": [
        _in_field(BOARD, arrange=partial(_breaks, what=TrelloReader, name="load")),
        _always(500, document=BOARD, arrange=partial(_breaks, what=Documents, name="get")),
    ],
}


def _told() -> dict[str, set[Status]]:
    """Return what the page says of each code: 400 under one media type, **400** under both."""
    return {
        code: {
            Status(int(word.strip("*")), for_both=word.startswith("*") or word == "200")
            for word in statuses.split(", ")
        }
        for code, statuses in ROW.findall(PAGE)
    }


def test_the_page_tells_of_every_code() -> None:
    kinds = [
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, GatewayError) and each is not GatewayError
    ]

    assert _told().keys() == {kind.code for kind in kinds}


def test_every_code_is_provoked_with_each_status_that_the_page_tells() -> None:
    provoked = {
        code: {Status(each.status, for_both=each.status == each.plain) for each in provocations}
        for code, provocations in PROVOCATIONS.items()
    }

    assert provoked == _told()


@pytest.mark.parametrize(
    ("code", "provocation"),
    [(code, each) for code, provocations in PROVOCATIONS.items() for each in provocations],
    ids=[f"{code}-{each.status}" for code, provocations in PROVOCATIONS.items() for each in provocations],
)
async def test_a_client_gets_the_code(
    code: str, provocation: Provocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(plain_world(boards=1, lists=1, cards=1), **provocation.settings) as running:
        provocation.arrange(running, monkeypatch)
        for accept, status in (
            ("application/graphql-response+json", provocation.status),
            ("application/json", provocation.plain),
        ):
            with capture_logs():
                found, body = await provocation.answer(running, accept)

            assert (found, [error["extensions"]["code"] for error in body["errors"]]) == (status, [code])
            assert ("data" in body) is ("path" in body["errors"][0])
            assert "hunter2" not in str(body)
