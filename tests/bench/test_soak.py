import pytest

from bench.gateway import gateway
from bench.soak import Sample, growth_per_thousand, query, soak

WARM_UP = 2_000
"""Queries after which all caches are full, with as little room for them as here."""

LEAK_OF_HALF_A_KIBIBYTE_A_QUERY = 512 * 1_000


@pytest.mark.timeout(600)  # five thousand requests, on a machine that may be busy with others
async def test_memory_does_not_grow_with_queries_that_were_never_seen_before() -> None:
    async with gateway(workers=1, GATEWAY_DOCUMENT_CACHE_BYTES="4000000") as subject:
        samples = [sample async for sample in soak(subject, 5_000, 500)]

    warm = [sample for sample in samples if sample.queries >= WARM_UP]
    assert growth_per_thousand(warm) < LEAK_OF_HALF_A_KIBIBYTE_A_QUERY, samples


def test_growth_is_the_slope_of_the_samples() -> None:
    samples = [Sample(queries, 10**6 + 3 * queries) for queries in range(0, 5_000, 500)]

    assert round(growth_per_thousand(samples)) == 3_000


def test_no_two_queries_are_alike() -> None:
    assert len({query(number) for number in range(1_000)}) == 1_000
