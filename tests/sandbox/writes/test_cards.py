from typing import Any

import pytest

from app.sandbox.models import Attachment, Board, BoardList, Card, Checklist, CustomFieldItem, Member
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import kinds, newest


def data(plain: Asking) -> dict[str, Any]:
    return newest(plain)[0][1]


@pytest.mark.parametrize(
    ("field", "value", "found", "old"),
    [
        ("name", "New", "New", "Card 1"),
        ("desc", "Why", "Why", ""),
        ("closed", "true", True, False),
        ("due", "2020-12-22 01:59:00 UTC", "2020-12-22T01:59:00.000Z", None),
        ("start", "2020-12-22", "2020-12-22T00:00:00.000Z", None),
        ("dueComplete", "true", True, False),
        ("dueReminder", "-1", -1, None),
        ("isTemplate", "true", True, False),
        ("pos", "bottom", 6 * 16384.0, 16384.0),
        ("pos", "9.5", 9.5, 16384.0),
        ("locationName", "Harbour", "Harbour", None),
        ("coordinates", "50.5,-4.25", {"latitude": 50.5, "longitude": -4.25}, None),
        ("cardRole", "separator", "separator", None),
    ],
)
async def test_a_field_is_set_and_leaves_an_action(
    plain: Asking, card: Card, field: str, value: str, *, found: Any, old: Any
) -> None:
    board, first = plain.world.boards[card.board_id], plain.world.lists[card.list_id]
    for path, params in (
        (f"/cards/{card.id}", {field: value}),
        (f"/cards/{card.id}/{field}", {"value": value}),
    ):
        body = await plain.put(path, **params)
        assert (await plain.get(f"/cards/{card.id}", fields=field))[field] == found

    assert newest(plain)[0] == (
        "updateCard",
        {
            "board": {"id": board.id, "name": board.name, "shortLink": board.short_link},
            "list": {"id": first.id, "name": first.name},
            "card": {
                "id": card.id,
                "name": card.name,
                "idShort": 1,
                "shortLink": card.short_link,
                field: found,
            },
            "old": {field: old},
        },
    )
    assert kinds(plain, 2) == ["commentCard", "updateCard"]
    assert body["dateLastActivity"] == list(plain.world.actions)[-1].date == board.last_activity


@pytest.mark.parametrize("field", ["due", "start", "dueReminder", "locationName", "coordinates", "cardRole"])
@pytest.mark.parametrize("value", ["null", ""])
async def test_null_and_nothing_clear_a_field(plain: Asking, card: Card, field: str, value: str) -> None:
    card.due = card.start = "2026-01-01T00:00:00.000Z"
    card.due_reminder = 60
    card.extra |= {"locationName": "x", "coordinates": {"latitude": 1, "longitude": 1}, "cardRole": "link"}

    await plain.put(f"/cards/{card.id}", **{field: value})

    assert (await plain.get(f"/cards/{card.id}", fields=field))[field] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("closed", "maybe"), ("due", "tomorrow"), ("dueReminder", "1.5"),
        ("pos", "0"), ("pos", "nan"), ("pos", "inf"), ("pos", "up"), ("idList", "x"), ("idList", "f" * 24),
        ("idBoard", "f" * 24), ("idMembers", "f" * 24), ("idMembers", "ada"), ("idLabels", "f" * 24),
        ("idAttachmentCover", "f" * 24), ("cover", "pink"), ("cover", "[]"), ("coordinates", "1"),
        ("coordinates", "91,0"), ("cardRole", "king"), ("subscribed", "2"),
    ],
)  # fmt: skip
async def test_a_field_cannot_be_anything(plain: Asking, card: Card, field: str, value: str) -> None:
    refused = await plain.refused("PUT", f"/cards/{card.id}", **{"desc": "not set", field: value})

    assert refused == (400, f"invalid value for {field}")


async def test_a_card_moves_to_another_list(
    plain: Asking, first: BoardList, second: BoardList, card: Card
) -> None:
    body = await plain.put(f"/cards/{card.id}", idList=second.id, pos="top")

    assert (body["idList"], body["pos"]) == (second.id, 8192.0)
    assert kinds(plain, 2) == ["commentCard", "updateCard"]
    assert data(plain)["listBefore"] == {"id": first.id, "name": "List 1"}
    assert data(plain)["listAfter"] == {"id": second.id, "name": "List 2"}
    assert data(plain)["card"]["idList"] == second.id
    assert data(plain)["old"] == {"idList": first.id}
    assert "list" not in data(plain)
    moves = await plain.get(f"/cards/{card.id}/actions", filter="updateCard:idList")
    assert len(moves) == 1
    assert len(await plain.get(f"/lists/{first.id}/actions", filter="updateCard")) == 1
    assert len(await plain.get(f"/lists/{second.id}/actions", filter="updateCard")) == 1


async def test_a_card_moves_to_another_board(
    plain: Asking, board: Board, other: Board, first: BoardList, card: Card
) -> None:
    world = plain.world
    world.checklists.add(Checklist("c" * 24, board.id, card.id, "Steps", 1.0))
    world.custom_field_items.add(CustomFieldItem("d" * 24, card.id, "e" * 24, {"text": "x"}))
    other.memberships.pop()
    labels = [each.id for each in world.labels.by("board_id", other.id) if each.name == "Bug"]
    world.labels.update(world.labels.by("board_id", other.id)[1], name="Else")
    target = world.lists_of(other.id)[0]

    body = await plain.put(f"/cards/{card.id}/idBoard", value=other.id)

    assert (body["idBoard"], body["idList"], body["idShort"]) == (other.id, target.id, 16)
    assert body["pos"] == 6 * 16384.0
    assert body["idLabels"] == labels
    assert body["idMembers"] == [card.member_ids[0]]
    assert (await plain.get(f"/checklists/{'c' * 24}"))["idBoard"] == other.id
    assert await plain.get(f"/cards/{card.id}/customFieldItems") == []
    (left, left_data), (come, come_data) = newest(plain, 2)
    assert (left, come) == ("moveCardFromBoard", "moveCardToBoard")
    assert left_data["boardTarget"] == {"id": other.id}
    assert left_data["list"]["id"] == first.id
    assert come_data["boardSource"] == {"id": board.id, "name": board.name, "shortLink": board.short_link}
    assert come_data["board"]["id"] == other.id
    made = await plain.post("/cards", idList=first.id)
    assert made["idShort"] == 16


async def test_a_card_moves_to_the_list_of_another_board_that_is_named(
    plain: Asking, other: Board, card: Card
) -> None:
    target = plain.world.lists_of(other.id)[2]

    body = await plain.put(f"/cards/{card.id}", idBoard=other.id, idList=target.id, pos="top")

    assert (body["idBoard"], body["idList"], body["pos"]) == (other.id, target.id, 8192.0)


async def test_a_list_must_be_of_the_board_that_is_named(
    plain: Asking, other: Board, second: BoardList, card: Card
) -> None:
    refused = await plain.refused("PUT", f"/cards/{card.id}", idBoard=other.id, idList=second.id)

    assert refused == (400, "invalid value for idList")


async def test_a_card_does_not_move_where_one_may_not_write(plain: Asking, other: Board, card: Card) -> None:
    other.memberships.pop(0)

    refused = await plain.refused("PUT", f"/cards/{card.id}", idBoard=other.id)

    assert refused == (401, "unauthorized permission requested")


async def test_members_and_labels_are_set_at_once(
    plain: Asking, ada: Member, grace: Member, card: Card
) -> None:
    label = card.label_ids[1]

    body = await plain.put(f"/cards/{card.id}", idMembers=grace.id, idLabels="")
    again = await plain.put(f"/cards/{card.id}", idMembers=f"{ada.id},{grace.id}", idLabels=label)

    assert (body["idMembers"], body["idLabels"]) == ([grace.id], [])
    assert (again["idMembers"], again["idLabels"]) == ([grace.id, ada.id], [label])
    assert kinds(plain, 5) == [
        "removeMemberFromCard",
        "removeLabelFromCard",
        "removeLabelFromCard",
        "addMemberToCard",
        "addLabelToCard",
    ]


async def test_a_cover_has_a_color_or_an_attachment(plain: Asking, card: Card) -> None:
    attachment = Attachment("a" * 24, card.id, "x", "https://x.example", "", 1.0, None)
    plain.world.attachments.add(attachment)

    pink = await plain.put(f"/cards/{card.id}", cover='{"color": "pink", "size": "full"}')
    covered = await plain.put(f"/cards/{card.id}", idAttachmentCover=attachment.id)
    none = await plain.put(f"/cards/{card.id}/cover", value="")

    assert (pink["cover"]["color"], pink["cover"]["size"], pink["cover"]["idAttachment"]) == (
        "pink",
        "full",
        None,
    )
    assert (covered["cover"]["color"], covered["cover"]["idAttachment"]) == (None, attachment.id)
    assert covered["idAttachmentCover"] == attachment.id
    assert (none["cover"]["color"], none["cover"]["idAttachment"]) == (None, None)


async def test_who_subscribes_sees_it(plain: Asking, card: Card) -> None:
    before = len(plain.world.actions)

    body = await plain.put(f"/cards/{card.id}", subscribed="true")

    assert (body["subscribed"], body["badges"]["subscribed"]) == (True, True)
    assert (await plain.get(f"/cards/{card.id}", as_="grace"))["subscribed"] is False
    assert (await plain.put(f"/cards/{card.id}/subscribed", value="false"))["subscribed"] is False
    assert len(plain.world.actions) == before


async def test_a_deleted_card_is_gone_with_its_history(
    plain: Asking, board: Board, first: BoardList, card: Card
) -> None:
    assert await plain.delete(f"/cards/{card.id}") == {"limits": {}}

    assert await plain.refused("DELETE", f"/cards/{card.id}") == (
        404,
        "The requested resource was not found.",
    )
    assert newest(plain)[0] == (
        "deleteCard",
        {
            "board": {"id": board.id, "name": board.name, "shortLink": board.short_link},
            "list": {"id": first.id, "name": first.name},
            "card": {"id": card.id, "idShort": 1},
        },
    )
    actions = await plain.get(f"/boards/{board.id}/actions", limit="1000")
    assert [each["type"] for each in actions if each["data"].get("card", {}).get("id") == card.id] == [
        "deleteCard"
    ]


async def test_a_number_is_never_given_twice(plain: Asking, board: Board, first: BoardList) -> None:
    last = max(plain.world.cards.by("board_id", board.id), key=lambda each: each.short_id)

    await plain.delete(f"/cards/{last.id}")

    assert (await plain.post("/cards", idList=first.id))["idShort"] == last.short_id + 1


async def test_observers_and_strangers_do_not_change_cards(plain: Asking, board: Board, card: Card) -> None:
    refused = (401, "unauthorized permission requested")
    board.memberships[1].member_type = "observer"
    assert await plain.refused("PUT", f"/cards/{card.id}", as_="grace", name="x") == refused
    del board.memberships[1]
    assert await plain.refused("DELETE", f"/cards/{card.id}", as_="grace") == refused
    board.permission_level = "private"
    assert await plain.refused("PUT", f"/cards/{card.id}/name", as_="grace", value="x") == refused


async def test_labels_that_a_card_has_stay_as_they_are(plain: Asking, card: Card) -> None:
    before = len(plain.world.actions)

    body = await plain.put(f"/cards/{card.id}/idLabels", value=",".join(card.label_ids))

    assert body["idLabels"] == card.label_ids
    assert len(plain.world.actions) == before


async def test_a_card_has_labels_of_its_own_board(plain: Asking, other: Board, card: Card) -> None:
    label = plain.world.labels.by("board_id", other.id)[0]

    refused = await plain.refused("PUT", f"/cards/{card.id}", idLabels=label.id)

    assert refused == (400, "invalid value for idLabels")


async def test_a_card_does_not_move_to_a_board_without_an_open_list(
    plain: Asking, other: Board, card: Card
) -> None:
    for each in plain.world.lists_of(other.id):
        each.closed = True

    refused = await plain.refused("PUT", f"/cards/{card.id}", idBoard=other.id)

    assert refused == (400, "invalid value for idList")


async def test_an_empty_cover_clears_it(plain: Asking, card: Card) -> None:
    card.cover = {"color": "red"}

    assert (await plain.put(f"/cards/{card.id}", cover=""))["cover"]["color"] is None


@pytest.mark.parametrize(
    "params",
    [{"coordinates": "59.9,10.7"}, {"coordinates[latitude]": "59.9", "coordinates[longitude]": "10.7"}],
)
async def test_a_place_comes_as_text_or_as_an_object(
    plain: Asking, card: Card, params: dict[str, str]
) -> None:
    await plain.put(f"/cards/{card.id}", **params)

    found = await plain.get(f"/cards/{card.id}", fields="coordinates,badges")
    assert found["coordinates"] == {"latitude": 59.9, "longitude": 10.7}
    assert found["badges"]["location"] is True


async def test_a_card_has_members_of_its_own_board(
    plain: Asking, board: Board, first: BoardList, card: Card, grace: Member
) -> None:
    card.member_ids.remove(grace.id)
    del board.memberships[1]
    refused = (400, "invalid value for idMembers")

    assert await plain.refused("PUT", f"/cards/{card.id}", idMembers=grace.id) == refused
    assert await plain.refused("POST", "/cards", idList=first.id, idMembers=grace.id) == refused
