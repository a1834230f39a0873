"""Memory of the gateway over ten thousand mixed requests, and ten thousand more."""

import statistics
from itertools import cycle, islice
from typing import Final

from bench import load
from bench.gateways import OURS
from bench.scenario import CONNECTIONS, Pace, Result, Wanted, table
from bench.stub import Stub
from bench.subjects import subjects
from bench.workloads import WORKLOADS

_REQUESTS: Final = 20_000
_EVERY: Final = 1_000


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:  # noqa: ARG001  # as every scenario
    async with subjects([OURS], stub) as (ours,):
        bodies = [each.body(member) for member in stub.members(range(CONNECTIONS)) for each in WORKLOADS]
        requests = cycle([load.request(ours.url, body) for body in bodies])
        found = {0: ours.process.resident_bytes()}
        for done in range(_EVERY, _REQUESTS + 1, _EVERY):
            some = islice(requests, _EVERY)
            await load.send(ours.url, [some] * CONNECTIONS, length=None)
            found[done] = ours.process.resident_bytes()
    later = [done for done in found if done >= _REQUESTS // 2]
    slope, _ = statistics.linear_regression(later, [found[done] for done in later])
    head = ["RSS in MB by requests", *(f"{done:,}" for done in found if done % 5_000 == 0), "KB per 1,000"]
    row = [OURS.name, *(f"{found[done] / 1e6:.1f}" for done in found if done % 5_000 == 0), f"{slope:.1f}"]
    return Result([table(head, [row])], {"resident_bytes": found, "bytes_per_request_in_the_end": slope})
