"""Who sends a request is found out before anything of it is read."""

from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.engine import GraphQLEngine
from app.gateway.errors import GatewayError, InvalidToken, Unauthenticated, UpstreamUnavailable
from app.gateway.http.endpoint import mount
from tests.gateway import zoo
from tests.gateway.served import ALLOWED, BODY, Client, code_of, context_of

RESPONSE = "application/graphql-response+json"


@pytest.fixture
async def refusing(aiohttp_client: Callable[[web.Application], Any]) -> Callable[[GatewayError], Any]:
    """Serve the zoo to nobody, for a reason."""

    async def serve(reason: GatewayError) -> Client:
        async def refuse(_request: web.Request) -> None:
            raise reason

        app = web.Application()
        engine = GraphQLEngine(zoo.schema(), resolvers=zoo.RESOLVERS, type_resolvers=zoo.TYPE_RESOLVERS)
        mount(
            app,
            engine,
            context_of,
            documents=PersistedDocuments(engine.documents),
            allowed=ALLOWED,
            body=BODY,
            admit=refuse,
        )
        client: Client = await aiohttp_client(app)
        return client

    return serve


@pytest.mark.parametrize("accept", ["application/json", RESPONSE])
@pytest.mark.parametrize(
    ("reason", "challenge"),
    [(Unauthenticated("x"), "Bearer"), (InvalidToken("x"), 'Bearer error="invalid_token"')],
)
async def test_nobody_is_told_how_to_be_somebody(
    refusing: Callable[[GatewayError], Any], accept: str, reason: GatewayError, challenge: str
) -> None:
    client = await refusing(reason)

    response = await client.post("/graphql", data=b"no JSON", headers={"Accept": accept})

    assert response.status == 401
    assert response.headers["WWW-Authenticate"] == challenge
    assert response.headers["Content-Type"] == f"{accept}; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert await code_of(response) == "UNAUTHENTICATED"


@pytest.mark.parametrize("accept", ["application/json", RESPONSE])
async def test_that_it_cannot_be_found_out_has_a_status_of_its_own(
    refusing: Callable[[GatewayError], Any], accept: str
) -> None:
    client = await refusing(UpstreamUnavailable("x"))

    response = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"Accept": accept})

    assert response.status == 503
    assert "WWW-Authenticate" not in response.headers
    assert await code_of(response) == "UPSTREAM_UNAVAILABLE"


async def test_pages_may_ask_beforehand_without_saying_who_they_are(
    refusing: Callable[[GatewayError], Any],
) -> None:
    client = await refusing(Unauthenticated("x"))

    response = await client.options(
        "/graphql", headers={"Origin": "https://app.test", "Access-Control-Request-Method": "POST"}
    )

    assert response.status == 204
    assert response.headers["Access-Control-Allow-Headers"] == "*, Authorization"
