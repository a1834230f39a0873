"""Memory of the gateway while it answers queries of which it has seen none before: `make soak`.

Every one of them is parsed, validated, remembered and, in time, forgotten. A parser that forgets to free one
kibibyte of each shows as 1,000 KiB a thousand.
"""

import argparse
import asyncio
import statistics
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final

import aiohttp

from bench.gateway import Gateway, gateway

_AT_ONCE: Final = 8
_KIBIBYTE: Final = 1024


@dataclass(frozen=True)
class Sample:
    """How much memory is resident after so many queries."""

    queries: int
    resident_bytes: int


def query(number: int) -> str:
    """Return a query that is like no other: some ask the upstream, some are not valid."""
    match number % 10:
        case 0:
            return f"{{ member {{ a{number}: fullName }} }}"
        case 1:
            return f"{{ unknown{number} }}"
        case _:
            return f'{{ __typename ... @skip(if: true) {{ card(id: "c") {{ a{number}: name }} }} }}'


async def soak(subject: Gateway, queries: int, every: int) -> AsyncIterator[Sample]:
    """Send so many queries, a few at once, and yield a sample at the start and after each `every` of them."""
    numbers = iter(range(queries))
    async with aiohttp.ClientSession() as client:

        async def send(count: int) -> None:
            for _, number in zip(range(count), numbers, strict=False):
                body = {"query": query(number)}
                async with client.post(subject.url, json=body) as response:
                    await response.read()

        yield Sample(0, subject.process.resident_bytes())
        for done in range(every, queries + 1, every):
            await asyncio.gather(*(send(every // _AT_ONCE) for _ in range(_AT_ONCE)))
            yield Sample(done, subject.process.resident_bytes())


def growth_per_thousand(samples: Sequence[Sample]) -> float:
    """Return by how many bytes memory grows with a thousand queries, by linear regression."""
    slope, _ = statistics.linear_regression(
        [sample.queries / 1_000 for sample in samples], [sample.resident_bytes for sample in samples]
    )
    return slope


async def main(arguments: argparse.Namespace) -> None:
    """Print the samples as they are taken, and the growth over the second half of them."""
    print(f"{'queries':>9}  {'RSS':>9}   of {arguments.workers} workers together")
    samples = []
    async with gateway(arguments.workers) as subject:
        async for sample in soak(subject, arguments.queries, arguments.queries // 20):
            samples.append(sample)
            print(f"{sample.queries:>9,}  {sample.resident_bytes / _KIBIBYTE**2:>5.1f} MiB", flush=True)
    growth = growth_per_thousand(samples[len(samples) // 2 :]) / _KIBIBYTE
    print(f"Over the second half, memory grows by {growth:.1f} KiB with a thousand queries.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--queries", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    sys.exit(asyncio.run(main(parser.parse_args())))
