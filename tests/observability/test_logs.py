import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from app.observability import logs
from app.settings.logs import LogSettings


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def configure(level: str = "INFO", form: str = "json") -> None:
    logs.configure(LogSettings.model_validate({"level": level, "format": form}))


def test_an_event_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    configure()

    structlog.get_logger("app.x").info("something happened", count=2)

    (line,) = lines(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "something happened", "count": 2, "logger": "app.x", "level": "info"}


def test_the_standard_library_writes_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    configure()

    logging.getLogger("aiohttp.server").warning("odd %s of %d\nand more", "request", 7)

    (line,) = lines(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "odd request of 7\nand more", "logger": "aiohttp.server", "level": "warning"}


def test_what_is_bound_to_the_context_is_in_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure()

    with structlog.contextvars.bound_contextvars(request_id="r1"):
        structlog.get_logger().info("ours")
        logging.getLogger("asyncio").error("theirs")

    assert [(line["event"], line["request_id"]) for line in lines(capsys)] == [
        ("ours", "r1"),
        ("theirs", "r1"),
    ]


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_stack_is_logged_without_the_secrets_in_it(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure(form=form)

    try:
        int("/1/boards?key=hunter2&token=hunter3")
    except ValueError:
        structlog.get_logger().exception("ours")
        logging.getLogger("theirs").exception("theirs")

    written = capsys.readouterr().out
    assert written.count("ValueError: invalid literal") == 2
    assert written.count("/1/boards?key=[redacted]&token=[redacted]") == 4
    assert "hunter" not in written


def test_what_is_below_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure(level="WARNING")

    structlog.get_logger().info("quiet")
    logging.getLogger("x").info("quiet")
    structlog.get_logger().warning("loud")

    assert [line["event"] for line in lines(capsys)] == ["loud"]


def test_lines_for_people_are_no_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure(form="console")

    structlog.get_logger("app.x").info("something happened", token="hunter2", count=2)

    line = capsys.readouterr().out
    assert "something happened" in line
    assert "count=2" in line
    assert "token=[redacted]" in line


def test_warnings_are_logged(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        configure()
        warnings.warn("old", DeprecationWarning, stacklevel=1)

    (line,) = lines(capsys)
    assert line["logger"] == "py.warnings"
    assert "DeprecationWarning: old" in line["event"]


def test_configuring_twice_does_not_write_twice(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    configure()

    structlog.get_logger().info("once")

    assert len(lines(capsys)) == 1
