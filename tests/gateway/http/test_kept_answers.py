from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from app.gateway.http.answer import Answer
from app.gateway.http.kept_answers import LARGEST_SHARE, KeptAnswers

NOW = 1000.0
BODY = b'{"data": {"name": "Ada"}}'


@dataclass
class Makings:
    """Everything is made of "flour", which is fresh until a time."""

    fresh_until: float = NOW + 5
    recalled: list[tuple[web.Request, Any]] = field(default_factory=list)

    def of(self, _request: web.Request) -> tuple[float, Any]:
        return self.fresh_until, "flour"

    def recall(self, request: web.Request, made_of: Any) -> None:
        self.recalled.append((request, made_of))


def request() -> web.Request:
    return make_mocked_request("POST", "/graphql")


def answer(cache_control: str = "max-age=60, private", body: bytes = BODY) -> Answer:
    return Answer({"data": {}}, body, cache_control, request(), has_run=True, names_request=False)


class Kitchen:
    def __init__(self, makings: Makings, limit_bytes: int = 100_000) -> None:
        self.now = NOW
        self.kept = KeptAnswers(limit_bytes, makings, lambda: self.now)


def test_an_answer_is_given_again_while_all_that_it_was_made_of_is_fresh() -> None:
    makings = Makings()
    kitchen = Kitchen(makings)
    kitchen.kept.keep("key", answer())
    kitchen.now += 4.9
    later = request()
    found = kitchen.kept.find("key", later)

    assert found == Answer(
        {"data": None}, BODY, "max-age=60, private", later, has_run=True, names_request=False
    )
    assert makings.recalled == [(later, "flour")]
    kitchen.now += 0.2
    assert kitchen.kept.find("key", request()) is None


def test_an_answer_is_not_given_again_for_longer_than_anybody_may_keep_it() -> None:
    kitchen = Kitchen(Makings())
    kitchen.kept.keep("key", answer("max-age=2, private"))
    kitchen.now += 1.9
    assert kitchen.kept.find("key", request())
    kitchen.now += 0.2
    assert kitchen.kept.find("key", request()) is None


def test_nobody_gets_what_was_answered_to_another_question() -> None:
    kitchen = Kitchen(Makings())
    kitchen.kept.keep("key", answer())

    assert kitchen.kept.find("another", request()) is None


@pytest.mark.parametrize(
    ("cache_control", "fresh_until"), [("no-store", NOW + 5), ("max-age=60, private", NOW), ("max-age=9", 0)]
)
def test_what_may_not_be_kept_is_not(cache_control: str, fresh_until: float) -> None:
    kitchen = Kitchen(Makings(fresh_until))
    kitchen.kept.keep("key", answer(cache_control))

    assert kitchen.kept.find("key", request()) is None


@pytest.mark.parametrize(("limit", "is_kept"), [(0, False), (1500, False), (2000 * LARGEST_SHARE, True)])
def test_what_is_too_large_is_not_kept(limit: int, is_kept: bool) -> None:  # a row of a table
    kitchen = Kitchen(Makings(), limit)
    kitchen.kept.keep("key", answer())

    assert bool(kitchen.kept.find("key", request())) is is_kept
