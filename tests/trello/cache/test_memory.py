from app.trello.cache.entry import Entry
from app.trello.cache.lifetimes import Lifetime
from app.trello.cache.memory import LARGEST_SHARE, Memory
from app.trello.request import Request


def request(number: int) -> Request:
    return Request.of("cards", str(number))


def entry(length: int = 1000) -> Entry:
    return Entry(request(0), b"x" * length, NOW, Lifetime(1.0, 1.0), 0)


NOW = 1000.0
SIZE = entry().size


def test_what_was_not_used_for_the_longest_time_makes_room() -> None:
    memory = Memory(SIZE * LARGEST_SHARE, lambda: NOW)
    for each in range(LARGEST_SHARE):
        memory.put("ada", request(each), entry())
    memory.get("ada", request(0))
    memory.put("ada", request(100), entry())

    assert memory.get("ada", request(1)) is None
    assert all(memory.get("ada", request(each)) for each in (0, 2, 100))
    assert memory.size == SIZE * LARGEST_SHARE


def test_a_newer_entry_takes_the_place_of_the_older() -> None:
    memory = Memory(SIZE * LARGEST_SHARE, lambda: NOW)
    memory.put("ada", request(1), entry())
    newer = entry(500)
    memory.put("ada", request(1), newer)

    assert memory.get("ada", request(1)) is newer
    assert memory.size == newer.size


def test_an_entry_that_would_push_out_many_is_not_taken_and_leaves_no_older_one() -> None:
    memory = Memory(SIZE * LARGEST_SHARE, lambda: NOW)
    memory.put("ada", request(1), entry())
    memory.put("ada", request(1), entry(1001))

    assert memory.get("ada", request(1)) is None
    assert memory.size == 0


def test_viewers_have_entries_of_their_own() -> None:
    memory = Memory(SIZE * LARGEST_SHARE, lambda: NOW)
    memory.put("ada", request(1), entry())

    assert memory.get("bob", request(1)) is None


def test_nothing_is_left_after_it_was_cleared() -> None:
    memory = Memory(SIZE * LARGEST_SHARE, lambda: NOW)
    memory.put("ada", request(1), entry())
    memory.clear()
    memory.remove("ada", request(1))

    assert (memory.get("ada", request(1)), memory.size) == (None, 0)


def test_an_entry_that_may_not_be_used_any_more_takes_no_room() -> None:
    now = [NOW]
    memory = Memory(SIZE * LARGEST_SHARE, lambda: now[0])
    memory.put("ada", request(1), entry())
    now[0] += 0.9
    assert memory.get("ada", request(1))
    now[0] += 0.2
    assert memory.get("ada", request(1)) is None
    memory.put("ada", request(2), entry())

    assert memory.size == 0
