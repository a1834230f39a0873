"""The gateway under several settings. What is new in it and takes time gets a line in ENGINE and in COSTS."""

import os
import sys
from dataclasses import replace
from typing import Final

from bench.programs import Program

ENGINE: Final = {
    "AUTH": "off",
    "GATEWAY_RATE_LIMIT_PER_ADDRESS": "0",
    "GATEWAY_RATE_LIMIT_PER_VIEWER": "0",
    "GATEWAY_SHARE_QUERIES": "false",
    "TRELLO_BUDGET_ENABLED": "false",
    "TRELLO_CACHE_ENABLED": "false",
    "TRELLO_CACHE_SHARE_IN_FLIGHT": "false",
}
"""Settings under which nothing is done but answering: whatever is shared, kept or counted is off."""

_REDIS_URL: Final = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
_REDIS: Final = {"REDIS_URL": _REDIS_URL, "REDIS_PREFIX": "bench:"}
_MANY: Final = "1000000000"
_LIMITER: Final = {"GATEWAY_RATE_LIMIT_PER_ADDRESS": _MANY}
_BUDGET: Final = {
    "TRELLO_BUDGET_ENABLED": "true",
    "TRELLO_BUDGET_PER_TOKEN": "100000",
    "TRELLO_BUDGET_PER_KEY": "100000",
    "TRELLO_BUDGET_PER_SPECIAL_ROUTE": "100000",
    "TRELLO_BUDGET_SPECIAL_SECONDS": "10",
}
_READS: Final = {"TRELLO_CACHE_SHARE_IN_FLIGHT": "true"}
_QUERIES: Final = {"GATEWAY_SHARE_QUERIES": "true"}
WITH_BUDGET: Final = (
    ENGINE | _REDIS | {"TRELLO_BUDGET_ENABLED": "true", "TRELLO_BUDGET_LONGEST_WAIT_SECONDS": "5"}
)
"""The engine, which asks Trello for no more than it gives; nobody is kept waiting for long."""
_CACHE: Final = {"TRELLO_CACHE_ENABLED": "true", **_REDIS}


def gateway(name: str, settings: dict[str, str], *arguments: str) -> Program:
    """Return this gateway under some settings, run by `python -m` with `arguments`, else as it usually is."""
    usual = {"LOG_LEVEL": "ERROR", "GATEWAY_METRICS_PORT": "0"}
    return Program(name, (sys.executable, "-m", *(arguments or ("app.main",))), usual | settings)


def with_tokens(variables: dict[str, str], token: str) -> Program:
    """Return the engine that asks for a token, and is shown one; `variables` lead to the backend."""
    settings = ENGINE | _REDIS | {"AUTH": "tokens", "TRELLO_TOKEN_SHARED": "true"} | variables
    return replace(gateway("gateway: AUTH=tokens", settings), headers={"Authorization": f"Bearer {token}"})


OURS: Final = gateway("gateway: engine", ENGINE)
ASKING_NOBODY: Final = gateway("gateway: AUTH=off", ENGINE | _REDIS)
"""The engine beside the Redis that `with_tokens` hears of revoked tokens by."""
SHARING: Final = (
    OURS,
    gateway("gateway: reads in flight shared", ENGINE | _READS),
    gateway("gateway: object cache", ENGINE | _CACHE),
    gateway("gateway: queries in flight shared", ENGINE | _QUERIES),
    gateway("gateway: all of these", ENGINE | _READS | _QUERIES | _CACHE),
)
"""Ways to do once what many ask for."""
COSTS: Final = (
    OURS,
    gateway("+ sharing reads in flight", ENGINE | _READS),
    gateway("+ sharing queries in flight", ENGINE | _QUERIES),
    gateway("+ rate limiter in memory", ENGINE | _LIMITER),
    gateway("+ rate limiter in Redis", ENGINE | _LIMITER | _REDIS),
    gateway("+ budget of the upstream, in memory", ENGINE | _BUDGET),
    gateway("+ budget of the upstream, in Redis", ENGINE | _BUDGET | _REDIS),
    gateway("+ object cache", ENGINE | _CACHE),
    gateway("all: production defaults", _LIMITER | _BUDGET | _REDIS),
)
"""The engine, with one of the things more that production has by default, and with all of them.

A limit that nobody reaches costs what one costs that somebody does, up to there.
"""
