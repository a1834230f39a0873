import pytest

from app.gateway.errors import BadUserInput
from app.gateway.selection import SelectedField
from app.resolvers.connections import connection, nodes_of, page_of
from app.trello.needs import Edge

PAGE = page_of("Card", "cards", lambda _arguments: "open")
NODES = [{"id": f"{number:024x}"} for number in (3, 2, 1)]


def field(name: str, *selection: SelectedField) -> SelectedField:
    return SelectedField(name, "Any", {}, selection)


def test_one_more_is_asked_for_to_know_whether_there_is_more() -> None:
    assert PAGE.edge({"first": 5}) == Edge.of("cards", filter="open", limit=6)


def test_a_page_goes_on_before_the_cursor_because_the_newest_come_first() -> None:
    edge = PAGE.edge({"first": 5, "after": "C" * 24})

    assert edge == Edge.of("cards", filter="open", limit=6, before="c" * 24)


@pytest.mark.parametrize("first", [-1, 0, 501])
def test_a_page_of_impossible_size_is_refused(first: int) -> None:
    with pytest.raises(BadUserInput) as refused:
        PAGE.edge({"first": first})

    assert refused.value.extensions == {"code": "BAD_USER_INPUT", "argumentPath": ["first"]}


def test_a_connection_drops_the_one_that_only_shows_that_there_is_more() -> None:
    assert connection(NODES, {"first": 2}) == {
        "nodes": NODES[:2],
        "edges": [{"cursor": node["id"], "node": node} for node in NODES[:2]],
        "pageInfo": {
            "hasNextPage": True,
            "hasPreviousPage": False,
            "startCursor": NODES[0]["id"],
            "endCursor": NODES[1]["id"],
        },
    }


def test_an_empty_last_page_has_no_cursors() -> None:
    assert connection([], {"first": 2, "after": "c" * 24})["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }


def test_nodes_are_selected_directly_and_by_way_of_edges() -> None:
    selection = [
        field("nodes", field("id")),
        field("edges", field("cursor"), field("node", field("name"))),
        field("pageInfo", field("endCursor")),
    ]

    assert [each.name for each in nodes_of(selection)] == ["id", "name"]
