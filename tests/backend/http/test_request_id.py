import pytest
from structlog.testing import capture_logs

from tests.backend.asking import Asking


def test_an_inbound_id_is_kept_and_logged_without_the_query() -> None:
    with capture_logs() as logged:
        answer = Asking("planted")("GET", "/nowhere?token=planted", **{"X-Request-ID": "r-1.2_3"})

    assert answer.headers["X-Request-ID"] == "r-1.2_3"
    line = next(each for each in logged if each["event"] == "request")
    assert (line["method"], line["path"], line["status"]) == ("GET", "/nowhere", 404)
    assert "planted" not in str(logged)


@pytest.mark.parametrize("inbound", ["", "a b", "x" * 129, "a\tb", "é"])
def test_any_other_id_is_replaced(inbound: str) -> None:
    answer = Asking(None)("GET", "/healthz", **{"X-Request-ID": inbound})

    assert len(answer.headers["X-Request-ID"]) == 32
    assert answer.headers["X-Request-ID"] != inbound


def test_probes_are_logged_for_debugging_only() -> None:
    with capture_logs() as logged:
        Asking(None)("GET", "/healthz")

    assert [each["log_level"] for each in logged] == ["debug"]
