from typing import Any

import orjson
import pytest

from app.sandbox.models import Board, Card, CustomField, CustomFieldItem, CustomFieldOption
from tests.sandbox import shapes
from tests.sandbox.asking import Asking, oauth
from tests.sandbox.writes.history import newest

SMALL, LARGE = "a" * 24, "b" * 24


@pytest.fixture
def size(plain: Asking, board: Board) -> CustomField:
    """A custom field of type list with two options, on the first plain board."""
    options = [
        CustomFieldOption(SMALL, "Small", "none", 19456.0),
        CustomFieldOption(LARGE, "Large", "red", 35840.0),
    ]
    made = CustomField("c" * 24, board.id, "Size", "list", 16384.0, options=options)
    return plain.world.custom_fields.add(made)


def about(board: Board) -> dict[str, str]:
    return {"id": board.id, "name": board.name, "shortLink": board.short_link}


def of(board: Board, **params: str) -> dict[str, str]:
    """Return parameters for a new custom field, apart from those that are told."""
    return {
        "idModel": board.id,
        "modelType": "board",
        "name": "Started",
        "type": "checkbox",
        "pos": "bottom",
    } | params


async def test_a_board_gets_a_custom_field(plain: Asking, board: Board, size: CustomField) -> None:
    made = await plain.post("/customFields", **of(board))

    assert shapes.differences(made, shapes.CUSTOM_FIELD | {"limits": "o"}) == []
    assert (made["name"], made["type"], made["idModel"]) == ("Started", "checkbox", board.id)
    assert (made["pos"], made["display"]) == (32768.0, {"cardFront": True})
    assert "options" not in made
    assert await plain.get(f"/customFields/{made['id']}") == made
    said = {"board": about(board), "customField": {"id": made["id"], "name": "Started"}}
    assert newest(plain) == [("createCustomField", said)]
    assert [each["id"] for each in await plain.get(f"/boards/{board.id}/customFields")] == [
        size.id,
        made["id"],
    ]


async def test_a_custom_field_is_made_with_its_options(plain: Asking, board: Board) -> None:
    options = [
        {"value": {"text": "High"}, "color": "red", "pos": 2048},
        {"value": {"text": "Low"}, "pos": 1024},
        {"value": {"text": "None"}},
    ]
    given = of(
        board, type="list", pos="top", display_cardFront="false", options=orjson.dumps(options).decode()
    )

    made = await plain.post("/customFields", **given)

    assert made["display"] == {"cardFront": False}
    assert [(each["value"], each["color"], each["pos"]) for each in made["options"]] == [
        ({"text": "Low"}, "none", 1024.0),
        ({"text": "High"}, "red", 2048.0),
        ({"text": "None"}, "none", 2048.0 + 16384),
    ]
    assert await plain.get(f"/customFields/{made['id']}/options") == made["options"]


async def test_what_is_no_list_gets_no_options(plain: Asking, board: Board) -> None:
    made = await plain.post("/customFields", **of(board, options='[{"value": {"text": "High"}}]'))

    assert plain.world.custom_fields[made["id"]].options == []


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"modelType": "card"}, "modelType"),
        ({"idModel": "x"}, "idModel"),
        ({"idModel": "f" * 24}, "idModel"),
        ({"name": " "}, "name"),
        ({"type": "colour"}, "type"),
        ({"pos": "left"}, "pos"),
        ({"display_cardFront": "perhaps"}, "display_cardFront"),
        ({"type": "list", "options": "High,Low"}, "options"),
        ({"type": "list", "options": '["High"]'}, "options"),
        ({"type": "list", "options": '[{"text": "High"}]'}, "value"),
        ({"type": "list", "options": '[{"value": {"text": ""}}]'}, "text"),
        ({"type": "list", "options": '[{"value": {"text": "x"}, "color": "mauve"}]'}, "color"),
    ],
)  # fmt: skip
async def test_a_custom_field_that_cannot_be_is_refused(
    plain: Asking, board: Board, params: dict[str, str], name: str
) -> None:
    refused = await plain.refused("POST", "/customFields", **of(board, **params))

    assert refused == (400, f"invalid value for {name}")


async def test_a_board_has_fifty_custom_fields_and_no_more(plain: Asking, board: Board) -> None:
    for _ in range(50):
        await plain.post("/customFields", **of(board))

    assert await plain.refused("POST", "/customFields", **of(board)) == (403, "Too many custom fields")


async def test_a_custom_field_has_fifty_options_and_no_more(
    plain: Asking, board: Board, size: CustomField
) -> None:
    options = orjson.dumps([{"value": {"text": "x"}}] * 51).decode()
    size.options.extend(CustomFieldOption(f"{number:024x}", "x", "none", 1.0) for number in range(48))
    too_many = (403, "Too many options")

    assert await plain.refused("POST", "/customFields", **of(board, type="list", options=options)) == too_many
    path = f"/customFields/{size.id}/options"
    assert await plain.refused("POST", path, **{"value[text]": "x"}) == too_many


async def test_each_field_that_changes_leaves_an_action(
    plain: Asking, board: Board, size: CustomField
) -> None:
    await plain.post("/customFields", **of(board))

    body = await plain.put(
        f"/customFields/{size.id}", **{"name": "Girth", "display/cardFront": "false", "pos": "bottom"}
    )

    assert (body["name"], body["display"], body["pos"]) == ("Girth", {"cardFront": False}, 49152.0)
    field = {"id": size.id, "name": "Girth"}
    shown = {"display": {"cardFront": False}}
    assert newest(plain, 2) == [
        ("updateCustomField", {"board": about(board), "customField": field, "old": {"name": "Size"}}),
        (
            "updateCustomField",
            {"board": about(board), "customField": field | shown, "old": {"display": {"cardFront": True}}},
        ),
    ]


async def test_a_custom_field_moves_without_a_trace(plain: Asking, board: Board, size: CustomField) -> None:
    made = await plain.post("/customFields", **of(board))
    before = len(plain.world.actions)

    await plain.put(f"/customFields/{made['id']}", pos="top")

    assert [each["name"] for each in await plain.get(f"/boards/{board.id}/customFields")] == [
        "Started",
        size.name,
    ]
    assert len(plain.world.actions) == before


@pytest.mark.parametrize(("name", "value"), [("name", ""), ("display/cardFront", "x"), ("pos", "-1")])
async def test_a_field_cannot_be_anything(plain: Asking, size: CustomField, name: str, value: str) -> None:
    refused = await plain.refused("PUT", f"/customFields/{size.id}", **{name: value})

    assert refused == (400, f"invalid value for {name}")


async def test_a_custom_field_goes_with_its_values(
    plain: Asking, board: Board, card: Card, size: CustomField
) -> None:
    plain.world.custom_field_items.add(CustomFieldItem("d" * 24, card.id, size.id, None, SMALL))

    assert await plain.delete(f"/customFields/{size.id}") == {}

    assert await plain.refusal(f"/customFields/{size.id}") == (404, "The requested resource was not found.")
    assert await plain.get(f"/cards/{card.id}/customFieldItems") == []
    said = {"board": about(board), "customField": {"id": size.id, "name": "Size"}}
    assert newest(plain) == [("deleteCustomField", said)]


@pytest.mark.parametrize(
    ("params", "text", "color", "pos"),
    [
        ({"value[text]": "Huge"}, "Huge", "none", 35840.0 + 16384),
        ({"value": '{"text": "Tiny"}', "color": "blue_light", "pos": "top"}, "Tiny", "blue_light", 9728.0),
    ],
)
async def test_an_option_comes_below_the_others_unless_told(
    plain: Asking, size: CustomField, *, params: dict[str, str], text: str, color: str, pos: float
) -> None:
    before = len(plain.world.actions)

    made = await plain.post(f"/customfields/{size.id}/options", **params)

    assert made == {
        "_id": made["id"], "id": made["id"], "idCustomField": size.id, "value": {"text": text},
        "color": color, "pos": pos,
    }  # fmt: skip
    assert await plain.get(f"/customFields/{size.id}/options/{made['id']}") == made
    assert len(plain.world.actions) == before


async def test_an_option_comes_in_json(plain: Asking, size: CustomField) -> None:
    response = await plain.client.post(
        f"/1/customFields/{size.id}/options",
        json={"value": {"text": "Huge"}, "color": None},
        headers=oauth("ada"),
    )

    assert response.status == 200
    assert [each.text for each in size.options] == ["Small", "Large", "Huge"]


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({}, "value"),
        ({"value": "Huge"}, "value"),
        ({"value[text]": ""}, "text"),
        ({"value[text]": "x", "color": "mauve"}, "color"),
        ({"value[text]": "x", "pos": "0"}, "pos"),
    ],
)
async def test_an_option_that_cannot_be_is_refused(
    plain: Asking, size: CustomField, params: dict[str, str], name: str
) -> None:
    refused = await plain.refused("POST", f"/customFields/{size.id}/options", **params)

    assert refused == (400, f"invalid value for {name}")


async def test_only_lists_have_options(plain: Asking, board: Board) -> None:
    made = await plain.post("/customFields", **of(board))

    refused = await plain.refused("POST", f"/customFields/{made['id']}/options", **{"value[text]": "x"})

    assert refused == (400, "only custom fields of type list have options")


async def test_an_option_goes_with_the_values_that_choose_it(
    plain: Asking, board: Board, size: CustomField
) -> None:
    cards = plain.world.cards_of_board(board.id)
    items = plain.world.custom_field_items
    items.add(CustomFieldItem("d" * 24, cards[0].id, size.id, None, SMALL))
    items.add(CustomFieldItem("e" * 24, cards[1].id, size.id, None, LARGE))

    assert await plain.delete(f"/customFields/{size.id}/options/{SMALL}") == {}

    assert [each["id"] for each in await plain.get(f"/customFields/{size.id}/options")] == [LARGE]
    assert [each.id for each in items] == ["e" * 24]
    refused: dict[str, Any] = {SMALL: 404, "small": 400}
    for option, status in refused.items():
        path = f"/customFields/{size.id}/options/{option}"
        assert (await plain.refused("DELETE", path))[0] == status


async def test_observers_of_the_board_change_nothing(plain: Asking, board: Board, size: CustomField) -> None:
    board.memberships[1].member_type = "observer"
    refused = (401, "unauthorized permission requested")
    path = f"/customFields/{size.id}"

    assert await plain.refused("POST", "/customFields", as_="grace", **of(board)) == refused
    assert await plain.refused("PUT", path, as_="grace", name="x") == refused
    assert await plain.refused("DELETE", path, as_="grace") == refused
    assert await plain.refused("POST", f"{path}/options", as_="grace", **{"value[text]": "x"}) == refused
    assert await plain.refused("DELETE", f"{path}/options/{SMALL}", as_="grace") == refused
