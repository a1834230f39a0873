from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.gateway.documents.identifier import sha256_of
from app.gateway.documents.manifest import Manifest
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.documents.registry import DocumentRegistry
from app.gateway.documents.store import Documents
from app.gateway.errors import (
    BadRequest,
    DocumentNotTrusted,
    GatewayError,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
)
from app.gateway.http.parameters import Parameters
from app.redis.shared import open_redis
from app.settings.documents import DocumentSettings
from app.settings.redis import RedisSettings
from tests.gateway.zoo import schema

DOCUMENTS = Documents(schema(), cache_bytes=1_000_000)
TRUSTED = "query Trusted { needed }"
OTHER = "query Other($secret: String) { given(text: $secret) }"
MANIFEST = Manifest({"trusted-id": TRUSTED})
MISMATCH = "The document's id or hash is not that of `query`: send one without the other."
NOT_TRUSTED = "Only trusted documents are served here, and this is none of them: add it to their list."
NO_HASH = (
    "A document's hash is 64 lower-case hexadecimal digits; this is none, nor the id of a trusted document."
)


def by_text(text: str, name: str | None = None) -> Parameters:
    return Parameters(text, name, {"secret": "hunter2"}, None)


def by_hash(hash_: str, text: str | None = None) -> Parameters:
    return Parameters(text, None, None, {"persistedQuery": {"version": 1, "sha256Hash": hash_}})


def by_id(id_: str, text: str | None = None) -> Parameters:
    return Parameters(text, None, None, None, id_)


@pytest.fixture
async def registry() -> AsyncIterator[DocumentRegistry]:
    async with open_redis(RedisSettings()) as redis:
        yield DocumentRegistry(lambda: redis, DocumentSettings())


async def text_of(documents: PersistedDocuments, parameters: Parameters) -> str | None:
    return (await documents.resolve(parameters)).query


async def refusal(documents: PersistedDocuments, parameters: Parameters) -> GatewayError:
    with pytest.raises(GatewayError) as raised:
        await documents.resolve(parameters)
    return raised.value


async def test_a_text_is_what_it_is() -> None:
    parameters = by_text("{ anything")
    assert await PersistedDocuments(DOCUMENTS).resolve(parameters) == parameters


async def test_everything_else_that_was_asked_for_stays() -> None:
    documents = PersistedDocuments(DOCUMENTS, manifest=MANIFEST)
    asked = Parameters(None, "Trusted", {"v": 1}, {"e": 2}, "trusted-id")
    assert await documents.resolve(asked) == Parameters(TRUSTED, "Trusted", {"v": 1}, {"e": 2}, "trusted-id")


class TestRegistration:
    async def test_a_hash_is_unknown_until_it_comes_with_its_text(self, registry: DocumentRegistry) -> None:
        documents = PersistedDocuments(DOCUMENTS, registry=registry)

        unknown = await refusal(documents, by_hash(sha256_of(OTHER)))
        assert isinstance(unknown, PersistedQueryNotFound)
        assert unknown.message == "PersistedQueryNotFound"
        assert unknown.extensions == {"code": "PERSISTED_QUERY_NOT_FOUND"}

        assert await text_of(documents, by_hash(sha256_of(OTHER), OTHER)) == OTHER
        assert await text_of(documents, by_hash(sha256_of(OTHER))) == OTHER
        assert await text_of(documents, by_id(f"sha256:{sha256_of(OTHER)}")) == OTHER

    async def test_an_id_that_is_a_hash_registers_as_well(self, registry: DocumentRegistry) -> None:
        documents = PersistedDocuments(DOCUMENTS, registry=registry)
        await documents.resolve(by_id(f"sha256:{sha256_of(OTHER)}", OTHER))
        assert await text_of(documents, by_hash(sha256_of(OTHER))) == OTHER

    async def test_the_hash_of_another_text_is_refused_and_registers_nothing(
        self, registry: DocumentRegistry
    ) -> None:
        documents = PersistedDocuments(DOCUMENTS, registry=registry)
        error = await refusal(documents, by_hash(sha256_of(OTHER), TRUSTED))
        assert (type(error), error.message) == (BadRequest, MISMATCH)
        assert isinstance(await refusal(documents, by_hash(sha256_of(OTHER))), PersistedQueryNotFound)

    @pytest.mark.parametrize("text", ["{ unicorn }", "{", "", "{" + "needed " * 500 + "}"])
    async def test_what_is_not_valid_is_passed_on_but_not_registered(
        self, registry: DocumentRegistry, text: str
    ) -> None:
        documents = PersistedDocuments(DOCUMENTS, registry=registry)
        assert await text_of(documents, by_hash(sha256_of(text), text)) == text
        assert isinstance(await refusal(documents, by_hash(sha256_of(text))), PersistedQueryNotFound)

    @pytest.mark.parametrize(
        "parameters", [by_hash(sha256_of(OTHER).upper(), OTHER), by_hash("x"), by_id("x"), by_id("")]
    )
    async def test_what_is_no_hash_is_refused(
        self, registry: DocumentRegistry, parameters: Parameters
    ) -> None:
        error = await refusal(PersistedDocuments(DOCUMENTS, registry=registry), parameters)
        assert (type(error), error.message) == (BadRequest, NO_HASH)

    @pytest.mark.parametrize("parameters", [by_hash(sha256_of(OTHER)), by_hash(sha256_of(OTHER), OTHER)])
    async def test_without_a_registry_clients_are_told_not_to_try(self, parameters: Parameters) -> None:
        error = await refusal(PersistedDocuments(DOCUMENTS), parameters)
        assert isinstance(error, PersistedQueryNotSupported)
        assert error.message == "PersistedQueryNotSupported"
        assert error.extensions == {"code": "PERSISTED_QUERY_NOT_SUPPORTED"}


class TestManifest:
    @pytest.mark.parametrize(
        "parameters",
        [
            by_id("trusted-id"),
            by_id("trusted-id", TRUSTED),
            by_id(sha256_of(TRUSTED)),
            by_id(f"sha256:{sha256_of(TRUSTED)}"),
            by_hash("trusted-id"),
            by_hash(sha256_of(TRUSTED)),
            by_hash(sha256_of(TRUSTED), TRUSTED),
            by_text(TRUSTED),
        ],
    )
    @pytest.mark.parametrize("trust", ["off", "log", "enforce"])
    async def test_a_document_of_it_is_served_by_id_by_hash_and_by_text(
        self, trust: Any, parameters: Parameters
    ) -> None:
        documents = PersistedDocuments(DOCUMENTS, manifest=MANIFEST, trust=trust)
        with capture_logs() as logs:
            assert await text_of(documents, parameters) == TRUSTED
        assert logs == []

    @pytest.mark.parametrize("parameters", [by_id("trusted-id", OTHER), by_hash(sha256_of(TRUSTED), OTHER)])
    @pytest.mark.parametrize("trust", ["off", "log", "enforce"])
    async def test_its_names_do_not_stand_for_other_texts(self, trust: Any, parameters: Parameters) -> None:
        documents = PersistedDocuments(DOCUMENTS, manifest=MANIFEST, trust=trust)
        error = await refusal(documents, parameters)
        assert (type(error), error.message) == (BadRequest, MISMATCH)


class TestEnforcement:
    @pytest.mark.parametrize(
        "parameters",
        [
            by_text(OTHER),
            by_text(f"{TRUSTED} "),
            by_hash(sha256_of(OTHER)),
            by_hash(sha256_of(OTHER), OTHER),
            by_hash(sha256_of(OTHER), TRUSTED),
            by_id("another-id"),
            by_id(f"sha256:{sha256_of(OTHER)}", OTHER),
        ],
    )
    async def test_everything_else_is_refused_and_not_registered(
        self, registry: DocumentRegistry, parameters: Parameters
    ) -> None:
        documents = PersistedDocuments(DOCUMENTS, manifest=MANIFEST, trust="enforce", registry=registry)
        error = await refusal(documents, parameters)
        assert (type(error), error.message) == (DocumentNotTrusted, NOT_TRUSTED)
        assert error.extensions == {"code": "DOCUMENT_NOT_TRUSTED"}
        assert await registry.get(sha256_of(OTHER)) is None

    async def test_what_was_registered_before_is_refused(self, registry: DocumentRegistry) -> None:
        await PersistedDocuments(DOCUMENTS, registry=registry).resolve(by_hash(sha256_of(OTHER), OTHER))
        documents = PersistedDocuments(DOCUMENTS, manifest=MANIFEST, trust="enforce", registry=registry)
        assert isinstance(await refusal(documents, by_hash(sha256_of(OTHER))), DocumentNotTrusted)


class TestLogging:
    @pytest.fixture
    def documents(self, registry: DocumentRegistry) -> PersistedDocuments:
        return PersistedDocuments(DOCUMENTS, manifest=MANIFEST, trust="log", registry=registry)

    @pytest.mark.parametrize(
        ("parameters", "operation"),
        [
            (by_text(OTHER), "Other"),
            (by_hash(sha256_of(OTHER), OTHER), "Other"),
            (by_text("{ needed }"), ""),
            (by_text("query A { needed } query B { needed }", "B"), "B"),
            (by_text(f"query {'A' * 200} {{ needed }}"), "A" * 100),
        ],
    )
    async def test_what_is_not_trusted_is_served_and_told_by_hash_and_name(
        self, documents: PersistedDocuments, parameters: Parameters, operation: str
    ) -> None:
        assert parameters.query
        with capture_logs() as logs:
            assert await text_of(documents, parameters) == parameters.query
        assert logs == [
            {
                "event": "document is not trusted",
                "log_level": "warning",
                "sha256": sha256_of(parameters.query),
                "operation": operation,
            }
        ]

    async def test_what_comes_by_its_hash_alone_is_told_as_well(self, documents: PersistedDocuments) -> None:
        await documents.resolve(by_hash(sha256_of(OTHER), OTHER))
        with capture_logs() as logs:
            await documents.resolve(by_hash(sha256_of(OTHER)))
        assert [each["sha256"] for each in logs] == [sha256_of(OTHER)]

    async def test_what_the_engine_will_refuse_is_not_worth_a_line(
        self, documents: PersistedDocuments
    ) -> None:
        with capture_logs() as logs:
            assert await text_of(documents, by_text("{ unicorn }")) == "{ unicorn }"
        assert logs == []
