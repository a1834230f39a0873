"""How many values variables may have, counted before they are coerced, which takes microseconds for each."""

from collections.abc import Mapping
from typing import Any

from app.gateway.limits.refusals import too_expensive
from app.settings.limits import LimitSettings


def check_variables(variables: Mapping[str, Any], limits: LimitSettings) -> None:
    """Raise `RequestRefused` for more values, those in lists and objects included, than the limit."""
    found = 0
    pending: list[Any] = [variables]
    while pending:
        value = pending.pop()
        inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
        found += len(inside)
        if found > limits.variable_values:
            raise too_expensive(limits, "variable_values", found, (), at_least=True)
        pending += inside
