"""Persisted and trusted documents as clients see them: by POST and by GET, in both media types."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import orjson
import pytest
from aiohttp import web

from app.gateway.documents.identifier import sha256_of
from app.gateway.documents.manifest import Manifest
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.documents.registry import DocumentRegistry
from app.gateway.execution.resolver import Info
from app.gateway.http.media_types import GRAPHQL_RESPONSE, JSON
from app.redis.shared import open_redis
from app.settings.documents import DocumentSettings, Trust
from app.settings.redis import RedisSettings
from tests.gateway.served import UTF_8, Client, application, context_of, told

QUERY = "query Q($number: Int!) { needed(number: $number) }"
MUTATION = "mutation { count }"
ANSWER = {"data": {"needed": 7}}
NOT_FOUND = {
    "errors": [{"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}]
}


@pytest.fixture
def trust() -> Trust:
    return "off"


@pytest.fixture
async def client(aiohttp_client: Callable[[web.Application], Any], trust: Trust) -> AsyncIterator[Client]:
    async with open_redis(RedisSettings()) as redis:
        documents = partial(
            PersistedDocuments,
            manifest=Manifest({"count": MUTATION}),
            trust=trust,
            registry=DocumentRegistry(lambda: redis, DocumentSettings()),
        )
        yield await aiohttp_client(application(context_of, documents, **{"Mutation.count": one}))


async def one(_parent: Any, _arguments: Any, _context: Any, _info: Info) -> int:
    return 1


def persisted(text: str, **changes: Any) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256_of(text)} | changes}


async def post(client: Client, accept: str = JSON, **parameters: Any) -> Any:
    return await client.post("/graphql", json=parameters, headers={"Accept": accept})


async def get(client: Client, accept: str = JSON, **parameters: Any) -> Any:
    encoded = {
        name: each if isinstance(each, str) else orjson.dumps(each).decode()
        for name, each in parameters.items()
    }
    return await client.get("/graphql", params=encoded, headers={"Accept": accept})


async def test_a_client_registers_by_post_and_asks_by_get(client: Client) -> None:
    asked: dict[str, Any] = {"extensions": persisted(QUERY), "variables": {"number": 7}}

    assert await told(await get(client, **asked)) == (200, JSON + UTF_8, NOT_FOUND)
    assert await told(await post(client, query=QUERY, **asked)) == (200, JSON + UTF_8, ANSWER)
    assert await told(await get(client, **asked)) == (200, JSON + UTF_8, ANSWER)
    assert await told(await post(client, **asked)) == (200, JSON + UTF_8, ANSWER)


async def test_a_client_registers_by_get(client: Client) -> None:
    asked: dict[str, Any] = {"extensions": persisted(QUERY), "variables": {"number": 7}}

    assert await told(await get(client, query=QUERY, **asked)) == (200, JSON + UTF_8, ANSWER)
    assert await told(await get(client, **asked)) == (200, JSON + UTF_8, ANSWER)


@pytest.mark.parametrize("send", [get, post])
async def test_an_unknown_hash_is_a_client_error_where_statuses_tell(client: Client, send: Any) -> None:
    response = await send(client, GRAPHQL_RESPONSE, extensions=persisted(QUERY))

    assert await told(response) == (400, GRAPHQL_RESPONSE + UTF_8, NOT_FOUND)


@pytest.mark.parametrize("send", [get, post])
@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
async def test_an_unknown_hash_is_never_stored_by_a_cache(client: Client, send: Any, accept: str) -> None:
    response = await send(client, accept, extensions=persisted(QUERY))

    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("send", [get, post])
@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (
            {"query": "{ needed }", "extensions": persisted(QUERY)},
            "The document's id or hash is not that of `query`: send one without the other.",
        ),
        (
            {"extensions": persisted(QUERY, version=2)},
            "`extensions.persistedQuery.version` must be 1; there is no other.",
        ),
        ({"documentId": "sha256:7"}, "After `sha256:`, a `documentId` has 64 lower-case hexadecimal digits."),
    ],
)
async def test_a_name_that_cannot_be_is_a_bad_request(
    client: Client, send: Any, parameters: Any, message: str
) -> None:
    status, _, body = await told(await send(client, **parameters))

    assert status == 400
    assert body == {"errors": [{"message": message, "extensions": {"code": "BAD_REQUEST"}}]}


async def test_a_mutation_by_id_is_refused_by_get_as_any_other_is(client: Client) -> None:
    response = await get(client, documentId="count")

    assert response.status == 405
    assert (await post(client, documentId="count")).status == 200


class TestWithoutRegistration:
    @pytest.fixture
    async def client(self, aiohttp_client: Callable[[web.Application], Any]) -> Client:
        created: Client = await aiohttp_client(application())
        return created

    @pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL_RESPONSE, 400)])
    async def test_clients_are_told_not_to_try(self, client: Client, accept: str, status: int) -> None:
        response = await post(client, accept, extensions=persisted(QUERY))

        assert await told(response) == (
            status,
            accept + UTF_8,
            {
                "errors": [
                    {
                        "message": "PersistedQueryNotSupported",
                        "extensions": {"code": "PERSISTED_QUERY_NOT_SUPPORTED"},
                    }
                ]
            },
        )


class TestEnforcement:
    @pytest.fixture
    def trust(self) -> Trust:
        return "enforce"

    @pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
    @pytest.mark.parametrize(
        "parameters",
        [
            {"query": "{ needed }"},
            {"query": QUERY, "extensions": persisted(QUERY)},
            {"documentId": "another"},
        ],
    )
    async def test_any_other_document_is_refused(self, client: Client, accept: str, parameters: Any) -> None:
        response = await post(client, accept, **parameters)

        assert await told(response) == (
            400,
            accept + UTF_8,
            {
                "errors": [
                    {
                        "message": "Only trusted documents are served here, and this is none of them: "
                        "add it to their list.",
                        "extensions": {"code": "DOCUMENT_NOT_TRUSTED"},
                    }
                ]
            },
        )

    @pytest.mark.parametrize(
        "parameters",
        [
            {"query": MUTATION},
            {"documentId": "count"},
            {"documentId": f"sha256:{sha256_of(MUTATION)}"},
            {"extensions": persisted(MUTATION)},
            {"extensions": persisted(MUTATION, sha256Hash="count")},
        ],
    )
    async def test_a_trusted_one_is_served_however_it_is_named(self, client: Client, parameters: Any) -> None:
        response = await post(client, **parameters)

        assert await told(response) == (200, JSON + UTF_8, {"data": {"count": 1}})
