import pytest

from app.trello.cache import changes as module
from app.trello.cache.changes import Changes
from app.trello.cache.entry import Entry
from app.trello.cache.lifetimes import Lifetime
from app.trello.request import Request


def entry(seq: int, name: str = "x") -> Entry:
    return Entry(Request.of("cards", name), b"{}", 0.0, Lifetime(1.0, 1.0), seq)


def known(seq: int = 0) -> Changes:
    changes = Changes()
    changes.learn(seq)
    return changes


def test_a_change_overtakes_what_was_asked_for_before_it() -> None:
    changes = known()
    changes.happened(["a"], 5)

    assert changes.overtake(entry(4, "a"))
    assert not changes.overtake(entry(5, "a"))
    assert not changes.overtake(entry(4, "b"))


def test_an_earlier_change_that_is_heard_later_takes_nothing_back() -> None:
    changes = known()
    changes.happened(["a"], 5)
    changes.happened(["a"], 4)

    assert (changes.overtake(entry(4, "a")), changes.seq) == (True, 5)


def test_a_change_without_a_number_overtakes_everything_until_it_has_one() -> None:
    changes = known(9)
    changes.begin(["a"])
    changes.begin(["a"])
    assert changes.overtake(entry(9, "a"))
    changes.end(["a"], 10)
    assert changes.overtake(entry(10, "a"))
    changes.end(["a"], 11)

    assert changes.overtake(entry(10, "a"))
    assert not changes.overtake(entry(11, "a"))


def test_for_who_wrote_everything_older_is_overtaken() -> None:
    changes = known()
    changes.begin(["ada"])
    assert changes.overtake_for("ada", entry(0, "x"))
    changes.end(["ada"], 5)

    assert changes.overtake_for("ada", entry(4, "x"))
    assert not changes.overtake_for("ada", entry(5, "x"))
    assert not changes.overtake_for("bob", entry(4, "x"))
    assert not changes.overtake(entry(4, "x"))


@pytest.mark.parametrize("seq", [0, 4])
def test_nothing_is_believed_before_the_last_number_is_known(seq: int) -> None:
    changes = Changes()
    assert changes.overtake(entry(seq))
    assert changes.overtake_for("ada", entry(seq))
    changes.learn(4)

    assert changes.overtake(entry(seq)) is (seq < 4)


def test_numbers_that_are_yet_to_come_are_not_believed() -> None:
    assert known(4).overtake(entry(5))


def test_after_changes_were_missed_all_is_overtaken_until_the_last_number_is_known() -> None:
    changes = known(4)
    changes.missed()
    assert (changes.seq, changes.overtake(entry(4))) == (None, True)
    changes.learn(3)

    assert not changes.overtake(entry(3))


def test_a_viewers_generation_grows_with_their_writes_and_whatever_may_have_been_missed() -> None:
    changes = known()
    seen = [changes.generation_of("ada")]
    changes.happened(["bob"], 1)
    assert changes.generation_of("ada") == seen[-1]
    changes.begin(["ada"])
    seen.append(changes.generation_of("ada"))
    changes.end(["ada"], 2)
    seen.append(changes.generation_of("ada"))
    changes.missed()
    seen.append(changes.generation_of("ada"))

    assert seen == sorted(set(seen))
    assert changes.generation == seen[-1]


def test_the_oldest_changes_are_forgotten_together_with_what_was_asked_for_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MAX_NAMES", 2)
    changes = known()
    for seq, name in enumerate(("a", "b", "c"), start=1):
        changes.happened([name], seq)

    assert changes.overtake(entry(0, "x"))
    assert not changes.overtake(entry(1, "a"))
    assert changes.overtake(entry(1, "b"))
    assert changes.generation_of("a") == 3
