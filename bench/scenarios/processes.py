"""Several processes of one gateway on one host, on all cores but that of the load."""

from dataclasses import replace

from bench import rounds
from bench.gateway import GUNICORN
from bench.gateways import ENGINE, OURS, gateway
from bench.process import SEVERAL
from bench.scenario import Pace, Result, Wanted
from bench.stub import Stub
from bench.subjects import subjects
from bench.workloads import W1, W3


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:
    several = [
        replace(
            gateway(f"gateway: {count} by gunicorn", ENGINE, *GUNICORN, "--workers", str(count)),
            cores=SEVERAL,
        )
        for count in (1, 2, 4)
    ]
    async with subjects(wanted([OURS, *several]), stub, [W1, W3]) as running:
        figures = await rounds.measure(running, stub, pace, [W1, W3])
        resident = {each.program.name: each.process.resident_bytes() for each in running}
    data = {"figures": rounds.as_json(figures), "resident_bytes": resident}
    return Result([rounds.costs(figures), rounds.rates(figures)], data)
