"""node-trello, an old client and much used, against the offline Trello.

Source: https://github.com/adunkman/node-trello
"""

import pytest
import pytest_asyncio

from tests.node import needs_node
from tests.sandbox.judges.clients import NODE, check
from tests.sandbox.judges.judging import Verdict, judged

pytestmark = needs_node


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def verdicts() -> list[Verdict]:
    """What node-trello meets."""
    return await judged(["node", str(NODE / "node_trello.mjs")], {})


@pytest.mark.parametrize(
    "name", ["get", "post", "put", "an attached address", "an attached file", "del", "a refusal"]
)
def test_it_does_what_node_trello_expects(name: str, verdicts: list[Verdict]) -> None:
    check([each for each in verdicts if each.name == name])
