import os
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sandbox.machine.workspace import Workspace

RUNS: Final = int(os.environ.get("OFFLINE_RUNS", "100"))
"""How often everything begins anew; each time there are fifty steps."""


@pytest.mark.timeout(1800)  # to find the shortest way to a failure takes long; there is none every day
def test_whatever_is_written_everything_hangs_together() -> None:
    run_state_machine_as_test(
        Workspace,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=50,
            deadline=None,
            phases=[each for each in Phase if each is not Phase.explain],
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
