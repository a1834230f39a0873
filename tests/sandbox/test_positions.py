import pytest

from app.sandbox.models import BoardList
from app.sandbox.positions import STEP, Position, place


def lists(*places: float) -> list[BoardList]:
    return [BoardList(str(pos), "b", "List", pos) for pos in places]


@pytest.mark.parametrize(
    ("places", "wanted", "found"),
    [
        ((), "top", STEP),
        ((), "bottom", STEP),
        ((65535.0,), "top", 32767.5),
        ((32767.5, 65535.0), "top", 16383.75),
        ((100.0, 5.0), "bottom", 100.0 + STEP),
        ((100.0,), 7.5, 7.5),
    ],
)
def test_what_is_put_somewhere_gets_the_position_of_it(
    places: tuple[float, ...], wanted: Position, found: float
) -> None:
    assert place(lists(*places), wanted) == found


def test_siblings_move_apart_where_there_is_no_room_at_the_top() -> None:
    crowd = lists(3.0, 2.0**-10, 1.0)

    assert place(crowd, "top") == STEP / 2
    assert [each.pos for each in crowd] == [3 * STEP, STEP, 2 * STEP]


def test_there_is_always_room_at_the_top() -> None:
    stack = lists(STEP)
    for number in range(2000):
        stack.insert(0, BoardList(str(number), "b", "List", place(stack, "top")))

    places = [each.pos for each in stack]
    assert places == sorted(set(places))
    assert places[0] > 0
