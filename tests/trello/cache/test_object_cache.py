import asyncio
from time import monotonic
from typing import Any

import pytest

from app.settings.redis import RedisSettings
from app.trello.cache import object_cache as module
from app.trello.cache.metrics import WITHOUT_REDIS
from app.trello.errors import Forbidden, NotFound
from app.trello.source import Asker
from app.trello.tally import Tally
from tests.trello.cache.house import (
    Clock,
    FakeTrello,
    card,
    client,
    credentials,
    deaf_process,
    keys_of_answers,
    process,
    ref,
)
from tests.waiting import until


async def test_what_was_read_is_not_asked_again(redis_settings: RedisSettings) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one:
        first = await one.read(card(1), card(2))
        again = await one.read(card(2), card(1))

    assert first == [{"id": ref(1), "version": 0, "for": "ada"}, {"id": ref(2), "version": 0, "for": "ada"}]
    assert again == first[::-1]
    assert [request for _, request in trello.asked] == [card(1), card(2)]


async def test_only_what_is_missing_is_asked(redis_settings: RedisSettings) -> None:
    trello, tally = FakeTrello(), Tally()
    async with process(redis_settings, trello) as one:
        await one.read(card(1))
        answers = await one.read(card(2), card(1), card(3), tally=tally)

    assert [answer["id"] for answer in answers] == [ref(2), ref(1), ref(3)]
    assert [request for _, request in trello.asked] == [card(1), card(2), card(3)]
    assert tally.statuses == {"miss": 2, "hit": 1}
    now = monotonic()
    assert now + 31_535_990 < tally.left_until < now + 31_536_000
    assert now + 30 < tally.fresh_until < now + 45


async def test_an_answer_may_be_changed_by_whoever_got_it(redis_settings: RedisSettings) -> None:
    async with process(redis_settings, FakeTrello()) as one:
        for _ in range(3):
            (answer,) = await one.read(card(1))
            assert answer.pop("version") == 0


async def test_another_process_need_not_ask_either(redis_settings: RedisSettings) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one, process(redis_settings, trello) as other:
        await one.read(card(1))
        await one.rest()

        assert await other.status(card(1)) == "hit"
        assert len(trello.asked) == 1


async def test_each_viewer_has_answers_of_their_own(redis_settings: RedisSettings) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one:
        of_ada, of_bob = await one.read(card(1)), await one.read(card(1), viewer="bob")

    assert (of_ada[0]["for"], of_bob[0]["for"]) == ("ada", "bob")
    assert len(trello.asked) == 2


async def test_a_stampede_is_one_request_per_process(redis_settings: RedisSettings) -> None:
    trello, tally = FakeTrello(), Tally()
    async with process(redis_settings, trello) as one:
        answers = await asyncio.gather(*(one.read(card(1), tally=tally) for _ in range(50)))

    assert [answer["id"] for (answer,) in answers] == [ref(1)] * 50
    assert len(trello.asked) == 1
    assert tally.statuses == {"miss": 1, "shared": 49}


async def test_an_answer_is_read_anew_before_it_is_too_old_and_asked_for_when_it_is(
    redis_settings: RedisSettings,
) -> None:
    trello, clock = FakeTrello(), Clock()
    async with process(redis_settings, trello, clock, seconds=100, stale_share=0.25) as one:
        await one.read(card(1))
        trello.write(ref(1))
        clock.ahead = 74
        assert (await one.status(card(1)), len(trello.asked)) == ("hit", 1)
        clock.ahead = 76
        trello.open.clear()
        assert [await one.status(card(1)) for _ in range(3)] == ["stale"] * 3
        trello.open.set()
        await one.rest()

        assert (await one.status(card(1)), await one.version(card(1)), len(trello.asked)) == ("hit", 1, 2)
        clock.ahead += 101
        assert (await one.status(card(1)), len(trello.asked)) == ("miss", 3)


async def test_what_another_process_has_read_anew_is_not_asked_again(redis_settings: RedisSettings) -> None:
    trello, clock = FakeTrello(), Clock()
    async with (
        process(redis_settings, trello, clock, seconds=100) as one,
        process(redis_settings, trello, clock, seconds=100) as other,
    ):
        await one.read(card(1))
        await one.rest()
        await other.read(card(1))
        clock.ahead = 80
        for each in (one, other):
            assert await each.status(card(1)) == "stale"
            await each.rest()

        assert await other.status(card(1)) == "hit"
        assert len(trello.asked) == 2


async def test_it_is_remembered_for_a_moment_that_something_is_missing(redis_settings: RedisSettings) -> None:
    trello, clock = FakeTrello(missing={ref(1)}), Clock()
    async with process(redis_settings, trello, clock, missing_seconds=2) as one:
        (first,), (again,) = await one.read(card(1)), await one.read(card(1))
        assert (str(first), str(again)) == (str(NotFound()), str(NotFound()))
        assert (await one.status(card(1)), len(trello.asked)) == ("negative", 1)
        clock.ahead = 2.1

        assert (await one.status(card(1)), len(trello.asked)) == ("miss", 2)


@pytest.mark.parametrize("failure", [Forbidden(), NotFound("Trello has no such address.")])
async def test_no_other_failure_is_remembered(redis_settings: RedisSettings, failure: Any) -> None:
    trello = FakeTrello(failure=failure)
    async with process(redis_settings, trello) as one:
        (first,), (again,) = await one.read(card(1)), await one.read(card(1))

    assert (str(first), str(again)) == (str(failure), str(failure))
    assert len(trello.asked) == 2


async def test_nothing_is_kept_if_it_is_switched_off(redis_settings: RedisSettings) -> None:
    async with process(redis_settings, FakeTrello(), enabled=False) as one:
        assert [await one.status(card(1)) for _ in range(2)] == ["miss", "miss"]
        assert await keys_of_answers(redis_settings) == []


async def test_what_is_too_large_is_not_kept(
    redis_settings: RedisSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BODY_BYTES", 10)
    async with process(redis_settings, FakeTrello()) as one:
        assert [await one.status(card(1)) for _ in range(2)] == ["miss", "miss"]


async def test_without_redis_nothing_is_kept_and_a_metric_says_so() -> None:
    before = WITHOUT_REDIS._value.get()
    async with deaf_process(RedisSettings(url=None), FakeTrello()) as one:
        assert [await one.status(card(1)) for _ in range(2)] == ["miss", "miss"]

    assert WITHOUT_REDIS._value.get() == before + 2


async def test_while_events_are_not_heard_nothing_older_than_a_second_is_used(
    redis_settings: RedisSettings,
) -> None:
    trello, clock = FakeTrello(), Clock()
    async with deaf_process(redis_settings, trello, clock) as one:
        await one.read(card(1))
        assert await one.status(card(1)) == "hit"
        clock.ahead = 1.1

        assert (await one.status(card(1)), len(trello.asked)) == ("miss", 2)


async def test_what_redis_has_that_is_no_answer_is_passed_over(redis_settings: RedisSettings) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one, process(redis_settings, trello) as other:
        await one.read(card(1))
        await one.rest()
        (key,) = await keys_of_answers(redis_settings)
        async with client(redis_settings) as opened:
            await opened.set(key, b"[1,2]\n{}")

        assert await other.status(card(1)) == "miss"


async def test_no_credentials_are_kept_or_told(redis_settings: RedisSettings) -> None:
    async with process(redis_settings, FakeTrello()) as one, client(redis_settings) as opened:
        subscription = opened.pubsub()
        await subscription.psubscribe("*")
        await one.read(card(1), card(2), viewer="eve")
        await one.cache.wrote(credentials("eve"), [ref(1)])
        await one.rest()
        keys = await keys_of_answers(redis_settings)
        everything = [repr(keys), repr(await opened.mget(keys)), repr(one.cache._memory._entries)]
        while (message := await subscription.get_message(timeout=0.2)) is not None:
            everything.append(repr(message))
        await subscription.aclose()  # type: ignore[no-untyped-call]  # redis-py has no types here

    assert len(keys) == 2
    assert "trello.changed" in "".join(everything)
    assert "planted" not in "".join(everything)


async def test_who_asked_first_may_leave(redis_settings: RedisSettings) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one:
        trello.open.clear()
        first = asyncio.create_task(one.cache.read([card(1)], Asker(credentials("ada"))))
        await until(lambda: len(trello.asked) == 1)
        second = asyncio.create_task(one.cache.read([card(1)], Asker(credentials("ada"))))
        await asyncio.sleep(0)
        first.cancel()
        trello.open.set()

        assert [answer["id"] for answer in await second] == [ref(1)]
        assert len(trello.asked) == 1


async def test_what_is_read_anew_is_given_up_when_the_process_ends(redis_settings: RedisSettings) -> None:
    trello, clock = FakeTrello(), Clock()
    async with process(redis_settings, trello, clock, seconds=100) as one:
        await one.read(card(1))
        clock.ahead = 80
        trello.open.clear()
        await one.read(card(1))
        await until(lambda: len(trello.asked) == 2)
        (refreshing,) = one.cache._background
    assert refreshing.cancelled()


@pytest.mark.parametrize(("shares", "asked"), [(True, 1), (False, 3)])
async def test_equal_requests_under_way_are_one_if_they_are_shared(
    redis_settings: RedisSettings, shares: bool, asked: int
) -> None:
    trello = FakeTrello()
    trello.open.clear()
    async with process(redis_settings, trello, share_in_flight=shares, enabled=False) as one:
        reads = [asyncio.create_task(one.read(card(1))) for _ in range(2)]
        twice = asyncio.create_task(one.read(card(1), card(1)))
        await until(lambda: len(trello.asked) == asked)
        trello.open.set()

        ((one_answer,), (another,)), (first, second) = await asyncio.gather(*reads), await twice
        assert one_answer == another == first == second
        assert first is not second
    assert len(trello.asked) == asked
