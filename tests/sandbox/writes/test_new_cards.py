import pytest

from app.sandbox.models import (
    Attachment,
    Board,
    BoardList,
    Card,
    CheckItem,
    Checklist,
    CustomFieldItem,
    Member,
)
from tests.sandbox import shapes
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import kinds, newest


async def test_a_card_needs_a_list_only(plain: Asking, board: Board, first: BoardList) -> None:
    made = await plain.post("/cards", idList=first.id)

    assert shapes.differences(made, shapes.CARD) == []
    assert (made["name"], made["idShort"], made["pos"]) == ("", 16, 6 * 16384.0)
    assert (made["attachments"], made["stickers"], made["limits"]) == ([], [], {})
    assert made["dateLastActivity"] == board.last_activity == list(plain.world.actions)[-1].date
    assert made == (await plain.get(f"/cards/{made['shortLink']}")) | {
        "attachments": [],
        "stickers": [],
        "limits": {},
    }
    assert newest(plain) == [
        (
            "createCard",
            {
                "board": {"id": board.id, "name": board.name, "shortLink": board.short_link},
                "list": {"id": first.id, "name": first.name},
                "card": {"id": made["id"], "name": "", "idShort": 16, "shortLink": made["shortLink"]},
            },
        )
    ]


async def test_a_card_takes_everything_at_once(
    plain: Asking, first: BoardList, card: Card, grace: Member
) -> None:
    made = await plain.post(
        "/cards",
        idList=first.id,
        name="All",
        desc="Text",
        pos="top",
        due="2026-12-24T18:00:00Z",
        start="2026-12-01",
        dueComplete="true",
        idMembers=grace.id,
        idLabels=",".join(card.label_ids),
        urlSource="https://example.com/page",
        address="Pier 1",
        locationName="Harbour",
        coordinates="1,2",
        cardRole="link",
    )

    assert (made["name"], made["desc"], made["pos"]) == ("All", "Text", 8192.0)
    assert (made["due"], made["start"]) == ("2026-12-24T18:00:00.000Z", "2026-12-01T00:00:00.000Z")
    assert (made["dueComplete"], made["cardRole"]) == (True, "link")
    assert (made["idMembers"], made["idLabels"]) == ([grace.id], card.label_ids)
    assert [each["url"] for each in made["attachments"]] == ["https://example.com/page"]
    badges = made["badges"]
    assert (badges["attachments"], badges["description"], badges["location"]) == (1, True, True)
    assert kinds(plain, 5) == [
        "createCard", "addMemberToCard", "addLabelToCard", "addLabelToCard", "addAttachmentToCard",
    ]  # fmt: skip


async def test_an_address_names_a_card_without_a_name(plain: Asking, first: BoardList) -> None:
    made = await plain.post(f"/lists/{first.id}/cards", urlSource="https://example.com")

    assert made["name"] == "https://example.com"


@pytest.mark.parametrize(
    ("params", "answer"),
    [
        ({"idList": ""}, (400, "invalid value for idList")),
        ({"idList": "x"}, (400, "invalid value for idList")),
        ({"idList": "f" * 24}, (404, "could not find the board that the card belongs to")),
        ({"pos": "left"}, (400, "invalid value for pos")),
        ({"due": "soon"}, (400, "invalid value for due")),
        ({"idMembers": "f" * 24}, (400, "invalid value for idMembers")),
        ({"idLabels": "bug"}, (400, "invalid value for idLabels")),
        ({"idCardSource": "f" * 24}, (400, "invalid value for idCardSource")),
    ],
)
async def test_a_card_that_cannot_be_is_refused(
    plain: Asking, first: BoardList, params: dict[str, str], answer: tuple[int, str]
) -> None:
    assert await plain.refused("POST", "/cards", **({"idList": first.id} | params)) == answer


async def test_a_label_of_another_board_is_refused(plain: Asking, other: Board, first: BoardList) -> None:
    label = plain.world.labels.by("board_id", other.id)[0]

    refused = await plain.refused("POST", "/cards", idList=first.id, idLabels=label.id)

    assert refused == (400, "invalid value for idLabels")


@pytest.fixture
def source(plain: Asking, board: Board, card: Card) -> Card:
    """A card that has a bit of everything."""
    world = plain.world
    items = [CheckItem("1" * 24, "one", 1.0, "complete")]
    world.checklists.add(Checklist("2" * 24, board.id, card.id, "Steps", 1.0, items))
    world.attachments.add(Attachment("3" * 24, card.id, "x", "https://x.example", "", 1.0, None))
    world.custom_field_items.add(CustomFieldItem("4" * 24, card.id, "5" * 24, {"text": "x"}))
    card.due, card.start, card.desc = "2026-01-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z", "Why"
    card.cover_attachment_id = "3" * 24
    card.stickers = [{"id": "6" * 24, "image": "star"}]
    return card


async def test_a_card_is_copied_with_all_that_is_on_it(
    plain: Asking, second: BoardList, source: Card
) -> None:
    made = await plain.post("/cards", idList=second.id, idCardSource=source.id, name="Copy")

    assert (made["name"], made["desc"], made["due"], made["start"]) == (
        "Copy", "Why", source.due, source.start,
    )  # fmt: skip
    assert (made["idLabels"], made["idMembers"]) == (source.label_ids, source.member_ids)
    assert made["stickers"] == source.stickers
    badges = made["badges"]
    assert (badges["checkItemsChecked"], badges["attachments"], badges["comments"]) == (1, 1, 1)
    assert made["idAttachmentCover"] == made["attachments"][0]["id"] != "3" * 24
    assert made["idChecklists"] != ["2" * 24]
    assert len(await plain.get(f"/cards/{made['id']}/customFieldItems")) == 1
    assert kinds(plain, 2) == ["copyCard", "copyCommentCard"]
    assert newest(plain, 2)[0][1]["cardSource"] == {
        "id": source.id, "name": "Card 1", "idShort": 1, "shortLink": source.short_link,
    }  # fmt: skip


async def test_only_what_is_to_be_kept_is_copied(plain: Asking, second: BoardList, source: Card) -> None:
    made = await plain.post("/cards", idList=second.id, idCardSource=source.id, keepFromSource="due,labels")

    assert (made["name"], made["due"], made["start"]) == ("Card 1", source.due, None)
    assert (made["idLabels"], made["idMembers"], made["idChecklists"]) == (source.label_ids, [], [])
    badges = made["badges"]
    assert (badges["checkItems"], badges["attachments"], badges["comments"]) == (0, 0, 0)
    assert (made["stickers"], made["attachments"], made["idAttachmentCover"]) == ([], [], None)


async def test_what_a_copy_has_already_it_does_not_get_again(
    plain: Asking, second: BoardList, source: Card
) -> None:
    people, labels = ",".join(source.member_ids), ",".join(source.label_ids)

    made = await plain.post(
        "/cards", idList=second.id, idCardSource=source.id, idMembers=people, idLabels=labels
    )

    assert (made["idMembers"], made["idLabels"]) == (source.member_ids, source.label_ids)
    assert kinds(plain, 2) == ["copyCard", "copyCommentCard"]
