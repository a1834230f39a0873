"""`make bench`: this gateway, its limit and its peers, side by side on the same work."""

import argparse
import asyncio
import json
import platform
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import uvloop

from bench.process import MEASURING, pinned
from bench.programs import PEERS, SHARING_PEERS, STATE, Program
from bench.scenario import FULL, SHORT, Pace, Scenario
from bench.scenarios import (
    budget,
    costs,
    documents,
    growth,
    latency,
    memory,
    processes,
    queries,
    sharing,
    sockets,
    start,
    tokens,
)
from bench.stub import Stub, serving
from bench.workloads import world

SCENARIOS: Final[dict[str, Scenario]] = {
    "queries": queries.run,
    "sharing": sharing.run,
    "costs": costs.run,
    "tokens": tokens.run,
    "latency": latency.run,
    "start": start.run,
    "memory": memory.run,
    "growth": growth.run,
    "documents": documents.run,
    "processes": processes.run,
    "sockets": sockets.run,
    "budget": budget.run,
}
IN_SHORT: Final = ("queries",)
CHART: Final = STATE / "chart" / "venv" / "bin" / "python"


class NothingToMeasure(Exception):  # noqa: N818  # a choice that was made, and no failure
    """A scenario has no program of those that were asked for."""


async def main(chosen: Sequence[str], pace: Pace, only: Sequence[str]) -> None:
    """Measure, print the tables as they come, and write the figures to .state/bench."""

    def wanted(programs: Sequence[Program]) -> list[Program]:
        chosen = [
            each
            for each in programs
            if each.is_here and (not only or any(part in each.name for part in only))
        ]
        if not chosen:
            raise NothingToMeasure
        return chosen

    for each in (*PEERS, *SHARING_PEERS):
        if not each.is_here:
            print(f"Left out, for it is not here: {each.name}. `make bench-peers` says why.")
    path = STATE / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S}.json"
    found: dict[str, Any] = {"machine": platform.platform(), "python": platform.python_version()}
    async with serving(Stub(world())) as stub:
        for name in chosen:
            begun = time.perf_counter()
            try:
                result = await SCENARIOS[name](stub, pace, wanted)
            except NothingToMeasure:
                print(f"\n({name}: has no program with such a name)", flush=True)
                continue
            print(*(f"\n{each}" for each in result.tables), sep="\n")
            print(f"\n({name}: {time.perf_counter() - begun:.0f} s)", flush=True)
            found[name] = result.data
            path.write_text(json.dumps(found, indent=2))
    print(f"\nFigures: {path}", flush=True)
    if "queries" in found and CHART.exists():
        drawing = await asyncio.create_subprocess_exec(CHART, "-m", "bench.chart", path)
        await drawing.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=", ".join(SCENARIOS))
    parser.add_argument("--short", action="store_true", help="measure for a shorter time, and less exactly")
    parser.add_argument("--only", nargs="*", default=[], help="parts of the names of programs")
    given = parser.parse_args()
    if unknown := set(given.scenarios) - SCENARIOS.keys():
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(SCENARIOS)}")
    names = given.scenarios or (IN_SHORT if given.short else list(SCENARIOS))
    with pinned(MEASURING):
        sys.exit(uvloop.run(main(names, SHORT if given.short else FULL, given.only)))
