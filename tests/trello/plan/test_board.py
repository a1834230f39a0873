from typing import Any

import pytest

from app.trello.errors import Unavailable
from app.trello.needs import Edge, Needs
from app.trello.objects import Node
from app.trello.plan import Plan, plan

LISTS = Edge.of("lists", filter="open")
CARDS = Edge.of("cards", filter="open")


def urls(made: Plan) -> list[str]:
    return [step.request.url.replace("%2C", ",") for step in made.steps]


def read(made: Plan, answer: Any) -> Node:
    (step,) = made.steps
    assert list(step.place(answer)) == []
    return made.node


def needs_of_cards(cards: Needs) -> Needs:
    return Needs(edges={LISTS: Needs(edges={CARDS: cards})})


def test_everything_that_trello_nests_in_a_board_is_one_request() -> None:
    needs = needs_of_cards(Needs({"name"}))
    needs.fields.add("name")
    needs.edge(LISTS).fields.add("name")
    needs.edge(Edge("members")).fields.add("fullName")
    needs.edge(Edge("labels")).fields.add("name")
    needs.edge(Edge.of("actions", filter="all", limit=20)).fields.add("date")

    assert urls(plan("board", "b0000001", needs)) == [
        (
            "/boards/b0000001?action_fields=date&action_member=false&action_memberCreator=false&actions=all"
            "&actions_limit=20&card_fields=idList,name&cards=visible&fields=name&label_fields=name&labels=all"
            "&labels_limit=1000&list_fields=name&lists=open&member_fields=fullName&members=all"
        )
    ]


def test_cards_are_dealt_to_their_lists_and_know_their_members() -> None:
    needs = needs_of_cards(Needs({"name"}, {Edge("members"): Needs({"fullName"})}))
    ada = {"id": "m1", "fullName": "Ada"}
    answer = {
        "id": "b1",
        "lists": [{"id": "l1"}, {"id": "l2"}],
        "members": [ada],
        "cards": [
            {"id": "c1", "name": "one", "idList": "l2", "idMembers": ["m1"]},
            {"id": "c2", "name": "two", "idList": "l2", "idMembers": []},
        ],
    }

    board = read(plan("board", "b1000000", needs), answer)

    first, second = board[LISTS.key]
    assert first[CARDS.key] == []
    assert [card["name"] for card in second[CARDS.key]] == ["one", "two"]
    assert [card["members"] for card in second[CARDS.key]] == [[ada], []]


def test_members_of_a_card_stay_open_when_one_of_them_has_left_the_board() -> None:
    needs = needs_of_cards(Needs({"name"}, {Edge("members"): Needs({"fullName"})}))
    card = {"id": "c1", "name": "one", "idList": "l1", "idMembers": ["m1", "gone"]}
    answer = {"id": "b1", "lists": [{"id": "l1"}], "members": [{"id": "m1"}], "cards": [card]}

    board = read(plan("board", "b1000000", needs), answer)

    assert "members" not in board[LISTS.key][0][CARDS.key][0]


def test_edges_that_lead_back_up_cost_nothing_but_their_fields() -> None:
    needs = needs_of_cards(Needs({"name"}, {Edge("board"): Needs({"desc"}), Edge("list"): Needs({"pos"})}))
    made = plan("board", "b1000000", needs)
    answer = {
        "id": "b1",
        "desc": "about",
        "lists": [{"id": "l1", "pos": 1.0}],
        "cards": [{"id": "c1", "name": "one", "idList": "l1"}],
    }

    assert urls(made) == [
        "/boards/b1000000?card_fields=idList,name&cards=visible&fields=desc&list_fields=pos&lists=open"
    ]
    board = read(made, answer)
    (card,) = board[LISTS.key][0][CARDS.key]
    assert card["board"] is board
    assert card["list"] is board[LISTS.key][0]


def test_needs_given_to_the_planner_stay_as_they_are() -> None:
    needs = needs_of_cards(Needs({"name"}, {Edge("board"): Needs({"desc"})}))
    before = needs.copy()

    plan("board", "b1000000", needs)

    assert needs == before


def test_edges_with_different_filters_share_one_request_and_take_what_is_theirs() -> None:
    archived, every = Edge.of("cards", filter="closed"), Edge.of("lists", filter="all")
    needs = Needs(
        edges={
            LISTS: Needs({"name"}, {CARDS: Needs({"name"})}),
            every: Needs({"name"}, {archived: Needs({"name"})}),
        }
    )
    made = plan("board", "b1000000", needs)
    answer = {
        "id": "b1",
        "lists": [
            {"id": "l1", "name": "in use", "closed": False},
            {"id": "l2", "name": "old", "closed": True},
        ],
        "cards": [
            {"id": "c1", "name": "one", "idList": "l1", "closed": False},
            {"id": "c2", "name": "two", "idList": "l1", "closed": True},
            {"id": "c3", "name": "three", "idList": "l2", "closed": False},
        ],
    }

    assert urls(made) == [
        "/boards/b1000000?card_fields=closed,idList,name&cards=all&fields=id&list_fields=closed,name&lists=all"
    ]
    board = read(made, answer)
    assert [each["name"] for each in board[LISTS.key]] == ["in use"]
    assert [each["name"] for each in board[every.key]] == ["in use", "old"]
    in_use, old = board[every.key]
    assert [card["name"] for card in in_use[CARDS.key]] == ["one"]
    assert [card["name"] for card in in_use[archived.key]] == ["two"]
    assert [card["name"] for card in old[CARDS.key]] == ["three"]


def test_open_cards_of_archived_lists_are_asked_for_when_archived_lists_are() -> None:
    needs = Needs(edges={Edge.of("lists", filter="all"): Needs(edges={CARDS: Needs({"name"})})})

    (url,) = urls(plan("board", "b1000000", needs))

    assert "&cards=open&" in url


def test_a_listing_that_was_cut_is_read_anew_page_by_page() -> None:
    made = plan("board", "b1000000", needs_of_cards(Needs({"name"})))
    cards = [
        {"id": f"{number:024x}", "name": str(number), "idList": "l1", "pos": number} for number in range(1400)
    ]

    (page,) = made.steps[0].place({"id": "b1", "lists": [{"id": "l1"}], "cards": cards[:1000]})
    assert page.request.url.replace("%2C", ",") == (
        "/boards/b1000000/cards?fields=idList,name,pos&filter=visible&limit=1000"
    )
    (rest,) = page.place([dict(card) for card in reversed(cards[400:])])
    assert rest.request.url.replace("%2C", ",") == (
        f"/boards/b1000000/cards?before={400:024x}&fields=idList,name,pos&filter=visible&limit=1000"
    )
    assert list(rest.place([dict(card) for card in reversed(cards[:400])])) == []
    (only,) = made.node[LISTS.key]
    assert [card["name"] for card in only[CARDS.key]] == [str(number) for number in range(1400)]


def test_a_page_of_cards_and_a_second_page_of_actions_go_beside_the_board() -> None:
    page = Edge.of("cards", filter="visible", limit=2, before="c" * 24)
    needs = Needs(
        {"name"},
        {
            page: Needs({"name"}, {Edge("members"): Needs({"username"})}),
            Edge.of("actions", filter="all", limit=1): Needs({"type"}),
            Edge.of("actions", filter="createCard", limit=2): Needs({"date"}),
        },
    )

    assert urls(plan("board", "b1000000", needs)) == [
        (
            "/boards/b1000000?action_fields=type&action_member=false&action_memberCreator=false&actions=all"
            "&actions_limit=1&fields=name"
        ),
        (
            "/boards/b1000000/cards?before=cccccccccccccccccccccccc&fields=name&filter=visible&limit=2"
            "&member_fields=username&members=true"
        ),
        "/boards/b1000000/actions?fields=date&filter=createCard&limit=2&member=false&memberCreator=false",
    ]


def test_values_of_custom_fields_find_their_definitions() -> None:
    items = Needs({"id"}, {Edge("customField"): Needs({"name"})})
    made = plan("board", "b1000000", needs_of_cards(Needs(edges={Edge("customFieldItems"): items})))
    answer = {
        "id": "b1",
        "customFields": [{"id": "f1", "name": "Cost"}],
        "lists": [{"id": "l1"}],
        "cards": [{"id": "c1", "idList": "l1", "customFieldItems": [{"id": "i1", "idCustomField": "f1"}]}],
    }

    assert "customFields=true" in urls(made)[0]
    (card,) = read(made, answer)[LISTS.key][0][CARDS.key]
    assert card["customFieldItems"][0]["customField"] == {"id": "f1", "name": "Cost"}


def test_a_later_page_of_actions_is_a_listing_of_its_own() -> None:
    page = Edge.of("actions", filter="all", limit=2, before="c" * 24)

    assert urls(plan("board", "b1000000", Needs({"name"}, {page: Needs({"type"})}))) == [
        "/boards/b1000000?fields=name",
        (
            "/boards/b1000000/actions?before=cccccccccccccccccccccccc&fields=type&filter=all&limit=2"
            "&member=false&memberCreator=false"
        ),
    ]


def test_a_page_of_cards_that_fails_fails_the_cards_and_not_the_lists() -> None:
    made = plan("board", "b1000000", needs_of_cards(Needs({"name"})))
    cards = [{"id": f"{number:024x}", "name": "", "idList": "l1"} for number in range(1000)]
    (page,) = made.steps[0].place({"id": "b1", "lists": [{"id": "l1", "name": "L"}], "cards": cards})
    error = Unavailable()

    assert page.fail
    page.fail(error)

    assert made.node[LISTS.key] == [{"id": "l1", "name": "L", CARDS.key: error}]


@pytest.mark.parametrize("lacking", [{}, {"idMembers": None}])
def test_parts_that_trello_left_out_are_taken_for_empty(lacking: dict[str, None]) -> None:
    needs = needs_of_cards(Needs({"name"}, {Edge("members"): Needs({"fullName"})}))
    card = {"id": "c1", "name": "one", "idList": "l1"} | lacking
    answer = {"id": "b1", "lists": [{"id": "l1"}], "members": None, "cards": [card]}

    board = read(plan("board", "b1000000", needs), answer)

    assert board[LISTS.key][0][CARDS.key][0]["members"] == []
    assert read(plan("board", "b1000000", needs), {"id": "b1", "lists": None})[LISTS.key] == []
