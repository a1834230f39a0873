"""What each thing costs that production wants beside answers: the engine with one more, and with all."""

from bench import rounds
from bench.gateways import COSTS
from bench.scenario import Pace, Result, Wanted
from bench.stub import Stub
from bench.subjects import subjects
from bench.workloads import W1, W2, W3


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:
    async with subjects(wanted(COSTS), stub, [W1, W2, W3]) as running:
        figures = await rounds.measure(running, stub, pace, [W1, W2, W3])
    return Result([rounds.costs(figures), rounds.rates(figures)], rounds.as_json(figures))
