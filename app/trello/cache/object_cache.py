"""The way of a request for an object: this process's memory, then Redis, then Trello."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable, Iterable, Mapping, Sequence
from functools import partial
from time import time
from typing import Any, Final

import orjson

from app.contracts.events import Event
from app.redis.shared import RedisAway
from app.trello.cache.announcements import Announcements
from app.trello.cache.changes import Changes
from app.trello.cache.entry import Entry
from app.trello.cache.lifetimes import Lifetime, Lifetimes
from app.trello.cache.memory import Memory
from app.trello.cache.metrics import READS, WITHOUT_REDIS
from app.trello.cache.shared_answers import SharedAnswers
from app.trello.cache.tags import SEARCH
from app.trello.cache.write_behind import WriteBehind
from app.trello.credentials import Credentials
from app.trello.errors import NotFound, TrelloError
from app.trello.fingerprint import Fingerprints
from app.trello.flights import Flights
from app.trello.outcome import Outcome
from app.trello.request import Request
from app.trello.source import Asker, Source
from app.trello.tally import Status, Tally

DEAF_SECONDS: Final = 1.0
"""How old an answer may be while changes are not heard of."""

REFRESH_SECONDS: Final = 15.0
"""How long it may take to read anew what is still used."""

MAX_BODY_BYTES: Final = 1_048_576
"""Larger answers are not kept."""


class ObjectCache:
    """Answers of a source, kept for each viewer by itself, and shared while they are under way.

    Add it to the channel of events. `is_heard` tells whether events that happen now will be heard; `clock`
    is in Unix seconds. An answer is used for as long as `lifetimes` has it, in its last part while it is read
    anew, and neither after a change of something in it, nor, in this process, after its viewer has written.
    Without Redis nothing is kept: nobody could tell what other processes have written.
    """

    def __init__(
        self,
        source: Source,
        shared: SharedAnswers,
        fingerprints: Fingerprints,
        lifetimes: Lifetimes,
        *,
        is_heard: Callable[[], bool],
        clock: Callable[[], float] = time,
    ) -> None:
        self._source = source
        self._shared = shared
        self._fingerprints = fingerprints
        self._lifetimes = lifetimes
        self._is_heard = is_heard
        self._clock = clock
        self._memory = Memory(lifetimes.settings.memory_bytes, clock)
        self._flights = Flights()
        self._changes = Changes()
        self._announcements = Announcements(shared, self._changes)
        self._write_behind = WriteBehind(shared)
        self._background: set[asyncio.Task[None]] = set()

    async def read(self, requests: Sequence[Request], asker: Asker) -> list[Any]:
        """Return the answers or `TrelloError`s, as `Source` has it; the tally says where they came from."""
        viewer = self._fingerprints.of(asker.credentials).token
        outcomes = [self._at_hand(viewer, request, asker) for request in requests]
        missing = [request for request, outcome in zip(requests, outcomes, strict=True) if not outcome]
        if missing:
            fetch = partial(self._fetch, viewer, asker)
            if self._lifetimes.settings.share_in_flight or len(set(missing)) < len(missing):
                read = iter(await self._flights.read(self._key(viewer), missing, fetch, asker.deadline))
            else:
                read = iter(await fetch(missing))
            outcomes = [outcome or next(read) for outcome in outcomes]
        return [_taken(outcome, asker.tally) for outcome in outcomes if outcome]

    async def wrote(self, credentials: Credentials, names: Iterable[str]) -> None:
        """Take notice of a write that Trello has accepted.

        `names` are those of every object that it has changed or made, and of those that list it: ids, and
        the other names that requests may have for them, such as `me`. From now on nobody in this process gets
        an older answer about one of these, and the viewer no older one of this process's memory at all; in
        other processes it is so as soon as they hear of it.
        """
        await self.drop({*names, self._fingerprints.of(credentials).token})

    async def drop(self, names: Iterable[str]) -> None:
        """Take notice of a change that somebody has made elsewhere, as `wrote` does."""
        await self._announcements.tell({*names, SEARCH})

    @property
    def generation(self) -> int:
        """A number that grows whenever this process hears of anything: what was read before may be older."""
        return self._changes.generation

    def happened(self, event: Event) -> None:
        """Take notice of an event."""
        # Whatever else happens may change whose credentials a viewer has, but no object.
        names = event.data.get("names", ()) if event.type == "trello.changed" else ()
        self._changes.happened(names, event.seq)

    def missed(self) -> None:
        """Take notice that any events may have been missed."""
        self._changes.missed()
        self._memory.clear()

    async def close(self) -> None:
        """Give up what is done in the background. Redis must still be open."""
        await self._write_behind.close()
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)

    def _key(self, viewer: str) -> Hashable:
        shares = self._lifetimes.settings.share_in_flight
        return (viewer, self._changes.generation_of(viewer)) if shares else object()

    def _at_hand(self, viewer: str, request: Request, asker: Asker) -> Outcome | None:
        entry = self._memory.get(viewer, request)
        if entry is None:
            return None
        if not self._is_usable(entry) or self._changes.overtake_for(viewer, entry):
            self._memory.remove(viewer, request)
            return None
        if not self._is_fresh(entry) and not self._flights.has(self._key(viewer), request):
            self._spawn(self._refresh(viewer, request, asker.credentials))
        return self._outcome(entry)

    async def _fetch(
        self, viewer: str, asker: Asker, requests: Sequence[Request], *, anew: bool = False
    ) -> list[Outcome]:
        lifetimes = ((request, self._lifetimes.of(request)) for request in requests)
        lives = {request: life for request, life in lifetimes if life.seconds}
        kept = await self._in_redis(viewer, list(lives)) if lives else {}
        if anew:
            kept = {request: entry for request, entry in kept.items() if self._is_fresh(entry)}
        outcomes = {request: self._outcome(entry) for request, entry in kept.items()}
        unread = [request for request in requests if request not in kept]
        seq, asked = self._changes.seq, self._clock()
        answers = await self._source.read(unread, asker) if unread else []
        new: dict[Request, Entry] = {}
        for request, answer in zip(unread, answers, strict=True):
            life = self._life(answer, lives.get(request))
            if seq is None or not life:
                outcomes[request] = Outcome("miss", answer)
                continue
            # Written down before anybody gets it, and may change it.
            body = None if isinstance(answer, NotFound) else orjson.dumps(answer)
            entry = Entry(request, body, asked, life, seq)
            outcomes[request] = self._outcome(entry, "miss", answer)
            if len(body or b"") <= MAX_BODY_BYTES:
                new[request] = entry
        for request, entry in {**kept, **new}.items():
            self._memory.put(viewer, request, entry)
        self._write_behind.put(viewer, new.values())
        return [outcomes[request] for request in requests]

    async def _in_redis(self, viewer: str, requests: Sequence[Request]) -> Mapping[Request, Entry]:
        known = self._changes.seq
        try:
            await self._announcements.catch_up()
            found = await self._shared.get(viewer, requests)
        except RedisAway:
            WITHOUT_REDIS.inc()
            return {}
        if known is not None and found.seq < known:
            # Redis has been emptied, and counts from the beginning.
            self.missed()
        self._changes.learn(found.seq)
        return {
            request: entry
            for request, entry in found.entries.items()
            if self._is_usable(entry) and not self._changes.overtake(entry)
        }

    async def _refresh(self, viewer: str, request: Request, credentials: Credentials) -> None:
        deadline = asyncio.get_running_loop().time() + REFRESH_SECONDS
        asker = Asker(credentials, deadline)
        fetch = partial(self._fetch, viewer, asker, anew=True)
        await self._flights.read(self._key(viewer), [request], fetch, deadline)

    def _life(self, answer: Any, life: Lifetime | None) -> Lifetime | None:
        """Return the lifetime of an answer, given that of the request; None if it has none."""
        if life and isinstance(answer, NotFound) and answer.args == NotFound().args:
            return self._lifetimes.of_nothing(life)
        return None if isinstance(answer, TrelloError) else life

    def _is_usable(self, entry: Entry) -> bool:
        seconds = entry.life.seconds if self._is_heard() else min(entry.life.seconds, DEAF_SECONDS)
        return 0 <= entry.age(self._clock()) < seconds

    def _is_fresh(self, entry: Entry) -> bool:
        return self._fresh_seconds(entry) > 0

    def _fresh_seconds(self, entry: Entry) -> float:
        share = 1 - self._lifetimes.settings.stale_share
        return entry.life.seconds * share - entry.age(self._clock())

    def _outcome(self, entry: Entry, status: Status | None = None, answer: Any = None) -> Outcome:
        """Return what an entry answers; or another `answer`, which the entry has just been made of."""
        left, fresh = entry.life.allowed - entry.age(self._clock()), self._fresh_seconds(entry)
        if entry.body is None:
            return Outcome(status or "negative", NotFound(), left=left, fresh=fresh)
        return Outcome(
            status or ("hit" if fresh > 0 else "stale"), answer, entry.body, left=left, fresh=fresh
        )

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


def _taken(outcome: Outcome, tally: Tally) -> Any:
    tally.note(outcome.status, outcome.left, outcome.fresh)
    READS[outcome.status].inc()
    return outcome.take()
