"""What is left of a query when many ask for the same: shared while it is under way, or kept for a while."""

from bench import rounds
from bench.gateways import SHARING
from bench.programs import COMPOSED, SHARING_PEERS, STORED
from bench.scenario import CONNECTIONS, Pace, Result, Wanted
from bench.stub import Stub
from bench.subjects import subjects
from bench.workloads import W2, W3


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:
    async with subjects(wanted([STORED, COMPOSED, *SHARING, *SHARING_PEERS]), stub, [W2, W3]) as running:
        figures = await rounds.measure(running, stub, pace, [W2, W3], [0] * CONNECTIONS)
    tables = [rounds.costs(figures), rounds.rates(figures)]
    return Result(["All ask for the same.", *tables], rounds.as_json(figures))
