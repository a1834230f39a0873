"""How long a client waits: with an upstream that answers at once or after 80 ms, one client or fifty."""

from itertools import product
from typing import Any, Final

from bench.gateways import OURS
from bench.programs import COMPOSED, PEERS
from bench.scenario import Pace, Result, Wanted, table
from bench.stub import Stub
from bench.subjects import subjects
from bench.workloads import W2, W3

_LATENCIES: Final = (0.0, 0.08)
_CLIENTS: Final = (1, 50)


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:
    data: dict[str, Any] = {}
    async with subjects(wanted([COMPOSED, OURS, *PEERS]), stub, [W2, W3]) as running:
        for subject, workload in product(running, (W2, W3)):
            if workload.name in subject.lengths:
                await subject.send(workload, stub.members(range(max(_CLIENTS))), pace.warm_up_seconds)
        for workload, latency, clients in product((W2, W3), _LATENCIES, _CLIENTS):
            stub.latency = latency
            for subject in running:
                if workload.name in subject.lengths:
                    seconds = 2 * pace.seconds
                    sent = await subject.send(workload, stub.members(range(clients)), seconds)
                    found = data.setdefault(subject.program.name, {}).setdefault(workload.name, {})
                    found[f"{latency * 1000:.0f} ms, {clients}"] = {
                        "p50_ms": sent.percentile(0.5) * 1000,
                        "p99_ms": sent.percentile(0.99) * 1000,
                    }
        stub.latency = 0.0
    return Result([_table(name, data) for name in (W2.name, W3.name)], data)


def _table(workload: str, data: dict[str, Any]) -> str:
    columns = [f"{latency * 1000:.0f} ms, {clients}" for latency, clients in product(_LATENCIES, _CLIENTS)]
    rows = [
        [program, *(_cell(taken[workload].get(column)) for column in columns)]
        for program, taken in data.items()
        if workload in taken
    ]
    return table([f"{workload}: p50 / p99 in ms by latency of the upstream, clients", *columns], rows)


def _cell(found: Any) -> str:
    return f"{found['p50_ms']:.1f} / {found['p99_ms']:.1f}"
