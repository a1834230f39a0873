import pytest

from app.sandbox.models import Board, Card, Member
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import newest


@pytest.mark.parametrize("path", ["idMembers", "members"])
async def test_a_member_joins_and_leaves(
    plain: Asking, card: Card, ada: Member, grace: Member, path: str
) -> None:
    left = await plain.delete(f"/cards/{card.id}/{path}/{grace.id}")
    joined = await plain.post(f"/cards/{card.id}/{path}", value=grace.id)

    assert [each["id"] for each in left] == [ada.id]
    assert [each["username"] for each in joined] == ["ada", "grace"]
    (removed, _), (added, data) = newest(plain, 2)
    assert (removed, added) == ("removeMemberFromCard", "addMemberToCard")
    assert data["idMember"] == grace.id
    assert data["member"] == {"id": grace.id, "name": "Grace Hopper"}
    action = (await plain.get(f"/cards/{card.id}/actions", filter="addMemberToCard"))[0]
    assert action["member"]["username"] == "grace"


async def test_a_member_is_on_a_card_once(plain: Asking, card: Card, ada: Member) -> None:
    refused = await plain.refused("POST", f"/cards/{card.id}/idMembers", value=ada.id)

    assert refused == (400, "member is already on the card")


@pytest.mark.parametrize("value", ["", "ada", "f" * 24])
async def test_somebody_unknown_does_not_join(plain: Asking, card: Card, value: str) -> None:
    refused = await plain.refused("POST", f"/cards/{card.id}/idMembers", value=value)

    assert refused == (400, "invalid value for value")


async def test_only_members_of_the_board_join(plain: Asking, board: Board, card: Card, grace: Member) -> None:
    card.member_ids.remove(grace.id)
    del board.memberships[1]

    refused = await plain.refused("POST", f"/cards/{card.id}/idMembers", value=grace.id)

    assert refused == (400, "invalid value for value")


async def test_who_is_not_on_a_card_cannot_leave_it(plain: Asking, card: Card, grace: Member) -> None:
    card.member_ids.remove(grace.id)

    refused = await plain.refused("DELETE", f"/cards/{card.id}/idMembers/grace")

    assert refused == (400, "member is not on the card")


async def test_a_vote_is_given_once_and_taken_back_once(plain: Asking, card: Card, ada: Member) -> None:
    path = f"/cards/{card.id}/membersVoted"

    assert await plain.post(path, value=ada.id) == {"_value": None}
    assert (await plain.get(f"/cards/{card.id}"))["badges"]["votes"] == 1
    assert newest(plain)[0][1]["voted"] is True
    assert await plain.refused("POST", path, value=ada.id) == (400, "member has already voted on the card")
    assert await plain.delete(f"{path}/{ada.id}") == {"_value": None}
    assert newest(plain)[0][1]["voted"] is False
    assert await plain.refused("DELETE", f"{path}/me") == (400, "member has not voted on the card")


async def test_nobody_votes_for_another(plain: Asking, card: Card, grace: Member) -> None:
    refused = await plain.refused("POST", f"/cards/{card.id}/membersVoted", value=grace.id)

    assert refused == (401, "unauthorized member permission requested")
