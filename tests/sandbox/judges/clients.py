"""The Node.js clients, where they are installed."""

import pytest

from tests.processes import ROOT
from tests.sandbox.judges.judging import Verdict

NODE = ROOT / "tests" / "sandbox" / "judges" / "node"


def check(verdicts: list[Verdict]) -> None:
    """Fail with all that is wrong; skip if the offline Trello has no route for any of it yet."""
    assert verdicts
    problems = [each.problem for each in verdicts if each.outcome == "failed"]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)
    if all(each.outcome == "unspoken" for each in verdicts):
        pytest.skip("\n".join(each.problem for each in verdicts))
