from typing import Any

from app.gateway.websocket.sockets import OPEN, Sockets


class Connection:
    def __init__(self) -> None:
        self.drained: list[float] = []

    def drain(self, seconds: float) -> None:
        self.drained.append(seconds)


def connections(count: int) -> list[Any]:
    return [Connection() for _ in range(count)]


def test_sockets_are_full_while_as_many_are_held_as_may_be() -> None:
    sockets = Sockets(2)
    first, second = connections(2)
    full = []
    with sockets.holding(first):
        full.append(sockets.are_full)
        with sockets.holding(second):
            full.append(sockets.are_full)
        full.append(sockets.are_full)
    assert full == [False, True, False]


def test_open_sockets_are_measured() -> None:
    sockets = Sockets(2)
    before = OPEN._value.get()
    with sockets.holding(*connections(1)):
        assert OPEN._value.get() == before + 1
    assert OPEN._value.get() == before


def test_every_connection_is_told_to_end_and_so_is_one_that_comes_late() -> None:
    sockets = Sockets(2)
    gone, early, late = connections(3)
    with sockets.holding(gone):
        pass
    with sockets.holding(early):
        sockets.drain(2.5)
        with sockets.holding(late):
            pass
    assert [each.drained for each in (gone, early, late)] == [[], [2.5], [2.5]]
