import json
from pathlib import Path
from typing import Any

import pytest

from app.gateway.documents import store
from app.gateway.documents.identifier import DocumentIdentifier, sha256_of
from app.gateway.documents.manifest import ManifestError, read_manifest
from app.gateway.documents.store import Documents
from tests.gateway.zoo import schema

SCHEMA = schema()
FIRST = "query First { needed }"
SECOND = "mutation Second { count }"

CODEGEN = {sha256_of(FIRST): FIRST, sha256_of(SECOND): SECOND}
RELAY = {"3be4abb81fa595e25eb725b2c6a87508": FIRST, "0c1dcdac0d5a63e8e2e4cbd4c1ea92c8": SECOND}
APOLLO = {
    "format": "apollo-persisted-query-manifest",
    "version": 1,
    "operations": [
        {"id": sha256_of(FIRST), "name": "First", "type": "query", "body": FIRST},
        {"id": "Second", "name": "Second", "type": "mutation", "body": SECOND, "clientName": None},
    ],
}


@pytest.fixture
def documents() -> Documents:
    return Documents(SCHEMA, cache_bytes=1_000_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "manifest.json"


def written(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content))
    return path


def problems(path: Path, documents: Documents) -> list[str]:
    with pytest.raises(ManifestError) as raised:
        read_manifest(path, documents)
    start = f"GATEWAY_TRUSTED_MANIFEST: {path}: "
    lines = str(raised.value).splitlines()
    assert all(line.startswith(start) for line in lines)
    return [line.removeprefix(start) for line in lines]


@pytest.mark.parametrize(
    ("content", "ids"),
    [(CODEGEN, list(CODEGEN)), (RELAY, list(RELAY)), (APOLLO, [sha256_of(FIRST), "Second"])],
    ids=["GraphQL Code Generator", "Relay", "Apollo"],
)
def test_what_client_tools_write_is_read(
    path: Path, documents: Documents, content: Any, ids: list[str]
) -> None:
    manifest = read_manifest(written(path, content), documents)

    assert [manifest.text_of(DocumentIdentifier(id_, None)) for id_ in ids] == [FIRST, SECOND]
    assert manifest.text_of(DocumentIdentifier("", sha256_of(SECOND))) == SECOND
    assert manifest.text_of(DocumentIdentifier("another", None)) is None
    assert manifest.text_of(DocumentIdentifier("another", sha256_of("{ needed }"))) is None
    assert len(manifest) == 2
    assert FIRST in manifest
    assert f"{FIRST} " not in manifest


def test_documents_of_the_list_are_ready_when_they_are_asked_for(
    path: Path, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_manifest(written(path, CODEGEN), documents)
    monkeypatch.setattr(store, "parse_and_validate", None)

    assert documents.get(FIRST).operations.keys() == {"First"}


def test_everything_that_is_wrong_is_told_at_once(path: Path) -> None:
    documents = Documents(SCHEMA, cache_bytes=1_000_000, introspection=False)
    content = {
        "good": FIRST,
        "Unicorns": "{\n  unicorn\n  needed(much: 1)\n}",
        "broken": "{",
        "curious": "{ __schema { description } }",
        "many": "{" + "needed " * 500 + "}",
    }

    *told, last = problems(written(path, content), documents)
    assert told == [
        "Unicorns: Cannot query field 'unicorn' on type 'Query'. (at 2:3)",
        "Unicorns: Unknown argument 'much' on field 'Query.needed'. (at 3:10)",
        "broken: Syntax Error: Expected Name, found <EOF>. (at 1:2)",
        "curious: Introspection is disabled here: `__schema` cannot be asked for. (at 1:3)",
    ]
    assert last.startswith("many: The limit is 20000 pairs of selections with the same name; ")


def test_an_id_names_one_document(path: Path, documents: Documents) -> None:
    first, second = ({"id": "same", "body": text} for text in (FIRST, SECOND))

    twice = written(path, APOLLO | {"operations": [first, second]})
    assert problems(twice, documents) == ["same: another document has the same id"]
    repeated = written(path, APOLLO | {"operations": [first, first]})
    assert len(read_manifest(repeated, documents)) == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "7",
        '{"id": 7}',
        '{"id": {"body": "{ needed }"}}',
        json.dumps(APOLLO | {"version": 2}),
        json.dumps(APOLLO | {"format": "another"}),
        json.dumps(APOLLO | {"operations": [{"id": "First"}]}),
        json.dumps(APOLLO | {"operations": {"First": FIRST}}),
    ],
)
def test_any_other_form_is_refused(path: Path, documents: Documents, content: str) -> None:
    path.write_text(content)

    assert problems(path, documents) == [
        "is neither a JSON object of texts by id, nor an apollo-persisted-query-manifest of version 1"
    ]


@pytest.mark.parametrize("content", [{}, APOLLO | {"operations": []}])
def test_an_empty_list_is_refused(path: Path, documents: Documents, content: Any) -> None:
    assert problems(written(path, content), documents) == ["no documents are in it"]


def test_a_file_that_cannot_be_read_is_told(path: Path, documents: Documents) -> None:
    assert problems(path, documents) == ["cannot be read: No such file or directory"]
    assert problems(path.parent, documents) == ["cannot be read: Is a directory"]
