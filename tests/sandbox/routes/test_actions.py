import pytest

from app.sandbox.models import Action, Board, Card, Member
from tests.sandbox.asking import Asking


@pytest.fixture
def comment(plain: Asking, card: Card) -> Action:
    """The comment on the first card."""
    return next(each for each in plain.world.actions.by("card_id", card.id) if each.type == "commentCard")


async def test_an_action_tells_what_was_done_and_how_to_say_it(
    plain: Asking, card: Card, comment: Action
) -> None:
    found = await plain.get(f"/actions/{comment.id}")

    assert set(found) == {
        "id", "idMemberCreator", "data", "type", "date", "appCreator", "limits", "display", "memberCreator",
    }  # fmt: skip
    assert found["data"]["text"] == "Seen."
    assert found["data"]["card"] == {
        "id": card.id,
        "name": "Card 1",
        "idShort": 1,
        "shortLink": card.short_link,
    }
    assert found["display"]["translationKey"] == "action_comment_on_card"
    assert found["display"]["entities"] == {
        "contextOn": {
            "type": "translatable",
            "translationKey": "action_on",
            "idContext": card.id,
            "hideIfContext": True,
        },
        "card": {
            "type": "card",
            "id": card.id,
            "shortLink": card.short_link,
            "text": "Card 1",
            "hideIfContext": True,
        },
        "comment": {"type": "comment", "text": "Seen."},
        "memberCreator": {
            "type": "member",
            "id": comment.creator_id,
            "text": "Grace Hopper",
            "username": "grace",
        },
    }
    assert found["memberCreator"]["fullName"] == "Grace Hopper"
    assert set(found["limits"]["reactions"]) == {"perAction", "uniquePerAction"}


async def test_the_parts_of_an_action_are_chosen(plain: Asking, comment: Action) -> None:
    found = await plain.get(
        f"/actions/{comment.id}", fields="type", memberCreator="false", display="false", entities="true"
    )

    assert set(found) == {"id", "type", "entities"}
    assert found["entities"][0]["type"] == "member"


async def test_what_an_action_concerns_is_read(
    plain: Asking, board: Board, card: Card, comment: Action
) -> None:
    path = f"/actions/{comment.id}"

    assert (await plain.get(f"{path}/board"))["id"] == board.id
    assert "limits" in await plain.get(f"{path}/card")
    assert (await plain.get(f"{path}/card", fields="name")) == {"id": card.id, "name": "Card 1"}
    assert (await plain.get(f"{path}/list"))["name"] == "List 1"
    assert (await plain.get(f"{path}/memberCreator", fields="username"))["username"] == "grace"
    assert (await plain.get(f"{path}/organization"))["name"] == "plain"
    assert await plain.get(f"{path}/type") == {"_value": "commentCard"}
    assert (await plain.refusal(f"{path}/member"))[0] == 404


async def test_the_member_it_was_done_to_is_sent(plain: Asking, board: Board) -> None:
    (added,) = await plain.get(f"/boards/{board.id}/actions", filter="addMemberToBoard")

    assert added["member"]["username"] == "grace"
    assert (await plain.get(f"/actions/{added['id']}/member", fields="username"))["username"] == "grace"


async def test_actions_of_a_board_come_newest_first_fifty_at_a_time(trello: Asking) -> None:
    big = next(each for each in trello.world.boards if each.name == "Tidewater backlog")

    found = await trello.get(f"/boards/{big.id}/actions", fields="date")

    assert len(found) == 50
    assert [each["date"] for each in found] == sorted((each["date"] for each in found), reverse=True)


async def test_every_action_of_a_board_is_found_once_by_reading_on(trello: Asking) -> None:
    big = next(each for each in trello.world.boards if each.name == "Tidewater backlog")
    path, seen = f"/boards/{big.id}/actions", list[str]()

    page = await trello.get(path, fields="id", limit="1000", memberCreator="false", member="false")
    while page:
        seen += [each["id"] for each in page]
        page = await trello.get(
            path, fields="id", limit="1000", memberCreator="false", member="false", before=seen[-1]
        )

    assert seen == sorted((each.id for each in trello.world.actions.by("board_id", big.id)), reverse=True)
    assert len(seen) > 5000


@pytest.mark.parametrize(
    ("filter_", "types"),
    [
        ("createList,createBoard", {"createList", "createBoard"}),
        ("commentCard", {"commentCard"}),
        ("updateCard:idList", set[str]()),
        ("nobodyKnows", set[str]()),
        ("all", {"createBoard", "addMemberToBoard", "createList", "createCard", "commentCard"}),
    ],
)
async def test_actions_come_by_type(plain: Asking, board: Board, filter_: str, types: set[str]) -> None:
    found = await plain.get(f"/boards/{board.id}/actions", filter=filter_, limit="1000")

    assert {each["type"] for each in found} == types


async def test_changes_of_one_field_can_be_asked_for(trello: Asking) -> None:
    big = next(each for each in trello.world.boards if each.name == "Tidewater backlog")

    found = await trello.get(f"/boards/{big.id}/actions", filter="updateCard:closed", limit="1000")

    assert len(found) == 150
    assert all(each["data"]["old"] == {"closed": False} for each in found)


async def test_actions_can_be_counted_or_sent_bare(plain: Asking, board: Board) -> None:
    path = f"/boards/{board.id}/actions"

    assert await plain.get(path, format="count", limit="7") == {"_value": 7}
    assert "memberCreator" not in (await plain.get(path, format="minimal"))[0]


async def test_actions_of_some_cards_can_be_asked_for(plain: Asking, board: Board, card: Card) -> None:
    found = await plain.get(f"/boards/{board.id}/actions", idModels=card.id)

    assert [each["type"] for each in found] == ["commentCard", "createCard"]


@pytest.mark.parametrize("params", [{"limit": "1001"}, {"limit": "-1"}])
async def test_a_limit_out_of_range_is_refused(plain: Asking, board: Board, params: dict[str, str]) -> None:
    assert await plain.refusal(f"/boards/{board.id}/actions", **params) == (400, "invalid value for limit")


async def test_an_action_on_a_private_board_is_not_shown(trello: Asking, demo_ada: Member) -> None:
    hiring = next(each for each in trello.world.boards if each.name == "Hiring")
    action = trello.world.actions.by("board_id", hiring.id)[0]

    assert all(each.member_id != demo_ada.id for each in hiring.memberships)
    assert await trello.refusal(f"/actions/{action.id}") == (401, "unauthorized permission requested")
