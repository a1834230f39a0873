"""What a document costs: sent as text that is known, by its hash alone, or never seen before (W4)."""

import hashlib
from collections.abc import Iterator
from itertools import count, repeat
from typing import Any

from bench import load
from bench.gateways import OURS
from bench.scenario import CONNECTIONS, Pace, Result, Wanted, table
from bench.stub import Stub
from bench.subjects import Subject, subjects
from bench.workloads import W4


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:  # noqa: ARG001  # as every scenario
    bodies = [W4.body(member) for member in stub.members(range(CONNECTIONS))]
    digest = hashlib.sha256(W4.query.encode()).hexdigest()
    by_hash = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}}
    numbers = count()
    async with subjects([OURS], stub, [W4]) as (ours,):

        def same(body: dict[str, Any]) -> Iterator[bytes]:
            return repeat(load.request(ours.url, body))

        def new(body: dict[str, Any]) -> Iterator[bytes]:
            for number in numbers:
                yield load.request(ours.url, body | {"query": f"{W4.query} #{number}"})

        await load.ask(ours.url, bodies[0] | by_hash)
        hashed = [{"variables": body["variables"]} | by_hash for body in bodies]
        data = {
            "known": await _cpu_ms(ours, [same(body) for body in bodies], pace),
            "known, and sent as its hash": await _cpu_ms(ours, [same(body) for body in hashed], pace),
            "new each time": await _cpu_ms(ours, [new(body) for body in bodies], pace),
        }
    rows = [[name, f"{cpu_ms:.3f}"] for name, cpu_ms in data.items()]
    return Result([table(["W4 with a document that is", "CPU ms per query"], rows)], data)


async def _cpu_ms(ours: Subject, sources: list[Iterator[bytes]], pace: Pace) -> float:
    await load.send(ours.url, sources, length=None, seconds=pace.warm_up_seconds)
    cpu = ours.process.cpu_seconds()
    sent = await load.send(ours.url, sources, length=None, seconds=pace.rounds * pace.seconds)
    return (ours.process.cpu_seconds() - cpu) / sent.queries * 1000
