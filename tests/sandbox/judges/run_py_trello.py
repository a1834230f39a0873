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

_NO_ROUTE: Final = re.compile("Cannot (GET|POST|PUT|DELETE) /")
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
        problem = "".join(traceback.format_exception(err[1]))
        _write(test, "unspoken" if _NO_ROUTE.search(problem) else "failed", problem)

    addError = addFailure  # noqa: N815  # to whoever asks whether a test passes they are the same


def _write(test: unittest.TestCase, outcome: str, problem: str = "") -> None:
    name = test.id().replace("test.test_", "test_")
    verdict = {"name": name, "outcome": outcome, "problem": problem}
    print(json.dumps(verdict), file=sys.__stdout__)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    requests.sessions.Session = _Session  # type: ignore[misc]  # every call of `requests` opens one
    tests = unittest.defaultTestLoader.discover("test", top_level_dir=sys.argv[1])
    with redirect_stdout(sys.stderr):
        tests.run(_Verdicts())
