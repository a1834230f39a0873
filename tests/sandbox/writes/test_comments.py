from collections.abc import Callable

import pytest

from app.sandbox.models import Action, Board, BoardList, Card
from tests.sandbox import shapes
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import newest


@pytest.fixture
async def comment(plain: Asking, card: Card) -> Action:
    made = await plain.post(f"/cards/{card.id}/actions/comments", text="First")
    return plain.world.actions[made["id"]]


async def test_a_comment_is_an_action(plain: Asking, board: Board, first: BoardList, card: Card) -> None:
    made = await plain.post(f"/cards/{card.id}/actions/comments", text="First")

    assert shapes.differences(made, shapes.ACTION | {"display": "o", "entities": "l"}) == []
    assert made["type"] == "commentCard"
    assert made["data"] == {
        "text": "First",
        "textData": {"emoji": {}},
        "card": {"id": card.id, "name": card.name, "idShort": 1, "shortLink": card.short_link},
        "board": {"id": board.id, "name": board.name, "shortLink": board.short_link},
        "list": {"id": first.id, "name": first.name},
    }
    assert made["limits"]["reactions"]["perAction"]["disableAt"] == 1000
    assert made["memberCreator"]["username"] == "ada"
    body = await plain.get(f"/cards/{card.id}", actions="commentCard")
    assert body["badges"]["comments"] == 2
    assert [each["data"]["text"] for each in body["actions"]] == ["First", "Seen."]
    assert body["dateLastActivity"] == made["date"]


EDITS: list[Callable[[Action], tuple[str, str]]] = [
    lambda each: (f"/actions/{each.id}", "text"),
    lambda each: (f"/actions/{each.id}/text", "value"),
    lambda each: (f"/cards/{each.card_id}/actions/{each.id}/comments", "text"),
]


@pytest.mark.parametrize("address", EDITS)
async def test_its_author_changes_a_comment(
    plain: Asking, comment: Action, address: Callable[[Action], tuple[str, str]]
) -> None:
    path, name = address(comment)

    body = await plain.put(path, **{name: "Second"})

    assert (body["id"], body["data"]["text"]) == (comment.id, "Second")
    kind, data = newest(plain)[0]
    assert kind == "updateComment"
    assert data["action"] == {"id": comment.id, "type": "commentCard", "text": "Second"}
    assert data["old"] == {"text": "First"}


@pytest.mark.parametrize("address", EDITS)
async def test_nobody_else_changes_it(
    plain: Asking, comment: Action, address: Callable[[Action], tuple[str, str]]
) -> None:
    path, name = address(comment)

    assert await plain.refused("PUT", path, as_="grace", **{name: "x"}) == (
        401,
        "unauthorized permission requested",
    )
    assert await plain.refused("PUT", path, **{name: " "}) == (400, f"invalid value for {name}")


@pytest.mark.parametrize("path", ["/actions/{0.id}", "/cards/{0.card_id}/actions/{0.id}/comments"])
async def test_a_comment_is_deleted(plain: Asking, comment: Action, card: Card, path: str) -> None:
    assert await plain.delete(path.format(comment)) == {"_value": None}

    assert (await plain.get(f"/cards/{card.id}"))["badges"]["comments"] == 1
    kind, data = newest(plain)[0]
    assert (kind, data["action"]) == ("deleteComment", {"id": comment.id, "type": "commentCard"})
    assert (await plain.refusal(f"/actions/{comment.id}"))[0] == 404


async def test_an_admin_of_the_board_deletes_the_comments_of_others(plain: Asking, card: Card) -> None:
    by_grace = next(each for each in plain.world.actions.by("card_id", card.id) if each.type == "commentCard")
    by_ada = await plain.post(f"/cards/{card.id}/actions/comments", text="Mine")

    assert await plain.delete(f"/actions/{by_grace.id}") == {"_value": None}
    assert (await plain.refused("DELETE", f"/actions/{by_ada['id']}", as_="grace"))[0] == 401


async def test_what_is_no_comment_is_not_changed(plain: Asking, card: Card) -> None:
    created = plain.world.actions.by("card_id", card.id)[0]

    assert await plain.refused("DELETE", f"/actions/{created.id}") == (400, "invalid value for idAction")
    assert await plain.refused("PUT", f"/actions/{created.id}", text="x") == (
        400,
        "invalid value for idAction",
    )


async def test_a_comment_of_another_card_is_not_found(plain: Asking, comment: Action) -> None:
    another = list(plain.world.cards)[1]

    refused = await plain.refused("DELETE", f"/cards/{another.id}/actions/{comment.id}/comments")

    assert refused == (404, "The requested resource was not found.")


@pytest.mark.parametrize(
    ("allowed", "kind", "status"),
    [
        ("disabled", "normal", 401),
        ("members", "observer", 401),
        ("members", "normal", 200),
        ("observers", "observer", 200),
        ("observers", None, 401),
        ("org", None, 200),
    ],
)
async def test_a_board_says_who_may_comment(
    plain: Asking, card: Card, allowed: str, kind: str | None, status: int
) -> None:
    board = plain.world.boards[card.board_id]
    board.prefs["comments"] = allowed
    if kind is None:
        del board.memberships[1]
    else:
        board.memberships[1].member_type = kind
    path = f"/cards/{card.id}/actions/comments"

    if status == 200:
        await plain.post(path, as_="grace", text="Hello")
    else:
        assert (await plain.refused("POST", path, as_="grace", text="Hello"))[0] == status
