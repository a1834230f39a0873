"""The Node.js clients, where they are installed."""

import pytest

from tests.processes import ROOT
from tests.sandbox.judges.judging import Verdict

NODE = ROOT / "tests" / "sandbox" / "judges" / "node"


def check(verdicts: list[Verdict]) -> None:
    """Fail with all that is wrong."""
    assert verdicts
    problems = [each.problem for each in verdicts if each.outcome == "failed"]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)
