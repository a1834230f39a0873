import asyncio
import gc
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from app.trello.errors import NotFound, Unavailable, UnexpectedAnswer
from app.trello.loader import Loader
from app.trello.needs import Edge, Needs
from app.trello.request import Request

BOARDS = Edge.of("boards", filter="all")


class Upstream:
    """Answers every request by a function of its url, and remembers what left together."""

    def __init__(self, answer: Callable[[str], Any] = lambda url: {"id": url}) -> None:
        self.answer = answer
        self.waves: list[list[str]] = []

    async def send(self, requests: Sequence[Request]) -> list[Any]:
        self.waves.append([request.url for request in requests])
        await asyncio.sleep(0)
        return [self.answer(request.url) for request in requests]


async def test_what_is_asked_in_the_same_moment_leaves_together() -> None:
    upstream = Upstream()
    loader = Loader(upstream.send)

    async def later(turns: int, ref: str) -> Any:
        for _ in range(turns):
            await asyncio.sleep(0)
        return await loader.load("card", ref, Needs({"name"}))

    await asyncio.gather(later(0, "a"), later(1, "b"), later(2, "c"))

    assert upstream.waves == [["/cards/a?fields=name", "/cards/b?fields=name", "/cards/c?fields=name"]]


async def test_an_object_asked_for_twice_is_read_once_with_all_that_is_needed() -> None:
    upstream = Upstream()
    loader = Loader(upstream.send)

    first, second = await asyncio.gather(
        loader.load("card", "a", Needs({"name"})), loader.load("card", "a", Needs({"desc"}))
    )

    assert upstream.waves == [["/cards/a?fields=desc%2Cname"]]
    assert first is second


async def test_what_was_read_before_is_not_read_again() -> None:
    upstream = Upstream()
    loader = Loader(upstream.send)

    await loader.load("card", "a", Needs({"name", "desc"}))
    await loader.load("card", "a", Needs({"name"}))
    await loader.load("card", "a", Needs({"due"}))

    assert upstream.waves == [["/cards/a?fields=desc%2Cname"], ["/cards/a?fields=due"]]


async def test_even_nothing_is_needed_of_an_object_only_if_it_is_there() -> None:
    upstream = Upstream()

    await Loader(upstream.send).load("board", "b", Needs())

    assert upstream.waves == [["/boards/b?fields=id"]]


async def test_an_object_that_cannot_be_read_fails_alone() -> None:
    upstream = Upstream(lambda url: NotFound() if "gone" in url else {"id": "here"})
    loader = Loader(upstream.send)

    gone, here = await asyncio.gather(
        loader.load("card", "gone", Needs({"name"})),
        loader.load("card", "here", Needs({"name"})),
        return_exceptions=True,
    )

    assert isinstance(gone, NotFound)
    assert here == {"id": "here"}


async def test_an_edge_that_cannot_be_read_holds_its_error_and_leaves_the_rest() -> None:
    cards = Edge.of("cards", filter="open")
    upstream = Upstream(lambda url: Unavailable() if "/cards" in url else {"id": "l", "name": "L"})

    node = await Loader(upstream.send).load("list", "l", Needs({"name"}, {cards: Needs({"name"})}))

    assert node["name"] == "L"
    assert isinstance(node[cards.key], Unavailable)


async def test_several_objects_are_read_together_and_fail_alone() -> None:
    upstream = Upstream(lambda url: NotFound() if "/b?" in url else {"id": url})
    loader = Loader(upstream.send)

    first, second, third = await loader.load_all("card", ["a", "b", "c"], Needs({"name"}))

    assert (first, third) == ({"id": "/cards/a?fields=name"}, {"id": "/cards/c?fields=name"})
    assert isinstance(second, NotFound)
    assert len(upstream.waves) == 1


async def test_several_of_which_some_were_read_before_cost_what_is_left() -> None:
    upstream = Upstream()
    loader = Loader(upstream.send)
    known = await loader.load("card", "a", Needs())

    assert (await loader.load_all("card", ["b", "a"], Needs()))[1] is known
    assert upstream.waves == [["/cards/a?fields=id"], ["/cards/b?fields=id"]]


async def test_needs_that_were_handed_on_stay_as_they_are() -> None:
    loader = Loader(Upstream().send)
    handed = Needs({"name"})

    await asyncio.gather(loader.load("card", "a", handed), loader.load("card", "a", Needs({"desc"})))

    assert handed == Needs({"name"})


async def test_further_pages_of_several_objects_leave_together() -> None:
    cards = Edge.of("cards", filter="open")

    def answer(url: str) -> Any:
        return [] if "before=" in url else [{"id": f"{each:024x}", "pos": each} for each in range(1, 1001)]

    upstream = Upstream(answer)
    loader = Loader(upstream.send)
    needs = Needs(edges={cards: Needs({"id"})})

    await asyncio.gather(loader.load("list", "l1", needs), loader.load("list", "l2", needs))

    assert [len(wave) for wave in upstream.waves] == [2, 2]
    assert all(f"before={1:024x}" in url for url in upstream.waves[1])


async def test_a_reader_that_is_cancelled_takes_nobody_with_it() -> None:
    loader = Loader(Upstream().send)
    impatient = asyncio.create_task(loader.load("card", "a", Needs({"name"})))
    patient = asyncio.create_task(loader.load("card", "a", Needs({"name"})))
    await asyncio.sleep(0)

    impatient.cancel()

    assert await patient == {"id": "/cards/a?fields=name"}


async def test_whoever_waits_for_several_and_is_cancelled_takes_nobody_with_it() -> None:
    loader = Loader(Upstream().send)
    leaving = asyncio.create_task(loader.load_all("card", ["a", "b"], Needs({"name"})))
    staying = asyncio.create_task(loader.load("card", "a", Needs({"name"})))
    await asyncio.sleep(0)

    leaving.cancel()

    assert await staying == {"id": "/cards/a?fields=name"}


async def test_a_failure_that_nobody_foresaw_reaches_everyone_who_waits() -> None:
    async def send(_requests: Sequence[Request]) -> list[Any]:
        raise RuntimeError("unforeseen")

    loader = Loader(send)

    with pytest.raises(RuntimeError, match="unforeseen"):
        await loader.load("card", "a", Needs({"name"}))


async def test_an_object_that_cannot_be_planned_fails_at_once() -> None:
    loader = Loader(Upstream().send)

    with pytest.raises(ValueError, match="segment"):
        await loader.load("card", "", Needs({"name"}))


@pytest.mark.parametrize("odd", [None, [], "text", 7])
async def test_an_answer_of_the_wrong_shape_fails_alone(odd: Any) -> None:
    upstream = Upstream(lambda url: odd if "odd" in url else {"id": "here"})
    loader = Loader(upstream.send)

    wrong, right = await asyncio.gather(
        loader.load("board", "odd", Needs(edges={Edge.of("lists", filter="open"): Needs({"name"})})),
        loader.load("card", "here", Needs({"name"})),
        return_exceptions=True,
    )

    assert isinstance(wrong, UnexpectedAnswer)
    assert right == {"id": "here"}


async def test_a_failure_that_nobody_waits_for_any_more_is_not_logged() -> None:
    told: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: told.append(context))
    started = asyncio.Event()

    async def send(requests: Sequence[Request]) -> list[Any]:
        started.set()
        await asyncio.sleep(0.01)
        return [NotFound() for _ in requests]

    loader = Loader(send)
    reading = asyncio.create_task(loader.load("card", "a", Needs({"name"})))
    await started.wait()
    reading.cancel()
    await asyncio.gather(*loader._waves, return_exceptions=True)
    del loader, reading
    gc.collect()

    assert told == []


async def test_what_has_not_left_yet_does_not_leave_after_closing() -> None:
    upstream = Upstream()
    loader = Loader(upstream.send)
    reading = asyncio.create_task(loader.load("card", "a", Needs({"name"})))
    await asyncio.sleep(0)

    loader.close()
    reading.cancel()
    for _ in range(10):
        await asyncio.sleep(0)

    assert upstream.waves == []


async def test_closing_stops_what_is_still_being_read() -> None:
    started, stopped = asyncio.Event(), asyncio.Event()

    async def send(_requests: Sequence[Request]) -> list[Any]:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        return []

    loader = Loader(send)
    reading = asyncio.create_task(loader.load("card", "a", Needs({"name"})))
    await started.wait()
    assert not stopped.is_set()

    loader.close()

    await stopped.wait()
    reading.cancel()
