"""Arguments that cannot be used are refused before anything is sent, and say where they stand."""

from collections.abc import AsyncIterator

import pytest

from app.sandbox.seed import plain_world
from tests.resolvers.house import House, house

HOSTILE = [
    "../tokens",
    "..",
    ".",
    "me?fields=all",
    "a,b",
    "%2f",
    "a/b",
    "me#",
    "",
    " ",
    "é",
    "\u0000",
    "x" * 200,
]


@pytest.fixture
async def ask() -> AsyncIterator[House]:
    async with house(plain_world(boards=1, lists=1, cards=2)) as running:
        yield running


@pytest.mark.parametrize("field", ["board", "list", "card", "organization", "action", "member"])
async def test_what_cannot_be_an_id_never_leaves(ask: House, field: str) -> None:
    type_ = "String" if field == "member" else "ID"
    for id_ in HOSTILE:
        response = await ask.respond(f"query ($id: {type_}!) {{ {field}(id: $id) {{ id }} }}", id=id_)

        (error,) = response["errors"]
        assert error["path"] == [field], id_
        assert error["extensions"] == {"code": "BAD_USER_INPUT", "argumentPath": ["id"]}, id_
        assert ask.wire == [], id_


async def test_what_cannot_be_an_id_does_not_get_into_a_batch(ask: House) -> None:
    found = await ask.data("{ member { boards { lists { cards { id } } } } }")
    first, second = (card["id"] for card in found["member"]["boards"][0]["lists"][0]["cards"])
    for id_ in HOSTILE:
        response = await ask.respond(
            "query ($a: ID!, $b: ID!, $c: ID!) {"
            " a: card(id: $a) { id } b: card(id: $b) { id } c: card(id: $c) { id } }",
            a=first,
            b=id_,
            c=second,
        )

        assert response["data"] == {"a": {"id": first}, "b": None, "c": {"id": second}}, id_
        assert [error["path"] for error in response["errors"]] == [["b"]], id_
        assert ask.wire == ["/1/batch"], id_
        assert [call.path for call in ask.calls.inner] == [f"/cards/{first}", f"/cards/{second}"], id_


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ("first: 0", ["first"]),
        ("first: 501", ["first"]),
        ("first: -1", ["first"]),
        ('after: "../x"', ["after"]),
        ("types: []", ["types"]),
    ],
)
async def test_a_page_that_cannot_be_is_null_and_leaves_the_rest(
    ask: House, arguments: str, path: list[str]
) -> None:
    (board,) = (await ask.data("{ member { boards { id name } } }"))["member"]["boards"]
    response = await ask.respond(
        f"query ($id: ID!) {{ board(id: $id) {{ name actions({arguments}) {{ nodes {{ id }} }} }} }}",
        id=board["id"],
    )

    assert response["data"] == {"board": {"name": board["name"], "actions": None}}
    (error,) = response["errors"]
    assert error["path"] == ["board", "actions"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "argumentPath": path}
    assert len(ask.wire) == 1


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ('query: ""', ["query"]),
        ('query: "  "', ["query"]),
        ('query: "x", first: 0', ["first"]),
        ('query: "x", first: 1001', ["first"]),
        ('query: "x", boards: []', ["boards"]),
        ('query: "x", boards: ["507f1f77bcf86cd799439011", "a,b"]', ["boards", 1]),
    ],
)
async def test_a_search_that_cannot_be_is_not_made(ask: House, arguments: str, path: list[str | int]) -> None:
    response = await ask.respond(f"{{ search({arguments}) {{ cards {{ id }} }} }}")

    assert response["data"] == {"search": None}
    assert response["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT", "argumentPath": path}
    assert ask.wire == []


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ('{ list(id: "zzz") { id } }', "a list"),
        ('{ action(id: "zzz") { id } }', "an action"),
        ('{ search(query: "x", boards: ["zzz"]) { cards { id } } }', "a board"),
        ('{ member { boards { actions(after: "zzz") { nodes { id } } } } }', "a cursor"),
    ],
)
async def test_a_refused_id_is_told_with_what_it_should_stand_for(ask: House, query: str, kind: str) -> None:
    response = await ask.respond(query)

    messages = [error["message"] for error in response["errors"]]
    assert f"'zzz' cannot stand for {kind}: expected 24 hexadecimal digits." in messages
