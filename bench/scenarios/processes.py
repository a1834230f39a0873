"""Several processes of one gateway on one host: they take whatever cores are not those of the load."""

from bench import rounds
from bench.gateways import ENGINE, OURS, gateway
from bench.scenario import Pace, Result, Wanted
from bench.stub import Stub
from bench.subjects import subjects
from bench.workloads import W1, W3

_GUNICORN = ("gunicorn", "--config", "python:app.gateway.gunicorn.config", "app.main:create_app", "--workers")


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:
    several = [
        gateway(f"gateway: {count} by gunicorn", ENGINE, *_GUNICORN, str(count)) for count in (1, 2, 4)
    ]
    async with subjects(wanted([OURS, *several]), stub, [W1, W3]) as running:
        figures = await rounds.measure(running, stub, pace, [W1, W3])
        resident = {each.program.name: each.process.resident_bytes() for each in running}
    data = {"figures": rounds.as_json(figures), "resident_bytes": resident}
    return Result([rounds.costs(figures), rounds.rates(figures)], data)
