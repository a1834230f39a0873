from dataclasses import dataclass

import pytest

from app.sandbox.errors import Refusal
from app.sandbox.paging import page_of_actions, page_of_cards
from app.sandbox.params import Params


@dataclass
class Thing:
    id: str


MOMENT = 0x60000000
"""2021-01-14T08:25:36Z."""

THINGS = [Thing(f"{MOMENT + second:08x}{0:016x}") for second in range(1200)]


def seconds(found: list[Thing]) -> list[int]:
    return [int(each.id[:8], 16) - MOMENT for each in found]


def test_actions_come_newest_first_fifty_at_a_time() -> None:
    assert seconds(page_of_actions(THINGS, Params())) == list(range(1199, 1149, -1))


@pytest.mark.parametrize(("limit", "count"), [("0", 0), ("1", 1), ("1000", 1000)])
def test_actions_can_be_limited_from_none_to_a_thousand(limit: str, count: int) -> None:
    assert len(page_of_actions(THINGS, Params({"limit": limit}))) == count


def test_pages_of_actions_follow_one_another() -> None:
    assert seconds(page_of_actions(THINGS, Params({"limit": "2", "page": "1"}))) == [1197, 1196]


def test_cards_without_limit_are_the_first_thousand_as_listed() -> None:
    shuffled = [*THINGS[600:], *THINGS[:600]]

    assert page_of_cards(shuffled, Params()) == shuffled[:1000]


def test_cards_with_a_limit_are_the_newest() -> None:
    assert seconds(page_of_cards(THINGS, Params({"limit": "2"}))) == [1199, 1198]


def test_cards_can_be_sorted_as_paging_clients_ask() -> None:
    assert seconds(page_of_cards(THINGS[:3], Params({"sort": "-id"}))) == [2, 1, 0]


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "x"])
def test_cards_cannot_be_limited_otherwise(limit: str) -> None:
    with pytest.raises(Refusal, match=r"^invalid value for limit$"):
        page_of_cards(THINGS, Params({"limit": limit}))


def test_before_an_id_is_what_was_made_earlier() -> None:
    found = page_of_cards(THINGS, Params({"limit": "1", "before": THINGS[7].id.upper()}))

    assert seconds(found) == [6]


def test_since_an_id_is_what_was_made_later() -> None:
    assert seconds(page_of_cards(THINGS, Params({"since": THINGS[1197].id}))) == [1198, 1199]


@pytest.mark.parametrize(
    ("bound", "value", "found"),
    [
        ("before", "2021-01-14T08:25:38.000Z", [0, 1]),
        ("before", "2021-01-14T08:25:37.500Z", [0, 1]),
        ("before", "2021-01-14", []),
        ("since", "2021-01-14T08:45:34.000Z", [1198, 1199]),
        ("since", "2021-01-14 08:45:34 UTC", [1198, 1199]),
        ("since", "9999-12-31T23:59:59Z", []),
    ],
)
def test_times_bound_by_creation(bound: str, value: str, found: list[int]) -> None:
    assert seconds(page_of_cards(THINGS, Params({bound: value}))) == found


@pytest.mark.parametrize("value", ["yesterday", "1969-12-31T00:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_a_bound_that_is_no_time_is_refused(value: str) -> None:
    with pytest.raises(Refusal, match=r"^invalid value for before$"):
        page_of_actions(THINGS, Params({"before": value}))


def test_reading_on_from_the_last_id_finds_everything_once() -> None:
    found: list[Thing] = []
    page = page_of_cards(THINGS, Params({"limit": "300"}))
    while page:
        found += page
        page = page_of_cards(THINGS, Params({"limit": "300", "before": min(each.id for each in page)}))

    assert seconds(found) == list(range(1199, -1, -1))
