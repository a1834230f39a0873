import asyncio
from datetime import timedelta
from typing import Any

import pytest

from app.sandbox.models import Board, Card, Member
from app.sandbox.seed import plain_world
from app.sandbox.webhooks.signature import signature
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_API_SECRET, SANDBOX_TOKEN
from tests.sandbox.asking import Asking, asking, oauth
from tests.sandbox.receiver import Receiver, hook

LONG_AGO = "2020-01-01T00:00:00.000Z"


async def set_switches(plain: Asking, **switches: Any) -> None:
    assert (await plain.client.put("/_control/switches", json=switches)).status == 200


@pytest.fixture
async def eager(plain: Asking) -> Asking:
    """The offline Trello, which tries again at once."""
    await set_switches(plain, webhook_retry_scale=0)
    return plain


async def arrived(plain: Asking) -> None:
    """Return when nothing is on its way any more."""
    async with asyncio.timeout(10):
        await asyncio.gather(*plain.sandbox.deliveries._tasks.values())


async def test_a_write_is_told_with_the_model_as_it_is_now(
    plain: Asking, receiver: Receiver, board: Board
) -> None:
    webhook = await hook(plain, receiver, board.id)
    await plain.put(f"/boards/{board.id}", name="Renamed")

    (told,) = await receiver.wait(1)

    (action,) = await plain.get(f"/boards/{board.id}/actions", limit="1", display="true")
    assert told.json == {
        "action": action,
        "model": await plain.get(f"/boards/{board.id}"),
        "webhook": webhook,
    }
    assert told.json["action"]["data"]["old"] == {"name": "Board 1"}
    assert told.headers["Content-Type"] == "application/json"
    assert "X-Trello-Client-Identifier" not in told.headers


@pytest.mark.parametrize("encoding", ["utf-8", "binary"])
async def test_each_delivery_is_signed(
    plain: Asking, receiver: Receiver, board: Board, encoding: Any
) -> None:
    await set_switches(plain, webhook_signature=encoding)
    await hook(plain, receiver, board.id)
    await plain.put(f"/boards/{board.id}", name="Ré-nommé 😀")

    (told,) = await receiver.wait(1)

    expected = signature(SANDBOX_API_SECRET, told.body, receiver.url, encoding)
    assert told.headers["X-Trello-Webhook"] == expected


async def test_a_webhook_is_told_what_the_history_of_its_model_has(
    plain: Asking, receiver: Receiver, card: Card
) -> None:
    organization, board = next(iter(plain.world.organizations)), plain.world.boards[card.board_id]
    first, second, _ = plain.world.lists_of(board.id)
    grace = next(each for each in plain.world.members if each.username == "grace")
    models = {each.id: 0 for each in (board, card, first, second, grace, organization)}
    for model_id in models:
        await hook(plain, receiver, model_id)

    await plain.post(f"/cards/{card.id}/actions/comments", text="Hello")
    await plain.put(f"/cards/{card.id}", as_="grace", idList=second.id)
    await arrived(plain)

    for each in receiver.received:
        models[each.json["webhook"]["idModel"]] += 1
        assert each.json["model"]["id"] == each.json["webhook"]["idModel"]
    assert models == {board.id: 2, card.id: 2, first.id: 2, second.id: 1, grace.id: 1, organization.id: 2}


async def test_nothing_is_told_of_other_boards_or_of_reading(
    plain: Asking, receiver: Receiver, board: Board, other: Board
) -> None:
    await hook(plain, receiver, board.id)
    await plain.put(f"/boards/{other.id}", name="Renamed")
    await plain.get(f"/boards/{board.id}")
    await plain.refused("PUT", f"/boards/{board.id}", name="")
    await plain.put(f"/boards/{board.id}", name=board.name)

    assert plain.sandbox.deliveries.waiting == 0
    assert receiver.received == []


async def test_one_that_is_not_active_is_told_nothing(
    plain: Asking, receiver: Receiver, board: Board
) -> None:
    webhook = await hook(plain, receiver, board.id, active="false")
    await plain.put(f"/boards/{board.id}", name="Unheard")
    await plain.put(f"/webhooks/{webhook['id']}", active="true")
    await plain.put(f"/boards/{board.id}", name="Heard")
    await arrived(plain)

    assert [each.json["model"]["name"] for each in receiver.received] == ["Heard"]


async def test_what_the_tokens_member_may_not_see_is_not_told(
    plain: Asking, receiver: Receiver, board: Board, ada: Member
) -> None:
    await plain.post("/webhooks", as_="grace", callbackURL=receiver.url, idModel=board.id)
    await plain.post("/webhooks", as_="grace", callbackURL=receiver.url, idModel=ada.id)
    await plain.put(f"/boards/{board.id}", **{"prefs/permissionLevel": "private"})
    await receiver.wait(2)
    await plain.delete(f"/boards/{board.id}/members/grace")
    await plain.put(f"/boards/{board.id}", name="Secret")
    await arrived(plain)

    assert receiver.kinds == ["updateBoard", "updateBoard"]


async def test_a_program_knows_its_own_writes_by_the_name_it_gave(
    plain: Asking, receiver: Receiver, board: Board
) -> None:
    plain.world.keys["f" * 32] = "Another application"
    headers = {"X-Trello-Client-Identifier": "me-\xe9", "Authorization": oauth("ada")["Authorization"]}
    await hook(plain, receiver, board.id)
    other = {"Authorization": headers["Authorization"].replace(SANDBOX_API_KEY, "f" * 32)}

    for own in (headers, headers | other):
        response = await plain.client.put(f"/1/boards/{board.id}", params={"name": str(own)}, headers=own)
        assert response.status == 200
    first, second = await receiver.wait(2)

    assert first.headers["X-Trello-Client-Identifier"] == "me-é"
    assert "X-Trello-Client-Identifier" not in second.headers


@pytest.mark.parametrize("answer", [500, 404, 302, None])
async def test_what_failed_is_told_again_and_in_order(
    eager: Asking, receiver: Receiver, board: Board, answer: int | None
) -> None:
    receiver.answers = [answer, answer, answer, 200]
    webhook = await hook(eager, receiver, board.id)

    for name in ("First", "Second"):
        await eager.put(f"/boards/{board.id}", name=name)
    told = await receiver.wait(5)
    await arrived(eager)

    assert [each.json["model"]["name"] for each in told] == ["First"] * 4 + ["Second"]
    assert [each.json["webhook"]["consecutiveFailures"] for each in told] == [0, 1, 2, 3, 0]
    assert told[1].json["webhook"]["firstConsecutiveFailDate"] is not None
    assert await eager.get(f"/webhooks/{webhook['id']}") == webhook


async def test_what_failed_four_times_is_lost(eager: Asking, receiver: Receiver, board: Board) -> None:
    receiver.answers = [500] * 4
    webhook = await hook(eager, receiver, board.id)

    await eager.put(f"/boards/{board.id}", name="Lost")
    await arrived(eager)

    assert (await eager.get(f"/webhooks/{webhook['id']}"))["consecutiveFailures"] == 4
    assert len(receiver.received) == 4

    await eager.put(f"/boards/{board.id}", name="Heard")
    await arrived(eager)
    assert await eager.get(f"/webhooks/{webhook['id']}") == webhook


async def test_one_webhook_that_fails_does_not_hold_up_another(
    plain: Asking, receiver: Receiver, board: Board, card: Card
) -> None:
    await hook(plain, receiver, board.id)
    receiver.answers = [500]
    await plain.put(f"/cards/{card.id}", name="First")
    await receiver.wait(1)
    await hook(plain, receiver, card.id)

    await plain.put(f"/cards/{card.id}", name="Second")
    (_, second) = await receiver.wait(2)

    assert second.json["webhook"]["idModel"] == card.id


async def test_a_thousand_failures_in_thirty_days_end_it(
    eager: Asking, receiver: Receiver, board: Board
) -> None:
    webhook = await hook(eager, receiver, board.id)
    stored = eager.world.webhooks[webhook["id"]]
    receiver.answers = [500] * 12
    stored.failures = 990

    await eager.put(f"/boards/{board.id}", name="1000 failures are near")
    await arrived(eager)
    assert (stored.failures, stored.active) == (994, True)

    await eager.put(f"/boards/{board.id}", name="999 are not enough")
    eager.sandbox.clock.travel(timedelta(days=30))
    await arrived(eager)
    assert (stored.failures, stored.active) == (998, True)

    await eager.put(f"/boards/{board.id}", name="The second of four is the last")
    await arrived(eager)
    assert (stored.failures, stored.active) == (1000, False)
    assert len(receiver.received) == 10

    again = await eager.put(f"/webhooks/{webhook['id']}", active="true")
    assert again == webhook


async def test_a_thousand_failures_in_less_do_not(eager: Asking, receiver: Receiver, board: Board) -> None:
    webhook = await hook(eager, receiver, board.id)
    eager.world.webhooks[webhook["id"]].failures = 999
    receiver.answers = [500]

    await eager.put(f"/boards/{board.id}", name="New")
    await arrived(eager)

    assert (await eager.get(f"/webhooks/{webhook['id']}"))["active"] is True


async def test_who_is_gone_is_not_told_again(eager: Asking, receiver: Receiver, board: Board) -> None:
    await hook(eager, receiver, board.id)
    receiver.answers = [410]

    for name in ("First", "Second"):
        await eager.put(f"/boards/{board.id}", name=name)
    await arrived(eager)

    assert len(receiver.received) == 1
    assert len(eager.world.webhooks) == 0


@pytest.mark.parametrize("how", ["revoked", "expired"])
async def test_a_webhook_ends_with_its_token(
    eager: Asking, receiver: Receiver, board: Board, how: str
) -> None:
    token = eager.world.tokens.one("value", SANDBOX_TOKEN)
    assert token is not None
    await hook(eager, receiver, board.id)
    if how == "revoked":
        eager.world.tokens.remove(token.id)
    else:
        token.date_expires = LONG_AGO

    await eager.put(f"/boards/{board.id}", as_="grace", name="Unheard")

    assert len(eager.world.webhooks) == 0
    assert receiver.received == []


async def test_what_waits_is_given_up_at_a_reset(receiver: Receiver) -> None:
    async with asking(plain_world(boards=1)) as asks:
        asks.sandbox.rebuild = lambda: plain_world(boards=1)
        board = next(iter(asks.world.boards))
        receiver.answers = [500]
        await hook(asks, receiver, board.id)
        await asks.put(f"/boards/{board.id}", name="Unheard")
        await receiver.wait(1)
        assert asks.sandbox.deliveries.waiting == 1

        await asks.client.post("/_control/reset")

        assert asks.sandbox.deliveries.waiting == 0
        assert len(asks.world.webhooks) == 0


async def test_more_than_a_thousand_do_not_wait(
    plain: Asking, receiver: Receiver, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sandbox.webhooks.deliveries._WAITING", 2)
    receiver.answers = [500]
    await hook(plain, receiver, board.id)

    for number in range(4):
        await plain.put(f"/boards/{board.id}", name=f"Name {number}")

    assert plain.sandbox.deliveries.waiting == 2
