"""`make bench`: this gateway, the limit and its peers, side by side on the same work."""

import argparse
import sys
from collections.abc import Sequence

import uvloop

from bench import report
from bench.process import MEASURING, pinned
from bench.programs import COMPOSED, OURS, PEERS, SHARING_PEERS, STORED, Program
from bench.scenarios import queries
from bench.stub import Stub, serving
from bench.subjects import subjects
from bench.workloads import WORKLOADS, world


async def main(arguments: argparse.Namespace) -> None:
    """Measure what was asked for, and print it."""
    wanted = [
        each for each in (COMPOSED, STORED, OURS, *PEERS, *SHARING_PEERS) if _is_wanted(each, arguments.only)
    ]
    chosen = [each for each in wanted if each.is_here]
    for each in wanted:
        if not each.is_here:
            print(f"Left out, for it is not here: {each.name}. `make bench-peers` says why.")
    workloads = [each for each in WORKLOADS if each.name in arguments.workloads.split(",")]
    async with serving(Stub(world())) as stub, subjects(chosen, stub.url, workloads) as running:
        figures = await queries.measure(
            running, stub, rounds=arguments.rounds, seconds=arguments.seconds, workloads=workloads
        )
    base = chosen[0].name
    print(report.queries(figures, base), report.rates(figures, base), sep="\n\n")


def _is_wanted(program: Program, only: Sequence[str]) -> bool:
    return not only or any(part in program.name for part in only)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="of a program in a round")
    parser.add_argument("--workloads", default="W1,W2,W3,W4")
    parser.add_argument("--only", nargs="*", default=(), help="parts of the names of programs")
    with pinned(MEASURING):
        sys.exit(uvloop.run(main(parser.parse_args())))
