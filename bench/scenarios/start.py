"""How soon after its start a program has given its first right answer, and what memory it has then."""

import statistics
from typing import Any

from bench.gateways import OURS
from bench.programs import COMPOSED, PEERS
from bench.scenario import Pace, Result, Wanted, table
from bench.stub import Stub
from bench.subjects import subjects
from bench.workloads import W1


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:
    data: dict[str, Any] = {}
    for program in wanted([COMPOSED, OURS, *PEERS]):
        found = []
        for _ in range(min(3, pace.rounds)):
            async with subjects([program], stub, [W1]) as (subject,):
                cpu, resident = subject.process.cpu_seconds(), subject.process.resident_bytes()
                found.append((subject.start_seconds, cpu, resident))
        seconds, cpu, resident = (statistics.median(figure) for figure in zip(*found, strict=True))
        data[program.name] = {"seconds": seconds, "cpu_seconds": cpu, "resident_bytes": resident}
    rows = [
        [name, f"{each['seconds']:.2f}", f"{each['cpu_seconds']:.2f}", f"{each['resident_bytes'] / 1e6:.0f}"]
        for name, each in data.items()
    ]
    return Result([table(["Start to first answer", "seconds", "of CPU time", "RSS in MB"], rows)], data)
