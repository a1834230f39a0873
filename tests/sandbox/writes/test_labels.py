import pytest

from app.sandbox.models import Board, Card, Label
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import newest


@pytest.fixture
def bug(plain: Asking, card: Card) -> Label:
    """The red label of the first plain board, which all its cards have."""
    return plain.world.labels[card.label_ids[0]]


def about(board: Board) -> dict[str, str]:
    return {"id": board.id, "name": board.name, "shortLink": board.short_link}


@pytest.mark.parametrize(("color", "found"), [("sky_dark", "sky_dark"), ("BLUE", "blue"), ("null", None)])
async def test_a_board_gets_a_label(plain: Asking, board: Board, color: str, found: str | None) -> None:
    made = await plain.post("/labels", idBoard=board.id, name="New", color=color)

    assert made == {"id": made["id"], "idBoard": board.id, "name": "New", "color": found, "limits": {}}
    del made["limits"]
    assert (await plain.get(f"/boards/{board.id}/labels"))[-1] == made
    assert await plain.get(f"/boards/{board.id}/labels/{made['id']}") == made
    label = {"id": made["id"], "name": "New", "color": found}
    assert newest(plain) == [("createLabel", {"board": about(board), "label": label})]


async def test_labels_may_be_alike_and_without_a_name(plain: Asking, board: Board) -> None:
    first = await plain.post(f"/boards/{board.short_link}/labels", name="", color="red")
    second = await plain.post(f"/boards/{board.id}/labels", name="", color="red")

    assert first["id"] != second["id"]
    assert (first["name"], first["idBoard"]) == ("", board.id)


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"color": "red"}, "name"),
        ({"name": "x"}, "color"),
        ({"name": "x", "color": "mauve"}, "color"),
        ({"name": "x", "color": "red", "idBoard": ""}, "idBoard"),
        ({"name": "x", "color": "red", "idBoard": "f" * 24}, "idBoard"),
    ],
)
async def test_a_label_that_cannot_be_is_refused(
    plain: Asking, board: Board, params: dict[str, str], name: str
) -> None:
    refused = await plain.refused("POST", "/labels", **{"idBoard": board.id} | params)

    assert refused == (400, f"invalid value for {name}")


async def test_a_board_has_no_more_labels_than_trello_allows(plain: Asking, board: Board) -> None:
    for number in range(998):
        plain.world.labels.add(Label(f"{number:024x}", board.id, "", None))

    refused = await plain.refused("POST", f"/boards/{board.id}/labels", name="x", color="red")

    assert refused == (403, "Too many labels")


async def test_each_field_that_changes_leaves_an_action(
    plain: Asking, board: Board, card: Card, bug: Label
) -> None:
    body = await plain.put(f"/labels/{bug.id}", name="Beetle", color="null")

    assert body == {"id": bug.id, "idBoard": board.id, "name": "Beetle", "color": None}
    assert (await plain.get(f"/cards/{card.id}"))["labels"][0] == body
    label = {"id": bug.id, "name": "Beetle", "color": None}
    assert newest(plain, 2) == [
        ("updateLabel", {"board": about(board), "label": label, "old": {"name": "Bug"}}),
        ("updateLabel", {"board": about(board), "label": label, "old": {"color": "red"}}),
    ]


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [("name", "", ""), ("color", "pink_light", "pink_light"), ("color", "", None)],
)
async def test_a_field_is_set_alone(
    plain: Asking, bug: Label, field: str, value: str, found: str | None
) -> None:
    assert (await plain.put(f"/labels/{bug.id}/{field}", value=value))[field] == found


@pytest.mark.parametrize(("field", "value", "status"), [("color", "mauve", 400), ("idBoard", "x", 404)])
async def test_a_field_cannot_be_anything(
    plain: Asking, bug: Label, field: str, value: str, status: int
) -> None:
    assert (await plain.refused("PUT", f"/labels/{bug.id}/{field}", value=value))[0] == status


async def test_a_label_goes_off_all_cards(plain: Asking, board: Board, card: Card, bug: Label) -> None:
    idea = card.label_ids[1]

    assert await plain.delete(f"/labels/{bug.id}") == {"limits": {}}

    assert {tuple(each.label_ids) for each in plain.world.cards.by("board_id", board.id)} == {(idea,)}
    assert newest(plain) == [("deleteLabel", {"board": about(board), "label": {"id": bug.id}})]
    assert await plain.refusal(f"/labels/{bug.id}") == (404, "The requested resource was not found.")
    assert (await plain.refused("DELETE", f"/labels/{bug.id}"))[0] == 404


async def test_a_color_has_the_name_of_the_first_label_that_has_one(plain: Asking, board: Board) -> None:
    for name in ("", "Sea", "Sky"):
        await plain.post("/labels", idBoard=board.id, name=name, color="blue")

    names = await plain.get(f"/boards/{board.id}/labelNames")

    assert {color: name for color, name in names.items() if name} == {
        "red": "Bug",
        "green": "Idea",
        "blue": "Sea",
    }


async def test_a_label_of_another_board_is_not_found_on_this_one(
    plain: Asking, other: Board, bug: Label
) -> None:
    assert (await plain.refusal(f"/boards/{other.id}/labels/{bug.id}"))[0] == 404


async def test_observers_of_the_board_change_nothing(plain: Asking, board: Board, bug: Label) -> None:
    board.memberships[1].member_type = "observer"
    refused = (401, "unauthorized permission requested")

    new = {"idBoard": board.id, "name": "x", "color": "red"}
    assert await plain.refused("POST", "/labels", as_="grace", **new) == refused
    assert await plain.refused("POST", f"/boards/{board.id}/labels", as_="grace", **new) == refused
    assert await plain.refused("PUT", f"/labels/{bug.id}", as_="grace", name="x") == refused
    assert await plain.refused("DELETE", f"/labels/{bug.id}", as_="grace") == refused
