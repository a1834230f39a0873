"""Async generators that are alive: started or not, but neither exhausted nor closed."""

import gc
from collections.abc import AsyncGenerator, Callable
from types import AsyncGeneratorType
from typing import Any


def living(*functions: Callable[..., Any]) -> list[AsyncGenerator[Any, None]]:
    """Return the async generators of some functions that are alive in this process.

    They are looked for among all objects, so that none escapes which nobody knows of any more. Whoever holds
    on to them keeps the garbage collector from closing them.
    """
    codes = {function.__code__ for function in functions}
    found = [each for each in gc.get_objects() if isinstance(each, AsyncGeneratorType)]
    return [each for each in found if each.ag_code in codes and each.ag_frame is not None]


def alive(*functions: Callable[..., Any]) -> int:
    """Return how many async generators of some functions are alive in this process."""
    return len(living(*functions))
