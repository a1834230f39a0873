"""Runs the tests of py-trello's source distribution, as they are, against an offline Trello.

`python -m tests.sandbox.judges.run_py_trello FOLDER`, which holds the tests in `test`, in the environment
that `tests.sandbox.judges.judging` makes, and with the variables that the tests themselves ask for.
"""

import json
import os
import re
import sys
import traceback
import unittest
from contextlib import redirect_stdout
from types import TracebackType
from typing import Any, Final, TypeAlias

import requests
from trello import Card, Checklist  # type: ignore[import-untyped]  # it has no types

_TRELLO: Final = re.compile("^https://(api.)?trello.com(?=/)")

_Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class _Session(requests.Session):
    """Sends to the offline Trello what is meant for Trello, as py-trello has no setting for the address."""

    def request(self, method: str, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        here = _TRELLO.sub(os.environ["SANDBOX_URL"], str(url))
        return super().request(method, here, *args, **kwargs)


class _Verdicts(unittest.TestResult):
    """What ends in an error before the first test of a class is a verdict with the class in its name."""

    def addSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802  # the library's name
        _write(test, "passed")

    def addFailure(self, test: unittest.TestCase, err: _Raised) -> None:  # noqa: N802  # the library's name
        _write(test, "failed", "".join(traceback.format_exception(err[1])))

    addError = addFailure  # noqa: N815  # to whoever asks whether a test passes they are the same


def _mend() -> None:
    """Put right two mistakes in py-trello 0.20.1, which fail four of its own tests on any Trello."""

    def clear(checklist: Checklist) -> None:
        for item in [*checklist.items]:
            checklist.delete_checklist_item(item)

    # A checklist empties a variable that is not there, instead of itself.
    Checklist.clear = clear
    # A card counts its checklists when it is made, and never asks for any if there were none.
    Card.countCheckLists = property(lambda _: None, lambda _, __: None)


def _write(test: unittest.TestCase, outcome: str, problem: str = "") -> None:
    name = test.id().replace("test.test_", "test_")
    verdict = {"name": name, "outcome": outcome, "problem": problem}
    print(json.dumps(verdict), file=sys.__stdout__)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    requests.sessions.Session = _Session  # type: ignore[misc]  # every call of `requests` opens one
    _mend()
    tests = unittest.defaultTestLoader.discover("test", top_level_dir=sys.argv[1])
    with redirect_stdout(sys.stderr):
        tests.run(_Verdicts())
