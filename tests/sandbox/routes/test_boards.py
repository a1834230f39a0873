import pytest

from app.sandbox.models import Board, Card, Label, Member
from tests.sandbox.asking import Asking


async def test_a_board_has_its_default_fields_and_nothing_else(plain: Asking, board: Board) -> None:
    found = await plain.get(f"/boards/{board.id}")

    assert list(found) == [
        "id", "name", "desc", "descData", "closed", "idOrganization", "idEnterprise", "pinned", "url",
        "prefs", "labelNames", "shortUrl",
    ]  # fmt: skip
    assert found["url"] == f"https://trello.com/b/{board.short_link}/board-1"
    assert found["shortUrl"] == f"https://trello.com/b/{board.short_link}"
    assert found["labelNames"]["red"] == "Bug"
    assert len(found["labelNames"]) == 30


async def test_a_board_is_found_by_its_short_link(plain: Asking, board: Board) -> None:
    assert await plain.get(f"/boards/{board.short_link}", fields="name") == {
        "id": board.id,
        "name": "Board 1",
    }


async def test_everything_nests_in_one_request(plain: Asking, board: Board) -> None:
    found = await plain.get(
        f"/boards/{board.id}",
        fields="name",
        lists="open",
        list_fields="name",
        cards="visible",
        card_fields="idList,idMembers",
        card_checklists="all",
        card_attachments="true",
        card_customFieldItems="true",
        members="all",
        member_fields="username",
        memberships="all",
        memberships_member="true",
        memberships_member_fields="fullName",
        labels="all",
        label_fields="name",
        checklists="all",
        customFields="true",
        organization="true",
        organization_fields="name",
        actions="all",
        actions_limit="2",
        action_fields="type",
        action_memberCreator_fields="username",
    )

    assert [each["name"] for each in found["lists"]] == ["List 1", "List 2", "List 3"]
    assert len(found["cards"]) == 15
    assert set(found["cards"][0]) == {
        "id", "idList", "idMembers", "checklists", "attachments", "customFieldItems",
    }  # fmt: skip
    assert [each["username"] for each in found["members"]] == ["ada", "grace"]
    assert [each["member"]["fullName"] for each in found["memberships"]] == ["Ada Lovelace", "Grace Hopper"]
    assert [each["name"] for each in found["labels"]] == ["Bug", "Idea"]
    assert found["checklists"] == found["customFields"] == []
    assert found["organization"] == {"id": board.organization_id, "name": "plain"}
    assert [each["type"] for each in found["actions"]] == ["commentCard", "createCard"]
    assert set(found["actions"][0]["memberCreator"]) == {"id", "username"}


async def test_nothing_nests_unless_asked_for(plain: Asking, board: Board) -> None:
    found = await plain.get(
        f"/boards/{board.id}", fields="", lists="none", cards="none", members="none", actions="none"
    )

    assert found == {"id": board.id, "lists": [], "cards": [], "members": []}


async def test_the_members_of_nested_cards_cannot_be_asked_for(plain: Asking, board: Board) -> None:
    found = await plain.get(f"/boards/{board.id}", cards="all", card_fields="name", card_members="true")

    assert set(found["cards"][0]) == {"id", "name"}


async def test_nested_cards_end_at_a_thousand_without_a_word(trello: Asking) -> None:
    big = next(each for each in trello.world.boards if each.name == "Tidewater backlog")

    found = await trello.get(f"/boards/{big.id}", fields="id", cards="open", card_fields="id")

    open_cards = [card.id for card in trello.world.cards_of_board(big.id) if not card.closed]
    assert len(open_cards) == 1200
    assert [card["id"] for card in found["cards"]] == open_cards[:1000]


@pytest.mark.parametrize("name", ["lists", "cards", "members", "memberships", "labels"])
async def test_a_filter_nobody_knows_is_refused(plain: Asking, board: Board, name: str) -> None:
    assert await plain.refusal(f"/boards/{board.id}", **{name: "bogus"}) == (400, f"invalid value for {name}")


@pytest.mark.parametrize(("name", "value"), [("actions_limit", "1001"), ("labels_limit", "-1")])
async def test_a_limit_out_of_range_is_refused(plain: Asking, board: Board, name: str, value: str) -> None:
    params = {"actions": "all", "labels": "all", name: value}

    assert await plain.refusal(f"/boards/{board.id}", **params) == (400, "invalid value for limit")


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("", ["List 1", "List 3"]),
        ("/open", ["List 1", "List 3"]),
        ("/closed", ["List 2"]),
        ("/all", ["List 1", "List 2", "List 3"]),
    ],
)
async def test_lists_come_from_left_to_right_by_filter(
    plain: Asking, board: Board, path: str, names: list[str]
) -> None:
    plain.world.lists_of(board.id)[1].closed = True

    found = await plain.get(f"/boards/{board.id}/lists{path}")

    assert [each["name"] for each in found] == names
    assert list(found[0]) == ["id", "name", "closed", "pos", "softLimit", "idBoard", "subscribed"]


async def test_lists_bring_their_cards(plain: Asking, board: Board) -> None:
    found = await plain.get(f"/boards/{board.id}/lists", fields="name", cards="open", card_fields="name")

    assert [len(each["cards"]) for each in found] == [5, 5, 5]
    assert set(found[0]["cards"][0]) == {"id", "name"}


@pytest.mark.parametrize(
    ("path", "count"), [("", 8), ("/visible", 8), ("/open", 12), ("/closed", 3), ("/all", 15), ("/none", 0)]
)
async def test_cards_come_by_filter(plain: Asking, board: Board, path: str, count: int) -> None:
    first, second, _ = plain.world.lists_of(board.id)
    second.closed = True
    for card in plain.world.cards_of_list(second.id)[:1] + plain.world.cards_of_list(first.id)[:2]:
        card.closed = True

    assert len(await plain.get(f"/boards/{board.id}/cards{path}", fields="id")) == count


async def test_cards_come_in_the_order_of_the_board(plain: Asking, board: Board) -> None:
    first = plain.world.lists_of(board.id)[0]
    first.pos = 10**9

    found = await plain.get(f"/boards/{board.id}/cards", fields="idList,pos")

    assert [card["idList"] for card in found[-5:]] == [first.id] * 5
    assert [card["pos"] for card in found[-5:]] == sorted(card["pos"] for card in found[-5:])


async def test_one_card_of_a_board_is_read_where_a_filter_stands(
    plain: Asking, board: Board, card: Card
) -> None:
    assert (await plain.get(f"/boards/{board.id}/cards/{card.id}"))["name"] == "Card 1"


async def test_a_card_of_another_board_is_not_found_there(plain: Asking, card: Card) -> None:
    other = list(plain.world.boards)[1]

    assert (await plain.refusal(f"/boards/{other.id}/cards/{card.id}"))[0] == 404


@pytest.mark.parametrize(
    ("path", "names"), [("", ["ada", "grace"]), ("/admins", ["ada"]), ("/normal", ["grace"]), ("/none", [])]
)
async def test_members_come_by_filter_and_brief(
    plain: Asking, board: Board, path: str, names: list[str]
) -> None:
    found = await plain.get(f"/boards/{board.id}/members{path}")

    assert [each["username"] for each in found] == names
    assert all(set(each) == {"id", "fullName", "username"} for each in found)


@pytest.mark.parametrize(("path", "count"), [("", 2), ("/me", 1), ("/admin", 1), ("/deactivated", 0)])
async def test_memberships_come_by_filter(plain: Asking, board: Board, path: str, count: int) -> None:
    assert len(await plain.get(f"/boards/{board.id}/memberships{path}")) == count


async def test_labels_are_fifty_unless_more_are_asked_for(plain: Asking, board: Board) -> None:
    for number in range(60):
        plain.world.labels.add(Label(f"{number:024x}", board.id, f"Label {number}", None))

    assert len(await plain.get(f"/boards/{board.id}/labels")) == 50
    assert len(await plain.get(f"/boards/{board.id}/labels", limit="1000")) == 62
    assert await plain.refusal(f"/boards/{board.id}/labels", limit="1001") == (400, "invalid value for limit")


@pytest.mark.parametrize(
    ("field", "value"), [("name", {"_value": "Board 1"}), ("closed", {"_value": False}), ("powerUps", [])]
)
async def test_one_field_is_read_alone(plain: Asking, board: Board, field: str, value: object) -> None:
    assert await plain.get(f"/boards/{board.id}/{field}") == value


async def test_an_object_is_sent_as_it_is_when_read_alone(plain: Asking, board: Board) -> None:
    assert (await plain.get(f"/boards/{board.id}/labelnames"))["green"] == "Idea"


async def test_the_organization_of_a_board_is_found(plain: Asking, board: Board) -> None:
    assert (await plain.get(f"/boards/{board.id}/organization"))["name"] == "plain"


async def test_a_board_without_organization_has_none(plain: Asking, board: Board) -> None:
    board.organization_id = None

    assert (await plain.refusal(f"/boards/{board.id}/organization"))[0] == 404
    assert (await plain.get(f"/boards/{board.id}", organization="true"))["organization"] is None


@pytest.mark.parametrize(
    ("name", "sees_hiring", "sees_reading_group"), [("ada", 401, 200), ("margaret", 200, 200)]
)
async def test_private_boards_are_for_their_members_and_others_for_the_organization(
    trello: Asking, name: str, sees_hiring: int, sees_reading_group: int
) -> None:
    ids = {each.name: each.id for each in trello.world.boards}

    assert (await trello.response(f"/boards/{ids['Hiring']}", as_=name)).status == sees_hiring
    assert (await trello.response(f"/boards/{ids['Reading group']}", as_=name)).status == sees_reading_group


@pytest.mark.parametrize("below", ["", "/lists", "/cards", "/actions", "/name", "/labels", "/checklists"])
async def test_nothing_of_a_private_board_is_shown_to_others(trello: Asking, below: str) -> None:
    private = next(each for each in trello.world.boards if each.name == "Hiring")

    assert await trello.refusal(f"/boards/{private.id}{below}") == (401, "unauthorized permission requested")


async def test_checklists_of_all_cards_are_listed_with_their_cards(trello: Asking) -> None:
    roadmap = next(each for each in trello.world.boards if each.name == "Roadmap")

    found = await trello.get(f"/boards/{roadmap.id}/checklists", cards="open", card_fields="name")

    assert len(found) == len(trello.world.checklists.by("board_id", roadmap.id)) > 0
    assert all(each["cards"][0]["id"] == each["idCard"] for each in found)


async def test_stars_of_the_viewer_are_shown(trello: Asking, demo_ada: Member) -> None:
    starred = next(each for each in trello.world.boards if each.name == "Roadmap")

    found = await trello.get(f"/boards/{starred.id}", fields="starred", boardStars="mine", myPrefs="true")

    assert found["starred"] is True
    assert [star["idBoard"] for star in found["boardStars"]] == [starred.id]
    assert len(trello.world.board_stars.by("member_id", demo_ada.id)) == 3


@pytest.mark.parametrize("below", ["pluginData", "plugins", "boardPlugins", "tags", "membersInvited"])
async def test_what_the_demo_has_none_of_is_an_empty_list(plain: Asking, board: Board, below: str) -> None:
    assert await plain.get(f"/boards/{board.id}/{below}") == []


async def test_what_is_rarely_there_nests_as_an_empty_list(plain: Asking, board: Board) -> None:
    found = await plain.get(
        f"/boards/{board.id}", fields="", pluginData="true", tags="true", membersInvited="all"
    )

    assert found == {"id": board.id, "pluginData": [], "tags": [], "membersInvited": []}


async def test_memberships_of_the_organization_nest_with_it(plain: Asking, board: Board) -> None:
    found = await plain.get(
        f"/boards/{board.id}", organization="true", organization_fields="", organization_memberships="admin"
    )

    assert [each["memberType"] for each in found["organization"]["memberships"]] == ["admin"]


@pytest.mark.parametrize(("path", "count"), [("/active", 1), ("/deactivated", 1)])
async def test_members_who_were_deactivated_are_told_apart(
    plain: Asking, board: Board, path: str, count: int
) -> None:
    board.memberships[1].deactivated = True

    assert len(await plain.get(f"/boards/{board.id}/memberships{path}")) == count
