import asyncio
import socket

import pytest

from app.sandbox.models import Board, BoardList, Card, Member
from app.sandbox.seed import plain_world
from app.sandbox.seed.people import token_of
from app.settings.sandbox import SandboxSettings
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from tests.sandbox.asking import Asking, asking
from tests.sandbox.receiver import Receiver, hook

EXISTS = (400, "A webhook with that callback, model, and token already exists")


def fails(url: str, got: str) -> tuple[int, str]:
    text = f"URL ({url}) did not return 200 status code, got {got}"
    return 400, f'{{"message":"{text}","error":"ERROR"}}'


async def test_a_webhook_is_made_and_shown(plain: Asking, receiver: Receiver, board: Board) -> None:
    made = await hook(plain, receiver, board.id, description="Tells me")

    assert made == {
        "id": made["id"],
        "description": "Tells me",
        "idModel": board.id,
        "callbackURL": receiver.url,
        "active": True,
        "consecutiveFailures": 0,
        "firstConsecutiveFailDate": None,
    }
    assert await plain.get(f"/webhooks/{made['id']}") == made
    assert await plain.get(f"/webhooks/{made['id']}/active") == {"_value": True}
    assert await plain.get(f"/tokens/{SANDBOX_TOKEN}/webhooks") == [made]
    assert await plain.get(f"/tokens/{SANDBOX_TOKEN}/webhooks/{made['id']}") == made
    assert (await plain.get(f"/tokens/{SANDBOX_TOKEN}", webhooks="true"))["webhooks"] == [made]


@pytest.mark.parametrize("of", ["board", "card", "first", "ada", "organization"])
async def test_anything_with_a_history_can_be_watched(
    plain: Asking, receiver: Receiver, request: pytest.FixtureRequest, of: str
) -> None:
    if of == "organization":
        model_id = next(iter(plain.world.organizations)).id
    else:
        model_id = request.getfixturevalue(of).id

    assert (await hook(plain, receiver, model_id.upper()))["idModel"] == model_id


async def test_one_is_made_below_its_token_with_the_key_alone(
    plain: Asking, receiver: Receiver, board: Board
) -> None:
    form = {"key": SANDBOX_API_KEY, "callbackURL": receiver.url, "idModel": board.id, "active": "false"}
    path = f"/1/tokens/{token_of('grace')}/webhooks/"

    response = await plain.client.post(path, data=form)

    assert response.status == 200
    assert (await response.json())["active"] is False
    listed = await plain.client.get(path, params={"key": SANDBOX_API_KEY})
    assert await listed.json() == [await response.json()]
    assert await plain.get(f"/tokens/{SANDBOX_TOKEN}/webhooks") == []


@pytest.mark.parametrize("status", [201, 302, 404, 405, 500])
async def test_an_address_that_does_not_answer_200_gets_none(
    plain: Asking, receiver: Receiver, board: Board, status: int
) -> None:
    receiver.head = status

    refused = await plain.refused("POST", "/webhooks", callbackURL=receiver.url, idModel=board.id)

    assert refused == fails(receiver.url, str(status))


async def test_an_address_that_nobody_listens_at_gets_none(plain: Asking, board: Board) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"

        status, text = await plain.refused("POST", "/webhooks", callbackURL=url, idModel=board.id)

    assert status == 400
    assert f"URL ({url}) did not return 200 status code, got Cannot connect to host 127.0.0.1" in text


@pytest.mark.parametrize("host", ["192.0.2.1", "[::ffff:127.0.0.1]", "[fe80::1%25lo]"])
async def test_an_address_outside_the_networks_that_are_set_is_not_asked(
    plain: Asking, board: Board, host: str
) -> None:
    status, text = await plain.refused("POST", "/webhooks", callbackURL=f"http://{host}/", idModel=board.id)

    assert status == 400
    assert "is in none of the networks of SANDBOX_WEBHOOK_NETWORKS" in text


async def test_the_networks_can_be_set(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDBOX_WEBHOOK_NETWORKS", "192.0.2.0/24, 2001:db8::/32")
    async with asking(plain_world(boards=1), SandboxSettings()) as asks:
        board = next(iter(asks.world.boards))

        _, text = await asks.refused("POST", "/webhooks", callbackURL=receiver.url, idModel=board.id)

    assert "127.0.0.1 is in none of the networks of SANDBOX_WEBHOOK_NETWORKS" in text


@pytest.mark.parametrize(
    ("params", "answer"),
    [
        ({}, (400, "invalid value for callbackURL")),
        ({"callbackURL": "URL"}, (400, "invalid value for idModel")),
        ({"callbackURL": "URL", "idModel": "0"}, (400, "invalid value for idModel")),
        ({"callbackURL": "URL", "idModel": "f" * 24}, (400, "invalid value for idModel")),
        ({"callbackURL": "ftp://127.0.0.1/", "idModel": "BOARD"}, (400, "invalid value for callbackURL")),
        ({"callbackURL": "http://", "idModel": "BOARD"}, (400, "invalid value for callbackURL")),
        ({"callbackURL": "http://[::1", "idModel": "BOARD"}, (400, "invalid value for callbackURL")),
        ({"callbackURL": "hook", "idModel": "BOARD"}, (400, "invalid value for callbackURL")),
        ({"callbackURL": "URL", "idModel": "BOARD", "active": "no"}, (400, "invalid value for active")),
        ({"callbackURL": "URL", "idModel": "PRIVATE"}, (401, "unauthorized permission requested")),
        ({"callbackURL": "URL", "idModel": "PRIVATE CARD"}, (401, "unauthorized permission requested")),
        ({"callbackURL": "URL", "idModel": "ORGANIZATION"}, (401, "unauthorized permission requested")),
    ],
)
async def test_what_cannot_be_is_refused(
    plain: Asking, receiver: Receiver, other: Board, params: dict[str, str], answer: tuple[int, str]
) -> None:
    other.permission_level, other.memberships = "private", []
    organization = next(iter(plain.world.organizations))
    organization.memberships = []
    known = {
        "URL": receiver.url,
        "BOARD": next(iter(plain.world.boards)).id,
        "PRIVATE": other.id,
        "PRIVATE CARD": plain.world.cards_of_board(other.id)[0].id,
        "ORGANIZATION": organization.id,
    }
    filled = {name: known.get(value, value) for name, value in params.items()}

    assert await plain.refused("POST", "/webhooks", **filled) == answer


async def test_the_same_once_more_is_refused(plain: Asking, receiver: Receiver, board: Board) -> None:
    await hook(plain, receiver, board.id)
    params = {"callbackURL": receiver.url, "idModel": board.id}

    assert await plain.refused("POST", "/webhooks", **params) == EXISTS
    assert await plain.refused("POST", f"/tokens/{SANDBOX_TOKEN}/webhooks", **params) == EXISTS
    assert (await plain.post("/webhooks", as_="grace", **params))["idModel"] == board.id
    assert (await plain.post("/webhooks", **params | {"callbackURL": receiver.url + "&b"}))["active"] is True


async def test_of_two_at_the_same_time_one_is_refused(
    plain: Asking, receiver: Receiver, board: Board
) -> None:
    both = asyncio.Barrier(2)
    receiver.hold = both.wait
    params = {"callbackURL": receiver.url, "idModel": board.id, "key": SANDBOX_API_KEY}

    answers = await asyncio.gather(
        *(plain.client.post("/1/webhooks", data=params | {"token": SANDBOX_TOKEN}) for _ in range(2))
    )

    assert sorted(each.status for each in answers) == [200, 400]
    assert len(plain.world.webhooks) == 1


async def test_a_webhook_is_changed(plain: Asking, receiver: Receiver, board: Board, card: Card) -> None:
    made = await hook(plain, receiver, board.id)
    path = f"/webhooks/{made['id']}"

    body = await plain.put(path, description="Other", idModel=card.id, active="false")

    assert body == made | {"description": "Other", "idModel": card.id, "active": False}
    assert (await plain.put(f"{path}/active", value="true"))["active"] is True
    assert (await plain.put(path, callbackURL=f"{receiver.url}2"))["callbackURL"] == f"{receiver.url}2"
    assert await plain.refused("PUT", f"{path}/shade", value="1") == (
        404,
        f"Cannot PUT /1{path}/shade?value=1",
    )


async def test_another_address_is_asked_before_it_is_taken(
    plain: Asking, receiver: Receiver, board: Board
) -> None:
    made = await hook(plain, receiver, board.id)
    receiver.head = 530
    url = receiver.url + "&more"

    refused = await plain.refused("PUT", f"/webhooks/{made['id']}", callbackURL=url, description="x")

    assert refused == fails(url, "530")


async def test_one_does_not_become_another(
    plain: Asking, receiver: Receiver, board: Board, other: Board
) -> None:
    await hook(plain, receiver, board.id)
    made = await hook(plain, receiver, other.id)

    assert await plain.refused("PUT", f"/webhooks/{made['id']}", idModel=board.id) == EXISTS
    assert (await plain.put(f"/webhooks/{made['id']}", idModel=other.id)) == made


async def test_one_that_is_deleted_while_its_new_address_is_asked_stays_deleted(
    plain: Asking, receiver: Receiver, board: Board
) -> None:
    made = await hook(plain, receiver, board.id)

    async def delete() -> None:
        plain.world.webhooks.remove(made["id"])

    receiver.hold = delete
    params = {"callbackURL": receiver.url + "&more", "key": SANDBOX_API_KEY, "token": SANDBOX_TOKEN}

    answer = await plain.client.put(f"/1/webhooks/{made['id']}", data=params)

    assert (answer.status, await answer.text()) == (404, "The requested resource was not found.")
    assert len(plain.world.webhooks) == 0


@pytest.mark.parametrize("below", ["", f"/tokens/{SANDBOX_TOKEN}"])
async def test_a_webhook_is_deleted(plain: Asking, receiver: Receiver, board: Board, below: str) -> None:
    path = f"{below}/webhooks/{(await hook(plain, receiver, board.id))['id']}"

    assert await plain.delete(path) == {"_value": None}

    assert await plain.refused("DELETE", path) == (404, "The requested resource was not found.")
    assert await plain.refusal(path) == (404, "The requested resource was not found.")


async def test_a_webhook_is_there_for_its_own_token_only(
    plain: Asking, receiver: Receiver, board: Board
) -> None:
    made = await hook(plain, receiver, board.id)
    path = f"/webhooks/{made['id']}"
    nothing = (404, "The requested resource was not found.")

    assert await plain.refusal(path, as_="grace") == nothing
    assert await plain.refused("PUT", path, as_="grace", active="false") == nothing
    assert await plain.refused("DELETE", path, as_="grace") == nothing
    assert await plain.refusal(f"/tokens/{SANDBOX_TOKEN}{path}", as_="grace") == (
        401,
        "unauthorized token requested",
    )


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/webhooks"), ("PUT", f"/tokens/{SANDBOX_TOKEN}/webhooks/ID")]
)
async def test_what_the_specification_has_and_trello_has_not_is_unknown(
    plain: Asking, receiver: Receiver, board: Board, method: str, path: str
) -> None:
    path = path.replace("ID", (await hook(plain, receiver, board.id))["id"])

    assert await plain.refused(method, path) == (404, f"Cannot {method} /1{path}")


async def test_those_of_what_is_gone_are_gone(
    plain: Asking, receiver: Receiver, card: Card, first: BoardList, ada: Member
) -> None:
    for model in (card, first, ada):
        await hook(plain, receiver, model.id)
    await plain.delete(f"/cards/{card.id}")

    assert [each.model_id for each in plain.world.webhooks] == [first.id, ada.id]
    await receiver.wait(2)
    assert receiver.kinds == ["deleteCard", "deleteCard"]
