from typing import Any

import pytest

from app.sandbox.models import Board, Card, CheckItem, Checklist, CustomField, CustomFieldOption, Organization
from tests.sandbox import shapes
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import kinds, newest

FORBIDDEN = (401, "unauthorized permission requested")


async def test_a_new_board_has_three_lists_and_six_labels(plain: Asking) -> None:
    made = await plain.post("/boards", name="New", desc="Why")

    assert shapes.differences(made, shapes.BOARD | {"limits": "o"}) == []
    assert (made["name"], made["desc"], made["closed"]) == ("New", "Why", False)
    assert made["idOrganization"] == next(iter(plain.world.organizations)).id
    assert made["prefs"]["permissionLevel"] == "private"
    lists = await plain.get(f"/boards/{made['id']}/lists")
    assert [(each["name"], each["pos"]) for each in lists] == [
        ("To Do", 16384.0),
        ("Doing", 32768.0),
        ("Done", 49152.0),
    ]
    labels = await plain.get(f"/boards/{made['id']}/labels")
    assert [(each["color"], each["name"]) for each in labels] == [
        (color, "") for color in ("green", "yellow", "orange", "red", "purple", "blue")
    ]
    memberships = await plain.get(f"/boards/{made['id']}/memberships")
    assert [each["memberType"] for each in memberships] == ["admin"]
    actions = await plain.get(f"/boards/{made['id']}/actions")
    assert [each["type"] for each in actions] == ["createBoard"]


async def test_a_new_board_can_be_empty(plain: Asking) -> None:
    made = await plain.post("/boards/", name="New", defaultLists="false", defaultLabels="false")

    assert await plain.get(f"/boards/{made['id']}/lists") == []
    assert await plain.get(f"/boards/{made['id']}/labels") == []


async def test_a_new_board_takes_preferences(plain: Asking) -> None:
    chosen = {
        "permissionLevel": "public", "voting": "members", "comments": "observers", "invitations": "admins",
        "cardAging": "pirate", "background": "sky",
    }  # fmt: skip

    made = await plain.post(
        "/boards", name="New", prefs_selfJoin="false", prefs_cardCovers="false",
        **{f"prefs_{name}": value for name, value in chosen.items()},
    )  # fmt: skip

    prefs = made["prefs"]
    assert {name: prefs[name] for name in chosen} == chosen
    assert (prefs["selfJoin"], prefs["cardCovers"]) == (False, False)
    assert prefs["backgroundColor"] == prefs["backgroundTopColor"] == "#00AECC"
    assert kinds(plain, 1) == ["createBoard"]


@pytest.mark.parametrize(
    ("params", "status", "text"),
    [
        ({}, 400, '{"message":"invalid value for name","error":"ERROR"}'),
        ({"name": " "}, 400, '{"message":"invalid value for name","error":"ERROR"}'),
        ({"name": "x", "prefs_voting": "all"}, 400, "invalid value for prefs_voting"),
        ({"name": "x", "prefs_selfJoin": "maybe"}, 400, "invalid value for prefs_selfJoin"),
        ({"name": "x", "idOrganization": "nowhere"}, 400, "invalid value for idOrganization"),
        ({"name": "x", "idBoardSource": "f" * 24}, 400, "invalid value for idBoardSource"),
    ],
)
async def test_a_board_that_cannot_be_is_refused(
    plain: Asking, params: dict[str, str], status: int, text: str
) -> None:
    assert await plain.refused("POST", "/boards", **params) == (status, text)


async def test_a_board_can_be_in_no_organization(plain: Asking) -> None:
    assert (await plain.post("/boards", name="Mine", idOrganization=""))["idOrganization"] is None


async def test_an_organization_takes_boards_of_its_members_only(plain: Asking) -> None:
    plain.world.organizations.add(Organization("0" * 24, "others", "Others"))

    refused = await plain.refused("POST", "/boards", name="x", idOrganization="others")

    assert refused == (401, "unauthorized org requested")


@pytest.fixture
def source(plain: Asking, board: Board, card: Card) -> Board:
    """A board with a custom field, and a card with a checklist."""
    options = [CustomFieldOption("1" * 24, "Small", "green", 1.0)]
    plain.world.custom_fields.add(CustomField("2" * 24, board.id, "Size", "list", 1.0, options=options))
    items = [CheckItem("3" * 24, "one", 1.0, "complete")]
    plain.world.checklists.add(Checklist("4" * 24, board.id, card.id, "Steps", 1.0, items))
    plain.world.lists_of(board.id)[2].closed = True
    return board


@pytest.mark.parametrize(("keep", "count"), [("cards", 10), ("", 10), ("none", 0)])
async def test_a_board_is_copied(plain: Asking, source: Board, keep: str, count: int) -> None:
    made = await plain.post("/boards", name="Copy", idBoardSource=source.id, keepFromSource=keep)

    body = await plain.get(
        f"/boards/{made['id']}", lists="all", labels="all", customFields="true", cards="all",
        checklists="all", fields="idBoardSource",
    )  # fmt: skip
    assert body["idBoardSource"] == source.id
    assert [each["name"] for each in body["lists"]] == ["List 1", "List 2"]
    assert [each["name"] for each in body["labels"]] == ["Bug", "Idea"]
    assert len(body["cards"]) == count
    assert [each["options"][0]["value"]["text"] for each in body["customFields"]] == ["Small"]
    assert body["customFields"][0]["options"][0]["id"] != "1" * 24
    if count:
        own = {each["id"] for each in body["labels"]}
        assert {each for card in body["cards"] for each in card["idLabels"]} == own
        assert body["cards"][0]["idMembers"] == []
        assert body["cards"][0]["badges"]["comments"] == 0
        assert body["checklists"][0]["checkItems"][0]["state"] == "complete"
        assert [card["idShort"] for card in body["cards"]] == list(range(1, 11))


@pytest.mark.parametrize(
    ("field", "value", "found", "old"),
    [("name", "New", "New", "Board 1"), ("desc", "Why", "Why", ""), ("closed", "true", True, False)],
)
async def test_a_field_is_set_and_leaves_an_action(
    plain: Asking, board: Board, field: str, value: str, *, found: Any, old: Any
) -> None:
    body = await plain.put(f"/boards/{board.id}", **{field: value})
    await plain.put(f"/boards/{board.id}/{field}", value=value)

    assert shapes.differences(body, shapes.BOARD) == []
    assert body[field] == found
    about = {"id": board.id, "name": board.name, "shortLink": board.short_link}
    assert newest(plain)[0] == ("updateBoard", {"board": about | {field: found}, "old": {field: old}})
    assert kinds(plain, 2)[0] == "commentCard"


async def test_closing_says_when(plain: Asking, board: Board) -> None:
    await plain.put(f"/boards/{board.id}/closed", value="true")
    assert board.date_closed == board.last_activity

    await plain.put(f"/boards/{board.id}/closed", value="false")
    assert board.date_closed is None


async def test_a_preference_is_set_and_leaves_an_action(plain: Asking, board: Board) -> None:
    body = await plain.put(
        f"/boards/{board.id}", **{"prefs/permissionLevel": "public", "prefs/voting": "org"}
    )
    again = await plain.put(f"/boards/{board.id}/prefs/background", value="lime")

    assert (body["prefs"]["permissionLevel"], body["prefs"]["voting"]) == ("public", "org")
    assert again["prefs"]["backgroundColor"] == "#4BBF6B"
    assert [data["old"] for _, data in newest(plain, 3)] == [
        {"prefs": {"permissionLevel": "org"}},
        {"prefs": {"voting": "disabled"}},
        {"prefs": {"background": "blue"}},
    ]
    assert newest(plain, 3)[0][1]["board"]["prefs"] == {"permissionLevel": "public"}


@pytest.mark.parametrize(
    ("path", "params", "answer"),
    [
        ("", {"name": ""}, (400, "invalid value for name")),
        ("", {"closed": "yes"}, (400, "invalid value for closed")),
        ("", {"prefs/comments": "all"}, (400, "invalid value for prefs/comments")),
        ("", {"idOrganization": "nowhere"}, (400, "invalid value for idOrganization")),
        ("/name", {}, (400, "invalid value for value")),
        ("/prefs/voting", {"value": "all"}, (400, "invalid value for value")),
    ],
)
async def test_a_board_cannot_be_anything(
    plain: Asking, board: Board, path: str, params: dict[str, str], answer: tuple[int, str]
) -> None:
    assert await plain.refused("PUT", f"/boards/{board.id}{path}", **params) == answer


async def test_an_unknown_preference_is_an_unknown_address(plain: Asking, board: Board) -> None:
    assert (await plain.refused("PUT", f"/boards/{board.id}/prefs/shade", value="1"))[0] == 404


async def test_a_board_leaves_and_joins_an_organization(plain: Asking, board: Board) -> None:
    organization_id = board.organization_id

    assert (await plain.put(f"/boards/{board.id}/idOrganization", value="null"))["idOrganization"] is None
    assert board.id not in (await plain.get("/organizations/plain", fields="idBoards"))["idBoards"]
    assert (await plain.put(f"/boards/{board.id}", idOrganization="plain"))[
        "idOrganization"
    ] == organization_id

    assert kinds(plain, 2) == ["removeFromOrganizationBoard", "addToOrganizationBoard"]
    assert newest(plain)[0][1]["organization"] == {"id": organization_id, "name": "Plain"}


async def test_who_subscribes_to_a_board_sees_it(plain: Asking, board: Board) -> None:
    await plain.put(f"/boards/{board.id}", subscribed="true")

    assert await plain.get(f"/boards/{board.id}/subscribed") == {"_value": True}


async def test_a_deleted_board_is_gone_with_all_that_was_on_it(plain: Asking, source: Board) -> None:
    world = plain.world
    assert await plain.delete(f"/boards/{source.id}") == {"_value": None}

    assert await plain.refusal(f"/boards/{source.id}") == (404, "The requested resource was not found.")
    for table in (
        world.lists,
        world.labels,
        world.cards,
        world.checklists,
        world.custom_fields,
        world.actions,
    ):
        assert table.by("board_id", source.id) == []
    assert (len(world.boards), len(world.cards)) == (1, 15)
    action = list(world.actions)[-1]
    assert (action.type, action.data["board"]["id"]) == ("removeFromOrganizationBoard", source.id)


async def test_only_admins_close_delete_and_open_boards_to_others(plain: Asking, board: Board) -> None:
    path = f"/boards/{board.id}"

    assert await plain.refused("DELETE", path, as_="grace") == FORBIDDEN
    assert await plain.refused("PUT", path, as_="grace", closed="true") == FORBIDDEN
    assert await plain.refused("PUT", path, as_="grace", **{"prefs/permissionLevel": "public"}) == FORBIDDEN
    assert (await plain.put(path, as_="grace", name="Hers"))["name"] == "Hers"
    board.memberships[1].member_type = "observer"
    assert await plain.refused("PUT", path, as_="grace", name="Mine") == FORBIDDEN


async def test_what_stays_as_it_is_leaves_no_action(plain: Asking, board: Board) -> None:
    before = len(plain.world.actions)

    await plain.put(
        f"/boards/{board.id}", name=board.name, idOrganization="plain", **{"prefs/permissionLevel": "org"}
    )

    assert len(plain.world.actions) == before
