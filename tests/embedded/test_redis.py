import asyncio
import queue
import signal
import socket
from collections.abc import AsyncIterator

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from tests.processes import Process, running


@pytest.fixture
async def process() -> AsyncIterator[Process]:
    async with running("app.embedded.redis", {"EMBEDDED_REDIS_PORT": "0"}) as process:
        yield process


@pytest.fixture
async def url(process: Process) -> str:
    return f"redis://127.0.0.1:{(await process.event('listening'))['port']}/0"


@pytest.fixture
async def redis(url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(url, decode_responses=True) as client:
        yield client


async def test_values_are_kept_until_they_expire(redis: Redis) -> None:
    await redis.set("kept", "for ever")
    await redis.set("brief", "gone soon", px=50)

    while await redis.get("brief"):  # noqa: ASYNC110  # another process sets no event
        await asyncio.sleep(0.01)

    assert await redis.get("kept") == "for ever"
    assert await redis.ttl("kept") == -1


@pytest.mark.parametrize("size", [1, 65_536, 16_000_000])
async def test_values_of_any_size_come_back(redis: Redis, size: int) -> None:
    value = "é\r\n" + "x" * size

    await redis.set("large", value)

    assert await redis.get("large") == value


async def test_subscribers_hear_what_is_published(redis: Redis) -> None:
    async with redis.pubsub() as subscription:
        await subscription.subscribe("events")
        assert await subscription.get_message(timeout=None)

        assert await redis.publish("events", "hello") == 1

        message = await subscription.get_message(timeout=None)
        assert message
        assert (message["channel"], message["data"]) == ("events", "hello")


async def test_scripts_run(redis: Redis) -> None:
    script = redis.register_script("return redis.call('INCRBY', KEYS[1], ARGV[1])")

    assert await script(keys=["counter"], args=[2]) == 2
    assert await script(keys=["counter"], args=[3]) == 5


async def test_a_connection_stays_open_after_an_error(redis: Redis) -> None:
    async with redis.client() as connection:
        identity = await connection.client_id()
        await connection.set("text", "x")

        with pytest.raises(ResponseError, match="WRONGTYPE"):
            await connection.lpush("text", "y")

        assert await connection.client_id() == identity


async def test_a_task_goes_through_celery(url: str) -> None:
    app = Celery(broker=url)
    done: queue.SimpleQueue[int] = queue.SimpleQueue()

    def report(number: int) -> None:
        done.put(number)

    task = app.task(name="report", ignore_result=True)(report)

    def send_and_work() -> int:
        with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
            task.delay(42)
            return done.get(timeout=30)

    assert await asyncio.to_thread(send_and_work) == 42


async def test_it_stops_when_told_even_with_a_client(process: Process, redis: Redis) -> None:
    await redis.set("a", "b")

    process.send(signal.SIGTERM)

    assert await process.end() == 0
    assert await process.errors() == ""


async def test_a_taken_port_is_one_line_that_names_the_variables() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with running("app.embedded.redis", {"EMBEDDED_REDIS_PORT": str(port)}) as process:
            assert await process.end() == 2
            assert await process.errors() == (
                f"EMBEDDED_REDIS_PORT: 127.0.0.1:{port} is taken; set another port, or REDIS_URL\n"
            )
