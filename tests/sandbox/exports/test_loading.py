import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.exports import ExportError, load_exports
from app.sandbox.seed import plain_world
from app.sandbox.store import World
from tests.sandbox.asking import Asking, asking

HERE = Path(__file__).parent
MODERN, OLD, NOT_JSON = HERE / "modern.json", HERE / "old.json", HERE / "not-json.json"


def loaded(*paths: Path) -> World:
    world = plain_world(boards=1)
    load_exports(world, paths)
    return world


@pytest.fixture
async def both() -> AsyncIterator[Asking]:
    """An offline Trello with both exports."""
    async with asking(loaded(MODERN, OLD)) as asks:
        yield asks


def written(folder: Path, **changes: Any) -> Path:
    """Return an export that differs from the modern one."""
    path = folder / "export.json"
    path.write_text(json.dumps(json.loads(MODERN.read_text()) | changes))
    return path


async def test_imported_boards_are_among_those_of_the_importer(both: Asking) -> None:
    assert [each["name"] for each in await both.get("/members/me/boards", fields="name")] == [
        "Board 1",
        "Choir tour",
        "Allotment 2012",
    ]


async def test_a_modern_board_is_read_with_everything_on_it(both: Asking) -> None:
    found = await both.get(
        "/boards/Ch0irT0u",
        fields="name,idOrganization,prefs,labelNames,dateLastActivity,premiumFeatures",
        lists="all",
        list_fields="name,closed",
        cards="all",
        card_fields="name,due,start,dueReminder,idMembers,idLabels,badges,cover,url",
        card_attachments="true",
        card_customFieldItems="true",
        card_pluginData="true",
        labels="all",
        label_fields="name,color",
        checklists="all",
        customFields="true",
        organization="true",
    )

    assert [each["name"] for each in found["lists"]] == ["Last year", "Travel", "Music"]
    assert [each["color"] for each in found["labels"]] == ["green", "red_dark", None]
    assert {color: name for color, name in found["labelNames"].items() if name} == {
        "green": "Booked",
        "red_dark": "Missing",
    }
    assert (found["prefs"]["permissionLevel"], found["prefs"]["background"]) == ("private", "lime")
    assert found["organization"]["displayName"] == "Workspace of Choir tour"
    assert [each["name"] for each in found["customFields"]] == ["Price", "Voice"]
    assert [each["value"]["text"] for each in found["customFields"][1]["options"]] == ["Alto", "Bass"]
    (checklist,) = found["checklists"]
    assert [each["name"] for each in checklist["checkItems"]] == ["Room for the tuba?", "Is there a toilet?"]
    buses = found["cards"][0]
    assert (buses["start"], buses["dueReminder"]) == ("2026-02-01T09:00:00.000Z", 1440)
    assert buses["cover"]["size"] == "full"
    assert buses["cover"]["idAttachment"] == buses["attachments"][1]["id"]
    assert [each["bytes"] for each in buses["attachments"]] == [None, 2048]
    assert [each["value"] for each in buses["customFieldItems"]] == [{"number": "1250.50"}, None]
    assert len(buses["pluginData"]) == 1
    assert (buses["badges"]["checkItems"], buses["badges"]["votes"], buses["badges"]["comments"]) == (2, 1, 1)


async def test_people_who_left_are_known_by_what_is_left_of_them(both: Asking) -> None:
    found = await both.get("/cards/BusesBus", members="true", member_fields="all", actions="all")

    assert [each["username"] for each in found["members"]] == ["clarafontaine", "deleted_0000006d"]
    ghost = found["members"][1]
    assert (ghost["fullName"], ghost["initials"], ghost["memberType"]) == ("Deleted member", "?", "ghost")
    assert ghost["avatarUrl"] is None
    assert found["actions"][0]["memberCreator"]["fullName"] == "Somebody Who Left"
    assert found["actions"][2]["member"]["id"] == ghost["id"]


async def test_new_cards_are_numbered_after_those_of_the_export(both: Asking) -> None:
    board = both.world.boards.one("short_link", "Ch0irT0u")
    assert board is not None

    made = await both.post("/cards", idList=both.world.lists_of(board.id)[0].id)

    assert made["idShort"] == 3


async def test_actions_keep_the_lists_they_concern(both: Asking) -> None:
    board = both.world.boards.one("short_link", "Ch0irT0u")
    assert board is not None
    music = next(each for each in both.world.lists_of(board.id) if each.name == "Music")

    found = await both.get(f"/lists/{music.id}/actions")

    assert [each["type"] for each in found] == ["updateCard"]


async def test_what_an_old_export_lacks_is_filled_in(both: Asking) -> None:
    found = await both.get(
        "/boards/Al10tm3n",
        fields="closed,desc,url,shortLink,idOrganization,dateLastActivity,memberships",
        lists="all",
        list_fields="name,pos,closed",
        cards="all",
        card_fields="name,pos,idShort,desc,labels,shortLink,idMembers,dateLastActivity",
        labels="all",
        members="all",
        member_fields="username",
    )

    assert (found["closed"], found["desc"], found["idOrganization"]) == (True, "", None)
    assert found["url"] == "https://trello.com/b/Al10tm3n/allotment-2012"
    assert [(each["name"], each["pos"]) for each in found["lists"]] == [
        ("Sow", 16384.0),
        ("Pick", 32768.0),
        ("List not in the export", 49152.0),
    ]
    assert [(each["name"], each["idShort"]) for each in found["cards"]] == [
        ("Radishes", 8),
        ("Kale", 9),
        ("Beans", 7),
    ]
    radishes, kale, beans = found["cards"]
    assert (radishes["shortLink"], radishes["desc"]) == ("Rad15hes", "")
    assert radishes["dateLastActivity"] == "2012-01-01T06:41:09.000Z"
    assert len(kale["shortLink"]) == len(beans["shortLink"]) == 8
    assert [each["name"] for each in radishes["labels"]] == ["Weeds", "Water"]
    assert radishes["labels"][0]["id"] == beans["labels"][0]["id"]
    assert [(each["name"], each["color"]) for each in found["labels"]] == [
        ("Weeds", "red"),
        ("Water", "yellow"),
        ("", "purple"),
    ]
    assert [each["username"] for each in found["members"]] == ["tombower", "ada"]
    assert found["dateLastActivity"] is None


async def test_checklists_find_their_cards_from_either_side(both: Asking) -> None:
    found = await both.get("/boards/Al10tm3n/checklists")

    assert [each["name"] for each in found] == ["Rows"]
    assert [each["state"] for each in found[0]["checkItems"]] == ["complete", "incomplete"]


async def test_actions_of_nobody_have_a_ghost_for_creator(both: Asking) -> None:
    found = await both.get("/boards/Al10tm3n/actions")

    assert [each["type"] for each in found] == ["deleteCard", "createBoard"]
    assert all(each["memberCreator"]["fullName"] == "Deleted member" for each in found)
    assert found[1]["date"] == "2012-01-01T06:41:13.000Z"


def test_the_same_exports_make_the_same_world() -> None:
    assert loaded(OLD, MODERN) == loaded(OLD, MODERN)


def test_checklists_inside_cards_are_read_too(tmp_path: Path) -> None:
    checklist = {"id": "a" * 24, "name": "Inside", "checkItems": []}
    card = {"id": "b" * 24, "idList": "c" * 24, "name": "Card", "checklists": [checklist]}

    world = loaded(written(tmp_path, cards=[card], checklists=[]))

    assert [each.name for each in world.checklists_of_card("b" * 24)] == ["Inside"]


def test_an_export_may_lack_nearly_everything(tmp_path: Path) -> None:
    path = tmp_path / "bare.json"
    path.write_text(json.dumps({"id": "A" * 24, "name": "Bare", "lists": []}))

    board = loaded(path).boards.get("a" * 24)

    assert board is not None
    assert board.permission_level == "private"
    assert [each.member_type for each in board.memberships] == ["admin"]


def test_thousands_of_cards_and_actions_are_loaded(tmp_path: Path) -> None:
    cards = [{"id": f"{n:024x}", "idList": "c" * 24, "name": f"Card {n}"} for n in range(3000)]
    actions = [
        {"id": f"{n:024x}", "type": "createCard", "data": {"card": {"id": f"{n:024x}"}}} for n in range(5000)
    ]
    world = loaded(written(tmp_path, cards=cards, actions=actions))

    assert len(world.cards) == 15 + 3000
    assert len(world.actions.by("board_id", "650000000000000000000001")) == 5000


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "marked.json"
    path.write_bytes(b"\xef\xbb\xbf" + MODERN.read_bytes())

    assert "650000000000000000000001" in loaded(path).boards


def test_enterprise_boards_are_open_to_their_organization(tmp_path: Path) -> None:
    world = loaded(written(tmp_path, prefs={"permissionLevel": "enterprise"}))

    assert [board.permission_level for board in world.boards] == ["org", "org"]


def test_nothing_is_loaded_if_one_of_the_files_is_broken() -> None:
    world, before = plain_world(boards=1), plain_world(boards=1)

    with pytest.raises(ExportError, match=r"not-json\.json: is not JSON"):
        load_exports(world, [MODERN, NOT_JSON])

    assert world == before


def test_two_exports_of_the_same_board_are_refused(tmp_path: Path) -> None:
    again = written(tmp_path, name="Newer")

    with pytest.raises(ExportError) as told:
        loaded(MODERN, again)

    assert str(told.value) == f"{again}: is an export of the same board as {MODERN}: name one of them"
