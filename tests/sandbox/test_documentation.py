import re
from collections import defaultdict
from pathlib import Path
from typing import Final

from app.sandbox.router import ROUTER

OPERATIONS: Final = Path(__file__).parents[2] / "docs" / "sandbox-operations.md"
_ROW: Final = re.compile(r"\| `(?P<pattern>/[^`]+)` \| (?P<methods>[A-Z ]+) \|.*\|")


def test_the_page_of_operations_has_every_route_once_and_no_other() -> None:
    rows = [_ROW.fullmatch(line) for line in OPERATIONS.read_text().splitlines() if line.startswith("| `")]
    told = [(row["pattern"], row["methods"].split()) for row in rows if row]
    spoken = defaultdict(set)
    for route in ROUTER.all:
        spoken[route.pattern].add(route.method)

    assert len(told) == len(rows) == len(spoken)
    assert {pattern: set(methods) for pattern, methods in told} == spoken


def test_the_methods_of_an_address_are_told_in_one_order() -> None:
    for row in _ROW.finditer(OPERATIONS.read_text()):
        methods = row["methods"].split()
        assert methods == sorted(methods, key=("GET", "POST", "PUT", "DELETE").index), row["pattern"]
