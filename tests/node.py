"""Judges in JavaScript: what others wrote, by `tests/package.json`, and our scripts beside the tests."""

from typing import Final

import pytest

from tests.processes import ROOT

needs_node: Final = pytest.mark.skipif(
    not (ROOT / "tests" / "node_modules").is_dir(),
    reason="judges in JavaScript are not installed: `make judges`",
)
