"""py-trello's own tests, as they are in its source distribution, against the offline Trello.

Source: https://github.com/sarumont/py-trello
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from app.sandbox.seed import demo_world
from app.sandbox.seed.people import token_of
from app.settings.trello import SANDBOX_API_KEY
from tests.processes import ROOT
from tests.sandbox.judges.judging import Verdict, judged

SOURCE = ROOT / ".state" / "py-trello"

pytestmark = pytest.mark.skipif(
    not (SOURCE / "test").is_dir(), reason="py-trello's own tests are not fetched: `make judges`"
)


def names(source: Path) -> Iterator[str]:
    """Return the names of all tests in a source distribution: module, class, function."""
    for module in sorted(source.glob("test/test_*.py")):
        for each in ast.parse(module.read_text()).body:
            if isinstance(each, ast.ClassDef):
                for function in each.body:
                    if isinstance(function, ast.FunctionDef) and function.name.startswith("test"):
                        yield f"{module.stem}.{each.name}.{function.name}"


NAMES = list(names(SOURCE))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def verdicts() -> list[Verdict]:
    """What py-trello's tests say. They build on one another, so all of them run, once."""
    world = demo_world()
    (ada,) = world.members.by("username", "ada")
    open_boards = [board for board in world.boards_of_member(ada.id) if not board.closed]
    return await judged(
        [sys.executable, "-m", "tests.sandbox.judges.run_py_trello", str(SOURCE)],
        {
            "TRELLO_API_KEY": SANDBOX_API_KEY,
            "TRELLO_TOKEN": token_of("ada"),
            "TRELLO_TEST_BOARD_NAME": "Onboarding",
            "TRELLO_TEST_BOARD_COUNT": str(len(open_boards)),
            "TRELLO_TEST_STAR_COUNT": str(len(world.board_stars.by("member_id", ada.id))),
        },
    )


def test_all_of_them_are_here() -> None:
    assert len(NAMES) == 45


@pytest.mark.parametrize("name", NAMES)
def test_it_passes(name: str, verdicts: list[Verdict]) -> None:
    module, class_, _ = name.split(".")
    found = [each for each in verdicts if each.name in {name, f"setUpClass ({module}.{class_})"}]
    problems = "\n".join(each.problem for each in found)
    if [each.outcome for each in found] != ["passed"]:
        pytest.fail(problems or "it never ran", pytrace=False)
