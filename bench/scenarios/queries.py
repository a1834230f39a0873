"""The gateway beside its limit and its peers: four workloads, nothing shared, nothing kept."""

from bench import rounds
from bench.gateways import OURS
from bench.programs import COMPOSED, PEERS, STORED
from bench.scenario import Pace, Result, Wanted
from bench.stub import Stub
from bench.subjects import subjects


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:
    async with subjects(wanted([COMPOSED, STORED, OURS, *PEERS]), stub) as running:
        figures = await rounds.measure(running, stub, pace)
        resident = {each.program.name: each.process.resident_bytes() for each in running}
    data = {"figures": rounds.as_json(figures), "resident_bytes": resident}
    return Result([rounds.costs(figures), rounds.rates(figures)], data)
