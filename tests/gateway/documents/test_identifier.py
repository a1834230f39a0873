from typing import Any

import pytest

from app.gateway.documents.identifier import DocumentIdentifier, identifier_of, sha256_of
from app.gateway.errors import BadRequest
from app.gateway.http.parameters import Parameters

# An example of the specification, whose text is in the other one.
HASH = "7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e"
TEXT = "query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}"


def asked(document_id: str | None = None, **extensions: Any) -> Parameters:
    return Parameters(None, None, None, extensions, document_id)


def persisted(**changes: Any) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": HASH} | changes}


def test_a_hash_is_that_of_the_specification() -> None:
    assert sha256_of(TEXT) == HASH
    assert sha256_of("{ é }") == "6ed1179be308ef4c2e705b3e9bdb43678ae4f31bfd35e2b11f9aa3addc48a710"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (asked(), None),
        (asked(persistedQuery=None), None),
        (asked(f"sha256:{HASH}"), DocumentIdentifier(HASH, HASH)),
        (asked(HASH), DocumentIdentifier(HASH, HASH)),
        (
            asked("3be4abb81fa595e25eb725b2c6a87508"),
            DocumentIdentifier("3be4abb81fa595e25eb725b2c6a87508", None),
        ),
        (asked("x-mine:7"), DocumentIdentifier("x-mine:7", None)),
        (asked(""), DocumentIdentifier("", None)),
        (asked(**persisted()), DocumentIdentifier(HASH, HASH)),
        (asked(**persisted(miss=True)), DocumentIdentifier(HASH, HASH)),
        (asked(**persisted(sha256Hash=HASH.upper())), DocumentIdentifier(HASH.upper(), None)),
        (asked(**persisted(sha256Hash="Boards")), DocumentIdentifier("Boards", None)),
        (asked("Boards", **persisted()), DocumentIdentifier("Boards", None)),
    ],
)
def test_a_document_is_named_by_its_id_or_its_hash(
    parameters: Parameters, expected: DocumentIdentifier | None
) -> None:
    assert identifier_of(parameters) == expected


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (
            asked(f"sha256:{HASH[1:]}"),
            "After `sha256:`, a `documentId` has 64 lower-case hexadecimal digits.",
        ),
        (asked(f"sha256:{HASH}\n"), "After `sha256:`, a `documentId` has 64 lower-case hexadecimal digits."),
        (asked(persistedQuery=HASH), "`extensions.persistedQuery` must be a map."),
        (asked(**persisted(version=2)), "`extensions.persistedQuery.version` must be 1; there is no other."),
        (
            asked(persistedQuery={"sha256Hash": HASH}),
            "`extensions.persistedQuery.version` must be 1; there is no other.",
        ),
        (asked(**persisted(sha256Hash=7)), "`extensions.persistedQuery.sha256Hash` must be a string."),
        (asked(persistedQuery={"version": 1}), "`extensions.persistedQuery.sha256Hash` must be a string."),
    ],
)
def test_a_malformed_name_is_refused(parameters: Parameters, message: str) -> None:
    with pytest.raises(BadRequest) as raised:
        identifier_of(parameters)
    assert str(raised.value) == message
