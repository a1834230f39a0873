from typing import Any

import pytest

from app.sandbox.models import Board, BoardList, Card, CheckItem, Checklist, Member
from tests.sandbox import shapes
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import kinds, newest

LOOK, LEAP = "a" * 24, "b" * 24
ADDRESSES = ["/cards/{0.card_id}/checkItem/", "/cards/{0.card_id}/checklist/{0.id}/checkItem/"]


@pytest.fixture
def other_list(plain: Asking, checklist: Checklist) -> Checklist:
    """A checklist of the same card with one item."""
    items = [CheckItem("d" * 24, "Land", 16384.0)]
    made = Checklist("e" * 24, checklist.board_id, checklist.card_id, "After", 32768.0, items)
    return plain.world.checklists.add(made)


async def test_an_item_comes_below_the_others(plain: Asking, card: Card, checklist: Checklist) -> None:
    made = await plain.post(f"/checklists/{checklist.id}/checkItems", name="Land")

    assert made == {
        "idChecklist": checklist.id, "id": made["id"], "name": "Land", "nameData": {"emoji": {}},
        "pos": 34521.0 + 16384, "state": "incomplete", "due": None, "dueReminder": None, "idMember": None,
        "limits": {},
    }  # fmt: skip
    badges = (await plain.get(f"/cards/{card.id}"))["badges"]
    assert (badges["checkItems"], badges["checkItemsChecked"]) == (3, 1)
    kind, data = newest(plain)[0]
    assert kind == "createCheckItem"
    assert data["checkItem"] == {"id": made["id"], "name": "Land", "state": "incomplete"}
    assert data["checklist"] == {"id": checklist.id, "name": "Steps"}
    assert data["card"]["id"] == card.id


async def test_an_item_is_made_with_all_it_can_have(
    plain: Asking, card: Card, checklist: Checklist, grace: Member
) -> None:
    made = await plain.post(
        f"/checklists/{checklist.id}/checkItems", name="Land", checked="true", pos="top",
        due="2026-04-01 12:00:00 UTC", dueReminder="-1", idMember=grace.id,
    )  # fmt: skip

    assert shapes.differences(made, shapes.CHECK_ITEM) == []
    assert (made["state"], made["pos"]) == ("complete", 17341.0 / 2)
    assert (made["due"], made["dueReminder"]) == ("2026-04-01T12:00:00.000Z", -1)
    assert made["idMember"] == grace.id
    found = await plain.get(f"/cards/{card.id}")
    assert found["badges"]["checkItemsEarliestDue"] == "2026-04-01T12:00:00.000Z"
    assert {"idCheckItem": made["id"], "state": "complete"} in found["checkItemStates"]
    assert (await plain.get(f"/checklists/{checklist.id}"))["checkItems"][0]["id"] == made["id"]


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x", "checked": "maybe"}, "checked"),
        ({"name": "x", "pos": "0"}, "pos"),
        ({"name": "x", "due": "soon"}, "due"),
        ({"name": "x", "dueReminder": "soon"}, "dueReminder"),
        ({"name": "x", "idMember": "grace"}, "idMember"),
        ({"name": "x", "idMember": "f" * 24}, "idMember"),
    ],
)
async def test_an_item_that_cannot_be_is_refused(
    plain: Asking, checklist: Checklist, params: dict[str, str], name: str
) -> None:
    refused = await plain.refused("POST", f"/checklists/{checklist.id}/checkItems", **params)

    assert refused == (400, f"invalid value for {name}")


async def test_a_checklist_has_no_more_items_than_trello_allows(plain: Asking, checklist: Checklist) -> None:
    checklist.items.extend(CheckItem(f"{number:024x}", "x", 1.0) for number in range(198))

    refused = await plain.refused("POST", f"/checklists/{checklist.id}/checkItems", name="x")

    assert refused == (403, "Too many check items")


@pytest.mark.parametrize("address", ADDRESSES)
async def test_an_item_is_done_and_undone(
    plain: Asking, card: Card, checklist: Checklist, address: str
) -> None:
    path = address.format(checklist) + LEAP

    done = await plain.put(path, state="complete")
    badges = (await plain.get(f"/cards/{card.id}"))["badges"]
    undone = await plain.put(f"{path}/state", value="incomplete")

    assert (done["idChecklist"], done["state"], undone["state"]) == (checklist.id, "complete", "incomplete")
    assert badges["checkItemsChecked"] == 2
    (kind, data), (again, _) = newest(plain, 2)
    assert kind == again == "updateCheckItemStateOnCard"
    assert data["checkItem"] == {"id": LEAP, "name": "Leap", "state": "complete"}
    assert data["checklist"] == {"id": checklist.id, "name": "Steps"}
    assert "old" not in data


@pytest.mark.parametrize(
    ("field", "value", "found", "former"),
    [
        ("name", "Look twice", "Look twice", "Look"),
        ("due", "2026-06-01", "2026-06-01T00:00:00.000Z", "2026-05-01T00:00:00.000Z"),
        ("due", "null", None, "2026-05-01T00:00:00.000Z"),
        ("dueReminder", "1440", 1440, 60),
        ("dueReminder", "", None, 60),
    ],
)
async def test_each_field_that_changes_leaves_an_action(
    plain: Asking, checklist: Checklist, *, field: str, value: str, found: Any, former: Any
) -> None:
    body = await plain.put(ADDRESSES[0].format(checklist) + LOOK, **{field: value})
    count = len(plain.world.actions)
    alone = await plain.put(f"{ADDRESSES[1].format(checklist)}{LOOK}/{field}", value=value)

    assert body[field] == alone[field] == found
    assert len(plain.world.actions) == count
    kind, data = newest(plain)[0]
    assert kind == "updateCheckItem"
    assert data["checkItem"] == {"id": LOOK, "name": "Look", "state": "complete"} | {field: found}
    assert data["old"] == {field: former}


async def test_an_item_is_somebodys_or_nobodys(
    plain: Asking, checklist: Checklist, ada: Member, grace: Member
) -> None:
    path = f"/cards/{checklist.card_id}/checkItem/{LOOK}"

    assert (await plain.put(path, idMember=ada.id))["idMember"] == ada.id
    assert (await plain.put(path, idMember=""))["idMember"] is None
    assert newest(plain, 2)[0][1]["old"] == {"idMember": grace.id}


async def test_an_item_moves_without_a_trace(
    plain: Asking, checklist: Checklist, other_list: Checklist
) -> None:
    before = len(plain.world.actions)
    path = f"/cards/{checklist.card_id}/checklist/{checklist.id}/checkItem/{LOOK}"

    lower = await plain.put(path, pos="bottom")
    away = await plain.put(path, idChecklist=other_list.id, pos="top")

    assert (lower["pos"], away["pos"], away["idChecklist"]) == (34521.0 + 16384, 8192.0, other_list.id)
    found = await plain.get(f"/checklists/{other_list.id}/checkItems")
    assert [each["name"] for each in found] == ["Look", "Land"]
    assert [each.name for each in checklist.items] == ["Leap"]
    assert len(plain.world.actions) == before


async def test_an_item_that_moves_comes_to_the_bottom_unless_told(
    plain: Asking, checklist: Checklist, other_list: Checklist
) -> None:
    path = f"/cards/{checklist.card_id}/checkItem/{LOOK}/idChecklist"

    moved = await plain.put(path, value=other_list.id)

    assert moved["pos"] == 32768.0


async def test_an_item_stays_on_its_card(plain: Asking, checklist: Checklist) -> None:
    another = await plain.post("/checklists", idCard=list(plain.world.cards)[1].id)
    path = f"/cards/{checklist.card_id}/checkItem/{LOOK}"

    for target in (another["id"], "f" * 24):
        assert await plain.refused("PUT", path, idChecklist=target) == (400, "invalid value for idChecklist")


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("state", "done", 400),
        ("name", "", 400),
        ("pos", "left", 400),
        ("due", "soon", 400),
        ("idMember", "f" * 24, 400),
        ("idChecklist", "x", 400),
        ("shade", "x", 404),
    ],
)
async def test_a_field_cannot_be_anything(
    plain: Asking, checklist: Checklist, field: str, value: str, status: int
) -> None:
    path = f"/cards/{checklist.card_id}/checkItem/{LOOK}"

    assert (await plain.refused("PUT", f"{path}/{field}", value=value))[0] == status
    assert await plain.refused("PUT", path, state="true") == (400, "invalid value for state")


@pytest.mark.parametrize("path", ["/checklists/{0.id}/checkItems/", "/cards/{0.card_id}/checkItem/"])
async def test_an_item_is_deleted(plain: Asking, card: Card, checklist: Checklist, path: str) -> None:
    assert await plain.delete(path.format(checklist) + LOOK) == {"limits": {}}

    badges = (await plain.get(f"/cards/{card.id}"))["badges"]
    assert (badges["checkItems"], badges["checkItemsChecked"]) == (1, 0)
    kind, data = newest(plain)[0]
    assert kind == "deleteCheckItem"
    assert data["checkItem"] == {"id": LOOK, "name": "Look", "state": "complete"}
    assert (await plain.refused("DELETE", path.format(checklist) + LOOK))[0] == 404


async def test_an_item_that_is_not_there_is_not_found(plain: Asking, checklist: Checklist) -> None:
    another = list(plain.world.cards)[1]
    missing = (404, "The requested resource was not found.")

    assert await plain.refused("PUT", f"/cards/{another.id}/checkItem/{LOOK}", name="x") == missing
    path = f"/cards/{another.id}/checklist/{checklist.id}/checkItem/{LOOK}"
    assert await plain.refused("PUT", path, name="x") == missing
    assert await plain.refused("PUT", f"/cards/{checklist.card_id}/checkItem/look", name="x") == (
        400,
        "invalid id",
    )


async def test_an_item_becomes_a_card(
    plain: Asking, first: BoardList, card: Card, checklist: Checklist, grace: Member
) -> None:
    path = f"/cards/{card.id}/checklist/{checklist.id}/checkItem/{LOOK}/convertToCard"

    made = await plain.post(path)

    assert (made["name"], made["idList"], made["idShort"]) == ("Look", first.id, 16)
    assert (made["due"], made["dueReminder"], made["idMembers"]) == (
        "2026-05-01T00:00:00.000Z", 60, [grace.id],
    )  # fmt: skip
    assert (made["attachments"], made["stickers"], made["limits"]) == ([], [], {})
    assert plain.world.cards_of_list(first.id)[-1].id == made["id"]
    assert [each.name for each in checklist.items] == ["Leap"]
    (kind, data), (joined, _) = newest(plain, 2)
    assert (kind, joined) == ("convertToCardFromCheckItem", "addMemberToCard")
    assert data["cardSource"] == {
        "id": card.id, "name": "Card 1", "idShort": 1, "shortLink": card.short_link,
    }  # fmt: skip
    assert data["checklist"] == {"id": checklist.id, "name": "Steps"}
    assert data["list"] == {"id": first.id, "name": "List 1"}
    assert data["card"]["id"] == made["id"]


async def test_an_item_without_a_member_becomes_a_card_without_one(
    plain: Asking, checklist: Checklist
) -> None:
    path = f"/cards/{checklist.card_id}/checklist/{checklist.id}/checkItem/{LEAP}/convertToCard"

    assert (await plain.post(path))["idMembers"] == []
    assert kinds(plain, 1) == ["convertToCardFromCheckItem"]


async def test_observers_of_the_board_change_nothing(
    plain: Asking, board: Board, checklist: Checklist
) -> None:
    board.memberships[1].member_type = "observer"
    refused = (401, "unauthorized permission requested")
    path = f"/cards/{checklist.card_id}/checkItem/{LOOK}"

    assert await plain.refused("PUT", path, as_="grace", state="complete") == refused
    assert await plain.refused("DELETE", path, as_="grace") == refused
    path = f"/checklists/{checklist.id}/checkItems"
    assert await plain.refused("POST", path, as_="grace", name="x") == refused
    assert await plain.refused("DELETE", f"{path}/{LOOK}", as_="grace") == refused


async def test_whoever_leaves_the_board_has_no_items_on_it(
    plain: Asking, board: Board, checklist: Checklist, grace: Member
) -> None:
    await plain.delete(f"/boards/{board.id}/members/{grace.id}")

    assert [each.member_id for each in checklist.items] == [None, None]


async def test_items_on_a_card_that_moves_are_those_of_members_there(
    plain: Asking, other: Board, card: Card, checklist: Checklist, ada: Member
) -> None:
    checklist.items[1].member_id = ada.id
    del other.memberships[1]

    await plain.put(f"/cards/{card.id}", idBoard=other.id)

    assert [each.member_id for each in checklist.items] == [None, ada.id]


@pytest.mark.parametrize(("keep", "whose"), [("all", "grace"), ("checklists", None)])
async def test_items_on_a_copied_card_stay_with_its_members(
    plain: Asking, first: BoardList, checklist: Checklist, keep: str, whose: str | None
) -> None:
    made = await plain.post("/cards", idList=first.id, idCardSource=checklist.card_id, keepFromSource=keep)

    (copied,) = await plain.get(f"/cards/{made['id']}/checklists")
    assert [each["state"] for each in copied["checkItems"]] == ["complete", "incomplete"]
    member = plain.world.members.get(copied["checkItems"][0]["idMember"] or "")
    assert (member.username if member else None) == whose


async def test_items_on_a_card_copied_elsewhere_are_those_of_members_there(
    plain: Asking, other: Board, checklist: Checklist
) -> None:
    del other.memberships[1]
    where = plain.world.lists_of(other.id)[0]

    made = await plain.post("/cards", idList=where.id, idCardSource=checklist.card_id)

    (copied,) = await plain.get(f"/cards/{made['id']}/checklists")
    assert [each["idMember"] for each in copied["checkItems"]] == [None, None]


async def test_states_are_told_in_the_order_of_the_items(plain: Asking, checklist: Checklist) -> None:
    card = plain.world.cards[checklist.card_id]
    await plain.put(f"/cards/{card.id}/checkItem/{LEAP}", state="complete", pos="top")

    states = await plain.get(f"/cards/{card.id}/checkItemStates")

    assert [each["idCheckItem"] for each in states] == [LEAP, LOOK]
