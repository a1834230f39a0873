import pytest

from app.sandbox.models import Board, Card
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import kinds, newest


async def test_a_label_is_taken_off_and_put_on(plain: Asking, card: Card) -> None:
    bug, idea = card.label_ids

    assert await plain.delete(f"/cards/{card.id}/idLabels/{bug}") == {"_value": None}
    assert await plain.post(f"/cards/{card.id}/idLabels", value=bug) == [idea, bug]

    (taken, _), (put, data) = newest(plain, 2)
    assert (taken, put) == ("removeLabelFromCard", "addLabelToCard")
    assert data["label"] == {"id": bug, "name": "Bug", "color": "red"}
    assert (data["text"], data["value"]) == ("Bug", "red")


async def test_a_label_is_on_a_card_once(plain: Asking, card: Card) -> None:
    refused = await plain.refused("POST", f"/cards/{card.id}/idLabels", value=card.label_ids[0])

    assert refused == (400, "that label is already on the card")


async def test_a_label_of_another_board_stays_off(plain: Asking, other: Board, card: Card) -> None:
    label = plain.world.labels.by("board_id", other.id)[0]

    assert await plain.refused("POST", f"/cards/{card.id}/idLabels", value=label.id) == (
        400,
        "invalid value for value",
    )
    assert (await plain.refused("DELETE", f"/cards/{card.id}/idLabels/{label.id}"))[0] == 404


@pytest.mark.parametrize(("color", "found"), [("sky_dark", "sky_dark"), ("null", None)])
async def test_a_new_label_is_put_on_a_card(plain: Asking, card: Card, color: str, found: str | None) -> None:
    made = await plain.post(f"/cards/{card.id}/labels", name="New", color=color)

    assert made == {"id": made["id"], "idBoard": card.board_id, "name": "New", "color": found}
    assert card.label_ids[-1] == made["id"]
    assert kinds(plain, 2) == ["createLabel", "addLabelToCard"]


async def test_a_label_that_the_board_has_is_not_made_again(plain: Asking, card: Card) -> None:
    bug = card.label_ids[0]
    path = f"/cards/{card.id}/labels"

    refused = await plain.refused("POST", path, name="Bug", color="red")
    await plain.delete(f"/cards/{card.id}/idLabels/{bug}")

    assert refused == (400, "that label is already on the card")
    assert (await plain.post(path, name="Bug", color="red"))["id"] == bug


@pytest.mark.parametrize("params", [{}, {"color": "mauve"}])
async def test_a_label_has_a_color_that_labels_can_have(
    plain: Asking, card: Card, params: dict[str, str]
) -> None:
    refused = await plain.refused("POST", f"/cards/{card.id}/labels", name="x", **params)

    assert refused == (400, "invalid value for color")
