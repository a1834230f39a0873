"""Async generators that are alive: started or not, but neither exhausted nor closed."""

import gc
from collections.abc import Callable
from types import AsyncGeneratorType
from typing import Any


def alive(*functions: Callable[..., Any]) -> int:
    """Return how many async generators of some functions are alive in this process.

    They are looked for among all objects, so that none escapes which nobody knows of any more.
    """
    codes = {function.__code__ for function in functions}
    found = [each for each in gc.get_objects() if isinstance(each, AsyncGeneratorType)]
    return sum(each.ag_code in codes and each.ag_frame is not None for each in found)
