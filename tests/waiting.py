"""Waiting for what nobody tells of."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], bool]) -> None:
    """Return once a condition holds; a test that waits for ever runs out of its time."""
    while not condition():  # noqa: ASYNC110  # nobody sets an event
        await asyncio.sleep(0.001)
