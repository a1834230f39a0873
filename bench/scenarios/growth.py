"""How the cost of W3 grows with what it is about: from ten cards to ten thousand."""

import statistics
from typing import Any, Final

from bench import rounds
from bench.gateways import OURS
from bench.programs import COMPOSED
from bench.scenario import Pace, Result, Wanted, table
from bench.stub import Stub
from bench.subjects import subjects
from bench.workloads import W3, world

_CARDS: Final = (10, 100, 1_000, 10_000)


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:
    data: dict[str, Any] = {}
    for cards in _CARDS:
        stub.use(world(cards))
        async with subjects(wanted([COMPOSED, OURS]), stub, [W3]) as running:
            figures = await rounds.measure(running, stub, pace, [W3])
        for program, taken in figures.items():
            data.setdefault(program, {"cpu_ms": {}})["cpu_ms"][cards] = taken["W3"].cpu_ms
    stub.use(world())
    for found in data.values():
        slope, _ = statistics.linear_regression(list(found["cpu_ms"]), list(found["cpu_ms"].values()))
        found["microseconds_per_card"] = slope * 1000
    rows = [
        [
            program,
            *(f"{each:.3f}" for each in found["cpu_ms"].values()),
            f"{found['microseconds_per_card']:.2f}",
        ]
        for program, found in data.items()
    ]
    head = ["W3: CPU ms per query by number of cards", *(f"{cards:,}" for cards in _CARDS), "µs per card"]
    return Result([table(head, rows)], data)
