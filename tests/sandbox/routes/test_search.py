import pytest

from app.sandbox.models import Board, Card
from tests.sandbox.asking import Asking, oauth


async def names(asks: Asking, query: str, kind: str = "cards", **params: str) -> list[str]:
    found = await asks.get("/search", query=query, modelTypes=kind, **params)
    return [each["name"] for each in found[kind]]


@pytest.fixture
def renamed(plain: Asking, board: Board) -> list[Card]:
    """The cards of the first board, three of them with telling names."""
    cards = plain.world.cards_of_board(board.id)
    cards[0].name, cards[1].name, cards[2].name = "Cache the tide curve", "Cache the map", "Draw the curve"
    cards[2].desc = "Mind the gap."
    return cards


async def test_an_object_with_the_wanted_kinds_is_answered(plain: Asking) -> None:
    found = await plain.get("/search", query="Board", modelTypes="boards,members")

    assert set(found) == {"options", "boards", "members"}
    assert found["options"]["modelTypes"] == ["boards", "members"]
    assert [set(each) for each in found["boards"]] == [{"id", "name", "idOrganization"}] * 2
    everything = await plain.get("/search", query="Board")
    assert set(everything) == {"options", "actions", "boards", "cards", "members", "organizations"}


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cache", ["Cache the map", "Cache the tide curve"]),
        ("curve cache", ["Cache the tide curve"]),
        ('"the curve"', ["Draw the curve"]),
        ("gap", ["Draw the curve"]),
        ("name:gap", []),
        ("description:gap", ["Draw the curve"]),
        ("cach", []),
        ("cache -map", ["Cache the tide curve"]),
        ('curve board:"Board 1"', ["Draw the curve", "Cache the tide curve"]),
        ('curve board:"Board 2"', []),
        ('list:"list 1" cache', ["Cache the map", "Cache the tide curve"]),
        ("#bug map", ["Cache the map"]),
        ("label:red map", ["Cache the map"]),
        ("-#bug map", []),
        ("@grace map", ["Cache the map"]),
        ("@me map", ["Cache the map"]),
        ("@hedy map", []),
        ("is:open map", ["Cache the map"]),
        ("is:archived map", []),
        ("is:starred map", []),
        ("is:blue map", []),
        ("has:members map", ["Cache the map"]),
        ("has:attachments map", []),
        ("has:description", ["Draw the curve"]),
        ("comment:seen map", ["Cache the map"]),
        ("sort:edited", []),
    ],
)
async def test_cards_are_found_by_words_and_operators(plain: Asking, query: str, found: list[str]) -> None:
    assert await names(plain, query) == found


@pytest.mark.usefixtures("renamed")
async def test_a_beginning_is_enough_for_a_partial_search(plain: Asking) -> None:
    assert await names(plain, "cach", partial="true") == ["Cache the map", "Cache the tide curve"]


async def test_ten_are_found_unless_more_are_asked_for(plain: Asking) -> None:
    everything = await names(plain, "card", cards_limit="1000")

    assert len(everything) == 30
    assert await names(plain, "card") == everything[:10]
    assert await names(plain, "card", cards_limit="7", cards_page="2") == everything[14:21]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("query", ""),
        ("modelTypes", "cats"),
        ("cards_limit", "1001"),
        ("cards_limit", "0"),
        ("cards_page", "101"),
    ],
)
async def test_what_cannot_be_searched_for_is_refused(plain: Asking, name: str, value: str) -> None:
    params = {"query": "card", "modelTypes": "cards", name: value}

    assert await plain.refusal("/search", **params) == (400, f"invalid value for {name}")


async def test_a_query_has_16384_characters_at_most(plain: Asking) -> None:
    for length, status in ((16_384, 200), (16_385, 400)):
        body = {"query": "x" * length}
        response = await plain.client.get("/1/search", json=body, headers=oauth("ada"))

        assert response.status == status


@pytest.mark.usefixtures("renamed")
async def test_a_search_stays_within_the_named_boards_and_cards(plain: Asking, card: Card) -> None:
    first, second = plain.world.boards

    assert await names(plain, "cache", idBoards=first.id) == ["Cache the map", "Cache the tide curve"]
    assert await names(plain, "cache", idBoards=second.id) == []
    assert await names(plain, "cache", idBoards="mine", idCards=card.id) == ["Cache the tide curve"]
    assert await names(plain, "cache", idOrganizations="0" * 24) == []


async def test_found_cards_bring_what_belongs_to_them(plain: Asking) -> None:
    found = await plain.get(
        "/search",
        query="card",
        modelTypes="cards",
        cards_limit="1",
        card_fields="name",
        card_board="true",
        card_list="true",
        card_members="true",
        card_attachments="true",
    )

    assert set(found["cards"][0]) == {"id", "name", "board", "list", "members", "attachments"}


async def test_boards_members_and_organizations_are_found_by_name(trello: Asking) -> None:
    assert await names(trello, "roadmap", "boards") == ["Roadmap"]
    assert await names(trello, "is:starred", "boards") == ["Roadmap", "Support desk", "Community garden"]
    found = await trello.get("/search", query="hopper", modelTypes="members,organizations")
    assert [each["username"] for each in found["members"]] == ["grace"]
    found = await trello.get("/search", query="lighthouse", modelTypes="organizations")
    assert [each["name"] for each in found["organizations"]] == ["lighthouse"]


async def test_comments_are_found(plain: Asking) -> None:
    found = await plain.get("/search", query="seen", modelTypes="actions")

    assert len(found["actions"]) == 10
    assert {each["type"] for each in found["actions"]} == {"commentCard"}


async def test_nothing_of_private_boards_is_found(trello: Asking) -> None:
    assert await names(trello, "lisbon") == []
    assert await names(trello, "hiring", "boards") == []
    assert await names(trello, "lisbon", as_="margaret") == ["Backend developer, Lisbon"]


async def test_people_are_found_for_mentioning(trello: Asking) -> None:
    found = await trello.get("/search/members/", query="ma")

    assert [each["username"] for each in found] == ["margaret"]
    assert found[0]["active"] is True
    assert await trello.refusal("/search/members", query="ma", limit="21") == (400, "invalid value for limit")
