"""Nobody reads what is older than their own write; others do for a second at most."""

import asyncio
from time import monotonic

from app.contracts.events import EVENTS_COUNTER
from app.settings.redis import RedisSettings
from tests.gateway.viewer.asked import event
from tests.trello.cache.house import FakeTrello, card, client, credentials, keys_of_answers, process, ref
from tests.waiting import until

ADA, BOB = credentials("ada"), credentials("bob")


async def test_a_write_drops_what_it_changed_for_everybody_and_nothing_else(
    redis_settings: RedisSettings,
) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one:
        await one.read(card(1), card(2))
        await one.read(card(1), card(2), viewer="bob")
        await one.rest()
        trello.write(ref(1))
        await one.cache.wrote(ADA, [ref(1)])

        assert [await one.version(card(1), viewer) for viewer in ("ada", "bob")] == [1, 1]
        # For who wrote, from Redis; for others, from memory.
        assert [await one.status(card(2), viewer) for viewer in ("ada", "bob")] == ["hit", "hit"]
        assert len(trello.asked) == 6


async def test_a_write_outdates_the_memory_for_its_viewer(redis_settings: RedisSettings) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one:
        await one.read(card(1))
        await one.read(card(1), viewer="bob")
        await one.rest()
        async with client(redis_settings) as opened:
            await opened.delete(*await keys_of_answers(redis_settings))
        await one.cache.wrote(ADA, [ref(2)])

        assert await one.status(card(1), "ada") == "miss"
        assert await one.status(card(1), "bob") == "hit"


async def test_a_read_joins_no_flight_that_is_older_than_its_viewers_write(
    redis_settings: RedisSettings,
) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one:
        trello.open.clear()
        older = asyncio.create_task(one.version(card(1)))
        await until(lambda: len(trello.asked) == 1)
        trello.write(ref(1))
        await one.cache.wrote(ADA, [ref(1)])
        newer = asyncio.create_task(one.version(card(1)))
        await until(lambda: len(trello.asked) == 2)
        trello.open.set()

        assert (await older, await newer) == (0, 1)
        # And what the older one has brought is not kept over the newer.
        await one.rest()
        assert (await one.version(card(1)), len(trello.asked)) == (1, 2)


async def test_what_was_under_way_when_it_changed_is_not_used_by_other_processes(
    redis_settings: RedisSettings,
) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one, process(redis_settings, trello) as other:
        await other.read(card(9))
        trello.open.clear()
        older = asyncio.create_task(one.version(card(1), "bob"))
        await until(lambda: len(trello.asked) == 2)
        trello.write(ref(1))
        await other.cache.wrote(ADA, [ref(1)])
        trello.open.set()
        assert await older == 0
        await one.rest()

        assert [await each.version(card(1), "bob") for each in (other, one)] == [1, 1]


async def test_another_process_sees_a_write_as_soon_as_it_hears_of_it(redis_settings: RedisSettings) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one, process(redis_settings, trello) as other:
        for each in (one, other):
            await each.read(card(1))
        heard = other.cache.generation
        trello.write(ref(1))
        await one.cache.wrote(ADA, [ref(1)])
        await until(lambda: other.cache.generation > heard)

        assert await other.version(card(1)) == 1


async def test_a_change_that_somebody_has_made_elsewhere_drops_what_it_concerns(
    redis_settings: RedisSettings,
) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one:
        await one.read(card(1), card(2))
        trello.write(ref(1))
        await one.cache.drop([ref(1)])

        assert await one.version(card(1)) == 1
        assert await one.status(card(2)) == "hit"


async def test_after_events_were_missed_nothing_older_is_used(redis_settings: RedisSettings) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one, process(redis_settings, trello) as other:
        await one.read(card(1))
        await one.rest()
        await other.cache.drop([ref(2)])
        one.cache.missed()

        assert await one.status(card(1)) == "miss"


async def test_after_redis_has_been_emptied_nothing_older_is_used(redis_settings: RedisSettings) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one:
        await one.cache.drop([ref(2)])
        await one.read(card(1))
        await one.rest()
        async with client(redis_settings) as opened:
            await opened.delete(redis_settings.prefix + EVENTS_COUNTER)
        await one.read(card(3))

        assert await one.status(card(1)) == "miss"


async def test_a_write_that_could_not_be_told_is_told_before_redis_is_believed_again(
    redis_settings: RedisSettings,
) -> None:
    trello = FakeTrello()
    async with process(redis_settings, trello) as one, process(redis_settings, trello) as other:
        for each in (one, other):
            for viewer in ("ada", "bob"):
                await each.read(card(1), card(2), viewer=viewer)
            await each.rest()
        heard, redis = other.cache.generation, one.cache._shared._redis
        trello.write(ref(1))
        redis._left_alone_until = monotonic() + 60
        await one.cache.wrote(ADA, [ref(1)])
        assert [await one.version(card(1), viewer) for viewer in ("ada", "ada", "bob")] == [1, 1, 1]
        assert [await one.status(card(2), viewer) for viewer in ("ada", "bob")] == ["miss", "hit"]
        assert other.cache.generation == heard
        redis._left_alone_until = 0.0

        assert await one.version(card(1)) == 1
        await until(lambda: other.cache.generation > heard)
        assert await other.version(card(1)) == 1


async def test_events_of_other_things_overtake_nothing(redis_settings: RedisSettings) -> None:
    async with process(redis_settings, FakeTrello()) as one:
        await one.read(card(1))
        before = one.cache.generation
        one.cache.happened(event(seq=1))

        assert await one.status(card(1)) == "hit"
        # But a viewer may have other credentials now, and so whole answers of before are not for them.
        assert one.cache.generation > before
