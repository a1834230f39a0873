from typing import Any

import orjson
import pytest

from app.sandbox.models import Board, Card, CustomField, CustomFieldOption
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import newest

SMALL, LARGE = "a" * 24, "b" * 24
BAD = (400, "Invalid custom field item value.")
GOOD = f'{{"idCustomField": "{"1" * 24}", "value": {{"text": "x"}}}}'


@pytest.fixture
def fields(plain: Asking, board: Board) -> dict[str, CustomField]:
    """A custom field of each type on the first plain board, by its type."""
    made = [
        CustomField("1" * 24, board.id, "Asked by", "text", 1.0),
        CustomField("2" * 24, board.id, "Hours", "number", 2.0),
        CustomField("3" * 24, board.id, "Decided on", "date", 3.0),
        CustomField("4" * 24, board.id, "Paid for", "checkbox", 4.0),
        CustomField("5" * 24, board.id, "Size", "list", 5.0),
    ]
    made[4].options = [
        CustomFieldOption(SMALL, "Small", "none", 1.0),
        CustomFieldOption(LARGE, "Large", "red", 2.0),
    ]
    return {each.type: plain.world.custom_fields.add(each) for each in made}


def path(card: Card, field: CustomField) -> str:
    return f"/cards/{card.id}/customField/{field.id}/item"


@pytest.mark.parametrize(
    ("kind", "params", "value"),
    [
        ("text", {"value[text]": "cool"}, {"text": "cool"}),
        ("text", {"value": '{"text": "cool"}'}, {"text": "cool"}),
        ("number", {"value[number]": "42"}, {"number": "42"}),
        ("number", {"value": '{"number": -1.5}'}, {"number": "-1.5"}),
        ("number", {"value[number]": "1e3"}, {"number": "1e3"}),
        ("date", {"value[date]": "2018-03-13 16:00:00 UTC"}, {"date": "2018-03-13T16:00:00.000Z"}),
        ("checkbox", {"value[checked]": "true"}, {"checked": "true"}),
        ("checkbox", {"value": '{"checked": false}'}, {"checked": "false"}),
    ],
)  # fmt: skip
async def test_a_card_gets_a_value_of_the_fields_type(
    plain: Asking,
    card: Card,
    fields: dict[str, CustomField],
    *,
    kind: str,
    params: dict[str, str],
    value: Any,
) -> None:
    field = fields[kind]

    item = await plain.put(path(card, field), **params)

    assert item == {
        "id": item["id"], "value": value, "idCustomField": field.id, "idModel": card.id, "modelType": "card",
    }  # fmt: skip
    assert await plain.get(f"/cards/{card.id}/customFieldItems") == [item]
    action, data = newest(plain)[0]
    assert action == "updateCustomFieldItem"
    assert data["customField"] == {"id": field.id, "name": field.name, "type": kind}
    assert data["customFieldItem"] == item | {"idValue": None}
    assert data["old"] == {"value": None}
    assert data["card"]["id"] == card.id


async def test_a_card_gets_an_option(plain: Asking, card: Card, fields: dict[str, CustomField]) -> None:
    size = fields["list"]

    item = await plain.put(path(card, size), idValue=SMALL)
    again = await plain.put(f"/card/{card.short_link}/customField/{size.id}/item", idValue=LARGE, value="")

    assert item == {
        "id": item["id"], "value": None, "idCustomField": size.id, "idModel": card.id, "modelType": "card",
        "idValue": SMALL,
    }  # fmt: skip
    assert again == item | {"idValue": LARGE}
    (_, first), (_, second) = newest(plain, 2)
    assert first["old"] == {"value": None, "idValue": None}
    assert second["old"] == {"value": None, "idValue": SMALL}
    assert second["customFieldItem"]["idValue"] == LARGE


async def test_a_new_value_takes_the_place_of_the_former(
    plain: Asking, card: Card, fields: dict[str, CustomField]
) -> None:
    hours = fields["number"]

    first = await plain.put(path(card, hours), **{"value[number]": "1"})
    second = await plain.put(path(card, hours), **{"value[number]": "2"})
    count = len(plain.world.actions)
    await plain.put(path(card, hours), **{"value[number]": "2"})

    assert second == first | {"value": {"number": "2"}}
    assert await plain.get(f"/cards/{card.id}/customFieldItems") == [second]
    assert newest(plain)[0][1]["old"] == {"value": {"number": "1"}}
    assert len(plain.world.actions) == count


@pytest.mark.parametrize(
    ("kind", "set_", "clear"),
    [
        ("text", {"value[text]": "x"}, {"value": ""}),
        ("text", {"value[text]": "x"}, {"value[text]": ""}),
        ("number", {"value[number]": "1"}, {"value": "null"}),
        ("number", {"value[number]": "1"}, {"value[number]": ""}),
        ("date", {"value[date]": "2026-01-01"}, {"value[date]": "null"}),
        ("checkbox", {"value[checked]": "true"}, {"value": "", "idValue": ""}),
        ("list", {"idValue": SMALL}, {"idValue": ""}),
        ("list", {"idValue": SMALL}, {"idValue": "null", "value": ""}),
    ],
)
async def test_a_value_is_cleared(
    plain: Asking,
    card: Card,
    fields: dict[str, CustomField],
    *,
    kind: str,
    set_: dict[str, str],
    clear: dict[str, str],
) -> None:
    item = await plain.put(path(card, fields[kind]), **set_)

    cleared = await plain.put(path(card, fields[kind]), **clear)

    item.pop("idValue", None)
    assert cleared == item | {"value": None}
    assert await plain.get(f"/cards/{card.id}/customFieldItems") == []
    assert newest(plain)[0][1]["customFieldItem"]["value"] is None


async def test_what_has_no_value_is_cleared_without_a_trace(
    plain: Asking, card: Card, fields: dict[str, CustomField]
) -> None:
    count = len(plain.world.actions)

    assert (await plain.put(path(card, fields["text"]), value=""))["value"] is None
    assert len(plain.world.actions) == count


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("text", {}),
        ("text", {"value": "cool"}),
        ("text", {"value": '{"text": 1}'}),
        ("text", {"value[number]": "1"}),
        ("text", {"idValue": SMALL}),
        ("number", {"value[number]": "many"}),
        ("number", {"value[number]": "NaN"}),
        ("number", {"value[number]": "1_000"}),
        ("date", {"value[date]": "soon"}),
        ("checkbox", {"value[checked]": "yes"}),
        ("checkbox", {"value[checked]": ""}),
        ("list", {"value": ""}),
        ("list", {"value[text]": "Small"}),
        ("list", {"idValue": "Small"}),
        ("list", {"idValue": "f" * 24}),
    ],
)
async def test_a_value_that_the_field_cannot_have_is_refused(
    plain: Asking, card: Card, fields: dict[str, CustomField], kind: str, params: dict[str, str]
) -> None:
    assert await plain.refused("PUT", path(card, fields[kind]), **params) == BAD


async def test_several_values_come_at_once(plain: Asking, card: Card, fields: dict[str, CustomField]) -> None:
    items = [
        {"idCustomField": fields["text"].id, "value": {"text": "Ada"}},
        {"idCustomField": fields["list"].id, "idValue": LARGE},
        {"idCustomField": fields["date"].id, "value": {}},
    ]

    set_ = await plain.put(f"/cards/{card.id}/customFields", customFieldItems=orjson.dumps(items).decode())

    assert [(each["value"], each.get("idValue")) for each in set_] == [
        ({"text": "Ada"}, None), (None, LARGE), (None, None),
    ]  # fmt: skip
    assert await plain.get(f"/cards/{card.id}/customFieldItems") == set_[:2]


@pytest.mark.parametrize(
    ("items", "answer"),
    [
        ("", (400, "invalid value for customFieldItems")),
        ("[1]", (400, "invalid value for customFieldItems")),
        ('[{"value": {"text": "x"}}]', (400, "invalid value for idCustomField")),
        (f'[{{"idCustomField": "{"f" * 24}"}}]', (400, "invalid value for idCustomField")),
        (f'[{GOOD}, {{"idCustomField": "{"2" * 24}"}}]', BAD),
    ],
)
@pytest.mark.usefixtures("fields")
async def test_several_values_are_taken_or_refused_together(
    plain: Asking, card: Card, items: str, answer: tuple[int, str]
) -> None:
    assert await plain.refused("PUT", f"/cards/{card.id}/customFields", customFieldItems=items) == answer


async def test_a_card_has_values_for_fields_of_its_own_board(
    plain: Asking, other: Board, fields: dict[str, CustomField]
) -> None:
    elsewhere = plain.world.cards_of_board(other.id)[0]
    given = orjson.dumps([{"idCustomField": fields["text"].id, "value": ""}]).decode()
    missing = (404, "The requested resource was not found.")

    assert await plain.refused("PUT", path(elsewhere, fields["text"]), value="") == missing
    assert (
        await plain.refused("PUT", f"/cards/{elsewhere.id}/customFields", customFieldItems=given) == missing
    )


async def test_observers_of_the_board_change_nothing(
    plain: Asking, board: Board, card: Card, fields: dict[str, CustomField]
) -> None:
    board.memberships[1].member_type = "observer"
    refused = (401, "unauthorized permission requested")

    assert await plain.refused("PUT", path(card, fields["text"]), as_="grace", value="") == refused
    several = f"/cards/{card.id}/customFields"
    assert await plain.refused("PUT", several, as_="grace", customFieldItems="[]") == refused
