import pytest

from app.sandbox.models import Board, Card, Checklist
from tests.sandbox import shapes
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import newest


def about(card: Card, board: Board) -> dict[str, object]:
    return {
        "board": {"id": board.id, "name": board.name, "shortLink": board.short_link},
        "card": {"id": card.id, "name": card.name, "idShort": card.short_id, "shortLink": card.short_link},
    }


async def names(plain: Asking, card: Card) -> list[str]:
    return [each["name"] for each in await plain.get(f"/cards/{card.id}/checklists")]


async def test_a_checklist_comes_below_the_others(plain: Asking, board: Board, card: Card) -> None:
    first = await plain.post("/checklists", idCard=card.id, name="First")
    second = await plain.post(f"/cards/{card.short_link}/checklists")

    assert shapes.differences(first, shapes.CHECKLIST | {"limits": "o"}) == []
    assert (first["name"], first["pos"], first["checkItems"]) == ("First", 16384.0, [])
    assert second == {
        "id": second["id"], "name": "Checklist", "idCard": card.id, "pos": 32768.0, "idBoard": board.id,
        "checkItems": [],
    }  # fmt: skip
    found = await plain.get(f"/cards/{card.id}")
    assert found["idChecklists"] == [first["id"], second["id"]]
    said = {"checklist": {"id": second["id"], "name": "Checklist"}}
    assert newest(plain) == [("addChecklistToCard", about(card, board) | said)]
    assert found["dateLastActivity"] == list(plain.world.actions)[-1].date


@pytest.mark.parametrize(("pos", "place"), [("top", 0), ("bottom", 2), ("20000", 1)])
async def test_a_checklist_comes_where_it_is_put(
    plain: Asking, checklist: Checklist, pos: str, place: int
) -> None:
    card = plain.world.cards[checklist.card_id]
    await plain.post("/checklists", idCard=card.id, name="Other")
    await plain.post(f"/cards/{card.id}/checklists", name="New", pos=pos)

    assert (await names(plain, card)).index("New") == place


@pytest.mark.parametrize(
    ("given", "found"), [({}, ("Steps", 32768.0)), ({"name": "Again", "pos": "top"}, ("Again", 8192.0))]
)
async def test_a_copy_has_the_same_items_and_none_is_done(
    plain: Asking, card: Card, checklist: Checklist, given: dict[str, str], found: tuple[str, float]
) -> None:
    made = await plain.post(f"/cards/{card.id}/checklists", idChecklistSource=checklist.id, **given)

    assert (made["name"], made["pos"]) == found
    assert [(each["name"], each["pos"], each["state"]) for each in made["checkItems"]] == [
        ("Look", 17341.0, "incomplete"),
        ("Leap", 34521.0, "incomplete"),
    ]
    assert {each["idChecklist"] for each in made["checkItems"]} == {made["id"]}
    assert [(each["due"], each["idMember"]) for each in made["checkItems"]] == [(None, None)] * 2
    assert {each["id"] for each in made["checkItems"]} & {"a" * 24, "b" * 24} == set()
    badges = (await plain.get(f"/cards/{card.id}"))["badges"]
    assert (badges["checkItems"], badges["checkItemsChecked"]) == (4, 1)


@pytest.mark.parametrize(
    ("params", "answer"),
    [
        ({}, (400, "invalid value for idCard")),
        ({"idCard": "SHORT"}, (400, "invalid value for idCard")),
        ({"idCard": "f" * 24}, (401, "unauthorized board requested")),
        ({"idCard": "CARD", "pos": "-1"}, (400, "invalid value for pos")),
        ({"idCard": "CARD", "idChecklistSource": "x"}, (400, "invalid value for idChecklistSource")),
        ({"idCard": "CARD", "idChecklistSource": "f" * 24}, (400, "invalid value for idChecklistSource")),
    ],
)
async def test_a_checklist_that_cannot_be_is_refused(
    plain: Asking, card: Card, params: dict[str, str], answer: tuple[int, str]
) -> None:
    filled = {
        name: {"CARD": card.id, "SHORT": card.short_link}.get(each, each) for name, each in params.items()
    }

    assert await plain.refused("POST", "/checklists", **filled) == answer


async def test_a_card_has_no_more_checklists_than_trello_allows(plain: Asking, card: Card) -> None:
    for number in range(500):
        plain.world.checklists.add(Checklist(f"{number:024x}", card.board_id, card.id, "Full", 1.0))

    assert await plain.refused("POST", f"/cards/{card.id}/checklists") == (403, "Too many checklists")


async def test_a_new_name_leaves_an_action_with_the_former_one(
    plain: Asking, board: Board, card: Card, checklist: Checklist
) -> None:
    body = await plain.put(f"/checklists/{checklist.id}", name="Stairs", pos="5")

    assert (body["id"], body["name"], body["pos"]) == (checklist.id, "Stairs", 5.0)
    assert [each["name"] for each in body["checkItems"]] == ["Look", "Leap"]
    said = {"checklist": {"id": checklist.id, "name": "Stairs"}, "old": {"name": "Steps"}}
    assert newest(plain) == [("updateChecklist", about(card, board) | said)]


async def test_a_checklist_moves_without_a_trace(plain: Asking, card: Card, checklist: Checklist) -> None:
    await plain.post("/checklists", idCard=card.id, name="Other")
    before = len(plain.world.actions)

    body = await plain.put(f"/checklists/{checklist.id}/pos", value="bottom")

    assert body["pos"] == 49152.0
    assert await names(plain, card) == ["Other", "Steps"]
    assert len(plain.world.actions) == before


@pytest.mark.parametrize(
    ("field", "value", "answer"),
    [
        ("name", " ", (400, "invalid value for value")),
        ("pos", "left", (400, "invalid value for value")),
        ("color", "x", (404, f"Cannot PUT /1/checklists/{'c' * 24}/color?value=x")),
    ],
)
async def test_a_field_cannot_be_anything(
    plain: Asking, checklist: Checklist, field: str, value: str, answer: tuple[int, str]
) -> None:
    assert await plain.refused("PUT", f"/checklists/{checklist.id}/{field}", value=value) == answer


@pytest.mark.parametrize("path", ["/checklists/{0.id}", "/cards/{0.card_id}/checklists/{0.id}"])
async def test_a_checklist_goes_with_its_items(
    plain: Asking, board: Board, card: Card, checklist: Checklist, path: str
) -> None:
    assert await plain.delete(path.format(checklist)) == {"limits": {}}

    assert await plain.refusal(f"/checklists/{checklist.id}") == (
        404,
        "The requested resource was not found.",
    )
    found = await plain.get(f"/cards/{card.id}")
    assert (found["idChecklists"], found["badges"]["checkItems"]) == ([], 0)
    said = {"checklist": {"id": checklist.id, "name": "Steps"}}
    assert newest(plain) == [("removeChecklistFromCard", about(card, board) | said)]
    assert (await plain.refused("DELETE", path.format(checklist)))[0] == 404


async def test_a_checklist_is_not_taken_off_another_card(plain: Asking, checklist: Checklist) -> None:
    another = list(plain.world.cards)[1]

    assert await plain.refused("DELETE", f"/cards/{another.id}/checklists/{checklist.id}") == (
        404,
        "The requested resource was not found.",
    )


async def test_observers_of_the_board_change_nothing(
    plain: Asking, board: Board, card: Card, checklist: Checklist
) -> None:
    board.memberships[1].member_type = "observer"
    refused = (401, "unauthorized permission requested")

    assert await plain.refused("POST", "/checklists", as_="grace", idCard=card.id) == refused
    assert await plain.refused("PUT", f"/checklists/{checklist.id}", as_="grace", name="x") == refused
    assert await plain.refused("DELETE", f"/checklists/{checklist.id}", as_="grace") == refused


async def test_what_one_may_not_see_is_not_copied(
    plain: Asking, board: Board, other: Board, checklist: Checklist
) -> None:
    target = plain.world.cards_of_board(other.id)[0]
    board.permission_level = "private"
    del board.memberships[1]

    refused = await plain.refused(
        "POST", "/checklists", as_="grace", idCard=target.id, idChecklistSource=checklist.id
    )
    unseen = await plain.refused("POST", "/checklists", as_="grace", idCard=checklist.card_id)

    assert refused == (401, "unauthorized permission requested")
    assert unseen == (401, "unauthorized board requested")
