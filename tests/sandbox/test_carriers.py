from typing import Any

import pytest
from aiohttp import FormData

from app.sandbox.carriers import unfolded
from app.sandbox.models import BoardList
from tests.sandbox.asking import Asking, oauth


@pytest.mark.parametrize(
    ("pairs", "values"),
    [
        ([("a", "1"), ("a", "2")], {"a": "2"}),
        ([("value[text]", "cool")], {"value": {"text": "cool"}}),
        ([("value", "x"), ("value[text]", "cool")], {"value": {"text": "cool"}}),
        ([("ids[]", "a"), ("ids[]", "b")], {"ids": ["a", "b"]}),
        ([("of[0][value][x]", "1"), ("of[1][id]", "2")], {"of": [{"value": {"x": "1"}}, {"id": "2"}]}),
        ([("a[b", "1"), ("[a]", "2"), ("a[b]c", "3")], {"a[b": "1", "[a]": "2", "a[b]c": "3"}),
        ([("a[b][c][d][e][f][g]", "deep")], {"a[b][c][d][e][f][g]": "deep"}),
        ([("prefs/voting", "members")], {"prefs/voting": "members"}),
    ],
)  # fmt: skip
def test_brackets_in_names_make_objects_and_lists(
    pairs: list[tuple[str, str]], values: dict[str, Any]
) -> None:
    assert unfolded(pairs) == values


def multipart(values: dict[str, str]) -> FormData:
    form = FormData(default_to_multipart=True)
    for name, value in values.items():
        form.add_field(name, value)
    return form


CARD = {"name": "Carried", "dueComplete": "true", "pos": "1.5"}


@pytest.mark.parametrize(
    "carried",
    [
        {"params": CARD},
        {"data": CARD},
        {"json": CARD},
        {"json": {"name": "Carried", "dueComplete": True, "pos": 1.5}},
        {"data": multipart(CARD)},
        {"params": {"name": "Not this"}, "json": CARD},
    ],
    ids=["query", "form", "text in json", "json", "multipart", "query and body"],
)
async def test_whatever_carries_them_parameters_are_the_same(
    plain: Asking, first: BoardList, carried: dict[str, Any]
) -> None:
    url = f"/1/lists/{first.id}/cards/"

    response = await plain.client.post(url, headers=oauth("ada"), **carried)

    body = await response.json()
    assert (body["name"], body["dueComplete"], body["pos"]) == ("Carried", True, 1.5)


async def test_json_clears_with_null_and_takes_lists(plain: Asking, first: BoardList) -> None:
    card = plain.world.cards_of_list(first.id)[0]
    card.due, card.desc = "2026-01-01T00:00:00.000Z", "x"
    wanted = card.member_ids[1:]
    values = {"due": None, "desc": None, "idMembers": wanted, "cover": {"color": "sky"}}

    response = await plain.client.put(f"/1/card/{card.id}", headers=oauth("ada"), json=values)

    body = await response.json()
    assert (body["due"], body["desc"], body["idMembers"]) == (None, "", wanted)
    assert body["cover"]["color"] == "sky"


async def test_a_name_in_json_is_text(plain: Asking, first: BoardList) -> None:
    response = await plain.client.post("/1/cards", headers=oauth("ada"), json={"idList": first.id, "name": 7})

    assert (response.status, await response.text()) == (400, "invalid value for name")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b'"x"'),
        ("application/json", b'{"name":' + b"[" * 300 + b"]" * 300 + b"}"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"nothing of the kind"),
    ],
)
async def test_a_broken_body_is_refused(
    plain: Asking, first: BoardList, content_type: str, body: bytes
) -> None:
    headers = oauth("ada") | {"Content-Type": content_type}

    response = await plain.client.post(f"/1/lists/{first.id}/cards", headers=headers, data=body)

    assert response.status == 400
    assert (await response.text()).startswith("Error parsing body: ")


@pytest.mark.parametrize(
    ("content_type", "body"), [("application/json", b" "), ("text/plain", b"name=x"), ("text/csv", b"")]
)
async def test_a_body_of_nothing_or_of_another_kind_carries_nothing(
    plain: Asking, first: BoardList, content_type: str, body: bytes
) -> None:
    headers = oauth("ada") | {"Content-Type": content_type}

    response = await plain.client.post(f"/1/lists/{first.id}/cards", headers=headers, data=body)

    assert (await response.json())["name"] == ""
