"""The promise of the cache, held against a model: viewers, processes, writes and failures at random."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any, Final

import pytest

from app.contracts.events import EVENTS_COUNTER
from app.settings.redis import RedisSettings
from app.trello.source import Asker
from tests.trello.cache.house import Clock, FakeTrello, Process, card, client, credentials, process, ref
from tests.waiting import until

SECONDS: Final = 20
OBJECTS: Final = range(3)
VIEWERS: Final = ("ada", "bob")
STEPS: Final = 40


@dataclass
class SlowTrello(FakeTrello):
    """Takes its time, and may answer with what was true before."""

    chance: random.Random = field(default_factory=random.Random)

    async def read(self, requests: Sequence[Any], asker: Asker) -> list[Any]:
        await asyncio.sleep(self.chance.choice((0, 0.001)))
        answers = await super().read(requests, asker)
        await asyncio.sleep(self.chance.choice((0, 0.001, 0.002)))
        return answers


@dataclass
class Model:
    """`replaced` is when each version of an object was written over, by the clock; `written` what viewers
    know to have written through each process."""

    processes: list[Process]
    trello: SlowTrello
    clock: Clock
    chance: random.Random
    replaced: dict[tuple[int, int], float] = field(default_factory=dict)
    written: defaultdict[tuple[int, str, int], int] = field(default_factory=lambda: defaultdict(int))

    async def steps(self) -> None:
        """Do a few things one after the other."""
        for _ in range(self.chance.randint(1, 3)):
            await self.step()

    async def step(self) -> None:
        """Do something."""
        match self.chance.randrange(11):
            case 0 | 1 | 10:
                await self.write()
            case 2:
                self.change(self.chance.choice(OBJECTS))
            case 3:
                self.clock.ahead += self.chance.uniform(0, SECONDS / 2)
            case 4 if self.chance.random() < 0.3:
                self.chance.choice(self.processes).cache.missed()
            case 5 if self.chance.random() < 0.5:
                redis = self.chance.choice(self.processes).cache._shared._redis
                redis._left_alone_until = monotonic() + 0.003
            case _:
                await self.read(self.chance.randrange(2), self.chance.choice(VIEWERS))

    def change(self, number: int) -> int:
        """Change an object at Trello, where nobody tells of it."""
        self.replaced[number, self.trello.versions.get(ref(number), 0)] = self.clock()
        self.trello.write(ref(number))
        return self.trello.versions[ref(number)]

    async def write(self) -> None:
        """Let a viewer write through a process."""
        at, viewer, number = (
            self.chance.randrange(2),
            self.chance.choice(VIEWERS),
            self.chance.choice(OBJECTS),
        )
        version = self.change(number)
        await self.processes[at].cache.wrote(credentials(viewer), [ref(number)])
        self.written[at, viewer, number] = max(version, self.written[at, viewer, number])

    async def read(self, at: int, viewer: str) -> None:
        """Let a viewer read through a process, and hold what they see against what they may see."""
        numbers = self.chance.sample(OBJECTS, self.chance.randint(1, 2))
        begun, least = self.clock(), [self.written[at, viewer, number] for number in numbers]
        answers = await self.processes[at].read(*map(card, numbers), viewer=viewer)
        for number, version, answer in zip(numbers, least, answers, strict=True):
            assert (answer["id"], answer["for"]) == (ref(number), viewer)
            assert answer["version"] >= version, "older than what this viewer has written here"
            replaced = self.replaced.get((number, answer["version"]), begun)
            assert replaced >= begun - SECONDS, "older than any answer may get"

    def has_heard(self, seq: int) -> bool:
        """Return whether every process has heard of the change of a number."""
        return all((each.channel._last or 0) >= seq for each in self.processes)

    async def tell(self) -> None:
        """Let every process tell what it could not tell, and every viewer know what they have written."""
        for each in self.processes:
            each.cache._shared._redis._left_alone_until = 0.0
            await each.cache._announcements.catch_up()
        for (_, viewer, number), version in tuple(self.written.items()):
            for at in range(2):
                self.written[at, viewer, number] = max(version, self.written[at, viewer, number])


@pytest.fixture(params=range(4))
async def model(request: pytest.FixtureRequest, redis_settings: RedisSettings) -> AsyncIterator[Model]:
    chance = random.Random(request.param)  # noqa: S311  # guards nothing
    trello, clock = SlowTrello(chance=chance), Clock()
    async with (
        process(redis_settings, trello, clock, seconds=SECONDS) as one,
        process(redis_settings, trello, clock, seconds=SECONDS) as other,
    ):
        yield Model([one, other], trello, clock, chance)


async def test_nobody_sees_what_they_may_not(model: Model, redis_settings: RedisSettings) -> None:
    async with client(redis_settings) as opened:
        for _ in range(STEPS):
            await asyncio.gather(*(model.steps() for _ in range(model.chance.randint(1, 8))))
            if model.chance.random() < 0.2:
                await model.tell()
                last = int(await opened.get(redis_settings.prefix + EVENTS_COUNTER) or 0)
                await until(partial(model.has_heard, last))
                for at in range(2):
                    for viewer in VIEWERS:
                        await model.read(at, viewer)
    assert len(model.trello.asked) > STEPS
