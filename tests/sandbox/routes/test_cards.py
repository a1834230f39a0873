from datetime import UTC, datetime

import pytest

from app.sandbox.changes import attachments, cards
from app.sandbox.models import Board, Card, Member
from app.sandbox.seed import steps
from app.sandbox.seed.builder import Builder
from tests.sandbox.asking import Asking


@pytest.fixture
def furnished(plain: Asking, board: Board, card: Card, ada: Member) -> Card:
    """The first card, with one of everything on it."""
    build = Builder(7, datetime(2026, 3, 1, tzinfo=UTC))
    build.world = plain.world
    steps.check_off(build, card, ada, "Steps", items=("One", "Two", "Three"), done=2)
    attachments.link(build.actor(ada), card, "https://notes.example.com/1", "Notes")
    attachments.link(build.actor(ada), card, "https://trello.com/c/abcdefgh", "Other card")
    size = steps.define(build, board, ada, "Size", "list", options=("S", "M"))
    steps.fill_in(build, card, ada, size, "M")
    steps.fill_in(build, card, ada, steps.define(build, board, ada, "Paid", "checkbox"), "true")
    cards.update(build.actor(ada), card, {"due": "2026-04-01T12:00:00.000Z"})
    cards.move(build.actor(ada), card, plain.world.lists_of(board.id)[1], "bottom")
    card.voter_ids = [ada.id]
    card.desc = "What we know."
    card.cover = {"color": "red"}
    return card


async def test_a_card_has_its_default_fields(plain: Asking, card: Card) -> None:
    found = await plain.get(f"/cards/{card.id}")

    assert list(found) == [
        "id", "badges", "cardRole", "checkItemStates", "closed", "cover", "dateLastActivity", "desc",
        "descData", "due", "dueComplete", "dueReminder", "email", "idAttachmentCover", "idBoard",
        "idChecklists", "idLabels", "idList", "idMembers", "idMembersVoted", "idShort", "isTemplate",
        "labels", "manualCoverAttachment", "name", "pos", "shortLink", "shortUrl", "start", "subscribed",
        "url",
    ]  # fmt: skip
    assert found["idShort"] == 1
    assert found["url"] == f"https://trello.com/c/{card.short_link}/1-card-1"
    assert [label["name"] for label in found["labels"]] == ["Bug", "Idea"]
    assert [label["id"] for label in found["labels"]] == found["idLabels"]


async def test_a_card_is_found_by_its_short_link_and_under_the_singular(plain: Asking, card: Card) -> None:
    assert (await plain.get(f"/card/{card.short_link}/", fields="id"))["id"] == card.id


async def test_badges_tell_what_is_on_the_card(plain: Asking, furnished: Card) -> None:
    found = await plain.get(f"/cards/{furnished.id}")

    assert found["badges"] == {
        "attachmentsByType": {"trello": {"board": 0, "card": 1}},
        "location": False,
        "votes": 1,
        "viewingMemberVoted": True,
        "subscribed": False,
        "fogbugz": "",
        "checkItems": 3,
        "checkItemsChecked": 2,
        "checkItemsEarliestDue": None,
        "comments": 1,
        "attachments": 2,
        "description": True,
        "due": "2026-04-01T12:00:00.000Z",
        "dueComplete": False,
        "start": None,
    }
    assert found["cover"]["color"] == "red"
    assert len(found["idChecklists"]) == 1
    assert [each["state"] for each in found["checkItemStates"]] == ["complete", "complete"]


async def test_everything_nests_in_a_card(plain: Asking, board: Board, furnished: Card) -> None:
    found = await plain.get(
        f"/cards/{furnished.id}",
        fields="name",
        actions="all",
        actions_limit="1",
        attachments="true",
        attachment_fields="name",
        board="true",
        board_fields="name",
        checklists="all",
        checklist_fields="name",
        customFieldItems="true",
        list="true",
        list_fields="name",
        members="true",
        member_fields="username",
        membersVoted="true",
        memberVoted_fields="username",
        pluginData="true",
        stickers="true",
    )

    assert [each["type"] for each in found["actions"]] == ["updateCard"]
    assert [each["name"] for each in found["attachments"]] == ["Notes", "Other card"]
    assert found["board"] == {"id": board.id, "name": "Board 1"}
    assert [each["name"] for each in found["checklists"]] == ["Steps"]
    assert found["list"]["name"] == "List 2"
    assert [each["username"] for each in found["members"]] == ["ada", "grace"]
    assert [each["username"] for each in found["membersVoted"]] == ["ada"]
    assert found["pluginData"] == found["stickers"] == []


async def test_values_of_custom_fields_are_texts_or_name_an_option(plain: Asking, furnished: Card) -> None:
    size, paid = await plain.get(f"/cards/{furnished.id}/customFieldItems")
    definition = await plain.get(f"/customFields/{size['idCustomField']}")

    assert size["value"] is None
    assert size["idValue"] == definition["options"][1]["id"] == definition["options"][1]["_id"]
    assert paid == {
        "id": paid["id"],
        "value": {"checked": "true"},
        "idCustomField": paid["idCustomField"],
        "idModel": furnished.id,
        "modelType": "card",
    }


async def test_custom_fields_and_their_options_are_read(plain: Asking, board: Board, furnished: Card) -> None:
    assert furnished.board_id == board.id
    size, paid = await plain.get(f"/boards/{board.id}/customFields")
    options = await plain.get(f"/customfields/{size['id']}/options")

    assert [each["value"]["text"] for each in options] == ["S", "M"]
    assert await plain.get(f"/customFields/{size['id']}/options/{options[0]['id']}") == options[0]
    assert (await plain.refusal(f"/customFields/{size['id']}/options/{paid['id']}"))[0] == 404
    assert "options" not in paid
    assert len(paid["fieldGroup"]) == 64


async def test_attachments_are_read_one_by_one(plain: Asking, furnished: Card) -> None:
    notes, _ = await plain.get(f"/cards/{furnished.id}/attachments")

    assert await plain.get(f"/cards/{furnished.id}/attachments/{notes['id']}") == notes
    assert (notes["bytes"], notes["mimeType"], notes["isUpload"]) == (None, "", False)
    other = plain.world.cards_of_board(furnished.board_id)[0]
    assert (await plain.refusal(f"/cards/{other.id}/attachments/{notes['id']}"))[0] == 404


async def test_only_the_cover_can_be_asked_for(plain: Asking, furnished: Card) -> None:
    first, _ = plain.world.attachments_of(furnished.id)
    furnished.cover_attachment_id = first.id

    found = await plain.get(f"/cards/{furnished.id}", fields="cover", attachments="cover")

    assert [each["id"] for each in found["attachments"]] == [first.id]
    assert found["cover"]["idAttachment"] == first.id


async def test_checklists_and_their_items_are_read(plain: Asking, board: Board, furnished: Card) -> None:
    (checklist,) = await plain.get(f"/cards/{furnished.id}/checklists")
    path = f"/checklists/{checklist['id']}"

    assert await plain.get(path) == checklist
    assert [each["name"] for each in checklist["checkItems"]] == ["One", "Two", "Three"]
    assert checklist["checkItems"][0]["idChecklist"] == checklist["id"]
    assert checklist["checkItems"][0]["nameData"] == {"emoji": {}}
    item = checklist["checkItems"][0]
    assert await plain.get(f"{path}/checkItems") == checklist["checkItems"]
    assert await plain.get(f"{path}/checkItems/{item['id']}") == item
    assert await plain.get(f"/cards/{furnished.id}/checkItem/{item['id']}") == item
    assert (await plain.get(f"{path}/board", fields="name"))["id"] == board.id
    assert [each["id"] for each in await plain.get(f"{path}/cards")] == [furnished.id]
    assert "checkItems" not in await plain.get(path, checkItems="none")
    assert (await plain.get(path, cards="all", card_fields="name"))["cards"][0]["name"] == "Card 1"
    assert await plain.get(f"{path}/name") == {"_value": "Steps"}


@pytest.mark.parametrize("below", ["checkItem", "checklist item"])
async def test_an_item_of_no_checklist_is_not_found(plain: Asking, furnished: Card, below: str) -> None:
    (checklist,) = plain.world.checklists_of_card(furnished.id)
    paths = {
        "checkItem": f"/cards/{furnished.id}/checkItem/{'0' * 24}",
        "checklist item": f"/checklists/{checklist.id}/checkItems/{'0' * 24}",
    }

    assert (await plain.refusal(paths[below]))[0] == 404


async def test_what_a_card_belongs_to_is_read(plain: Asking, board: Board, furnished: Card) -> None:
    assert (await plain.get(f"/cards/{furnished.id}/board"))["name"] == "Board 1"
    assert (await plain.get(f"/cards/{furnished.id}/list"))["name"] == "List 2"
    assert [each["username"] for each in await plain.get(f"/cards/{furnished.id}/members")] == [
        "ada",
        "grace",
    ]
    assert [each["username"] for each in await plain.get(f"/cards/{furnished.id}/membersVoted")] == ["ada"]
    assert len(await plain.get(f"/cards/{furnished.id}/checkItemStates")) == 2
    assert await plain.get(f"/cards/{furnished.id}/pluginData") == []
    assert await plain.get(f"/cards/{furnished.id}/stickers") == []
    assert furnished.board_id == board.id


async def test_actions_of_a_card_are_comments_and_moves_unless_more_are_asked_for(
    plain: Asking, furnished: Card
) -> None:
    found = await plain.get(f"/cards/{furnished.id}/actions")
    everything = await plain.get(f"/cards/{furnished.id}/actions", filter="all")

    assert [each["type"] for each in found] == ["updateCard", "commentCard"]
    assert found[0]["data"]["listBefore"]["name"] == "List 1"
    assert found[0]["data"]["listAfter"]["name"] == "List 2"
    assert {each["type"] for each in everything} > {"updateCard", "commentCard", "createCard"}


async def test_a_field_is_read_alone(plain: Asking, card: Card) -> None:
    assert await plain.get(f"/cards/{card.id}/name") == {"_value": "Card 1"}
    assert (await plain.get(f"/cards/{card.id}/badges"))["comments"] == 1


async def test_a_member_of_a_card_who_is_nobody_is_left_out(plain: Asking, card: Card) -> None:
    card.member_ids = ["0" * 24, *card.member_ids]

    assert len(await plain.get(f"/cards/{card.id}/members")) == 2
