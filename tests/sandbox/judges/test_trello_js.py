"""trello.js's strict schemas, which its author checks against the live service, judge all answers.

Source: https://github.com/MrRefactoring/trello.js
"""

import pytest
import pytest_asyncio

from tests.node import needs_node
from tests.sandbox.judges.clients import NODE, check
from tests.sandbox.judges.judging import Verdict, judged

NOT_OFFERED = (NODE / "trello_js" / "not_offered.txt").read_text().splitlines()
RESOURCES = sorted(path.stem for path in NODE.glob("trello_js/operations/*.mjs"))

pytestmark = needs_node


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def verdicts() -> list[Verdict]:
    """What trello.js says of every operation."""
    return await judged(["node", str(NODE / "trello_js" / "judge.mjs")], {"TRELLO_STRICT_SCHEMAS": "true"})


@pytest.mark.parametrize("resource", RESOURCES)
def test_its_schemas_take_every_answer(resource: str, verdicts: list[Verdict]) -> None:
    check([each for each in verdicts if each.name.startswith(f"{resource}.")])


def test_every_operation_that_both_speak_is_judged(verdicts: list[Verdict]) -> None:
    assert [each.name for each in verdicts if each.outcome == "unjudged"] == []


def test_the_operations_that_are_not_offered_are_known(verdicts: list[Verdict]) -> None:
    assert sorted(each.name for each in verdicts if each.outcome == "unspoken") == NOT_OFFERED
