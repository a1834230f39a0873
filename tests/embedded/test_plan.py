import os
import socket
from pathlib import Path

import pytest

from app.contracts.api_token import is_well_formed
from app.embedded.errors import StartError
from app.embedded.plan import Plan, existing, plan
from app.settings.embedded import SupervisorSettings
from app.settings.loading import load_settings
from tests.processes import environment

FREE_PORTS = dict.fromkeys(
    ("GATEWAY_PORT", "GATEWAY_METRICS_PORT", "BACKEND_PORT", "SANDBOX_PORT", "EMBEDDED_REDIS_PORT"), "0"
)
FOLDER = Path("/nowhere")


def planned(monkeypatch: pytest.MonkeyPatch, *boards: Path, **variables: str) -> Plan:
    whole = environment(**FREE_PORTS | variables)
    for name in set(os.environ) - set(whole):
        monkeypatch.delenv(name)
    for name, value in whole.items():
        monkeypatch.setenv(name, value)
    return plan(load_settings(SupervisorSettings), boards, os.environ, FOLDER)


def modules(what: Plan) -> list[str]:
    return [program.module for program in what.programs]


def test_without_urls_a_stand_in_starts_for_each_server_and_the_gateway_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    what = planned(monkeypatch)

    assert modules(what) == ["app.embedded.redis", "app.sandbox", "app.backend", "app.main"]
    ports = {name: what.environment[name] for name in FREE_PORTS}
    assert "0" not in ports.values()
    assert what.environment["REDIS_URL"] == f"redis://127.0.0.1:{ports['EMBEDDED_REDIS_PORT']}/0"
    assert what.environment["TRELLO_URL"] == f"http://127.0.0.1:{ports['SANDBOX_PORT']}/1"
    assert what.environment["BACKEND_URL"] == f"http://127.0.0.1:{ports['BACKEND_PORT']}"
    assert what.urls == {
        "Embedded Redis": what.environment["REDIS_URL"],
        "Offline Trello": what.environment["TRELLO_URL"],
        "Backend": f"http://127.0.0.1:{ports['BACKEND_PORT']}/api/docs",
        "Metrics": f"http://127.0.0.1:{ports['GATEWAY_METRICS_PORT']}/metrics",
        "GraphQL": f"http://127.0.0.1:{ports['GATEWAY_PORT']}/graphql",
        "GraphiQL": f"http://127.0.0.1:{ports['GATEWAY_PORT']}/graphiql",
    }


def test_a_configured_redis_is_used_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    what = planned(monkeypatch, REDIS_URL="redis://:hunter2@redis.example/0")

    assert modules(what) == ["app.sandbox", "app.backend", "app.main"]
    assert what.environment["REDIS_URL"] == "redis://:hunter2@redis.example/0"
    assert "hunter2" not in str(what.urls)


def test_a_configured_trello_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    what = planned(monkeypatch, TRELLO_URL="https://api.trello.com/1", TRELLO_API_KEY="k", TRELLO_TOKEN="t")

    assert modules(what) == ["app.embedded.redis", "app.backend", "app.main"]
    assert what.environment["TRELLO_URL"] == "https://api.trello.com/1"


def test_without_a_database_there_is_a_file_and_somebody_to_try_it_as(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    what = planned(monkeypatch)

    assert what.environment["DATABASE_URL"] == "sqlite:////nowhere/backend.sqlite3"
    assert what.environment["BACKEND_MIGRATE"] == "true"
    assert what.demo_token
    assert is_well_formed(what.demo_token)
    assert what.environment["BACKEND_DEMO_TOKEN"] == what.demo_token


def test_a_configured_database_is_used_and_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    what = planned(monkeypatch, DATABASE_URL="mysql://ada:hunter2@db.example/backend")

    assert what.environment["DATABASE_URL"] == "mysql://ada:hunter2@db.example/backend"
    assert what.demo_token is None
    assert not {"BACKEND_MIGRATE", "BACKEND_DEMO_TOKEN"} & what.environment.keys()


def test_boards_are_handed_to_the_offline_trello(monkeypatch: pytest.MonkeyPatch) -> None:
    what = planned(monkeypatch, Path("a b.json"), Path("c.json"))

    assert what.environment["SANDBOX_EXPORTS"] == "a b.json:c.json"


def test_boards_and_a_configured_trello_contradict_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StartError, match="unset TRELLO_URL, or leave BOARD out"):
        planned(monkeypatch, Path("a.json"), TRELLO_URL="http://127.0.0.1:1/1")


def test_credentials_without_a_url_contradict_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StartError, match=r"set TRELLO_URL=https://api\.trello\.com/1 too"):
        planned(monkeypatch, TRELLO_API_KEY="k", TRELLO_TOKEN="t")


def test_ports_matter_only_of_what_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    what = planned(
        monkeypatch,
        REDIS_URL="redis://127.0.0.1:1/0",
        TRELLO_URL="http://127.0.0.1:1/1",
        EMBEDDED_REDIS_PORT="8080",
        SANDBOX_PORT="8080",
    )

    assert modules(what) == ["app.backend", "app.main"]


def test_logs_are_for_people_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert planned(monkeypatch).environment["LOG_FORMAT"] == "console"
    assert planned(monkeypatch, LOG_FORMAT="json").environment["LOG_FORMAT"] == "json"


def test_urls_name_an_address_that_can_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere = planned(monkeypatch, GATEWAY_HOST="0.0.0.0")  # noqa: S104  # nothing is started
    version_6 = planned(monkeypatch, GATEWAY_HOST="::1")

    assert everywhere.urls["GraphQL"].startswith("http://127.0.0.1:")
    assert version_6.urls["GraphQL"].startswith("http://[::1]:")


def test_metrics_that_are_off_take_no_port(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        what = planned(monkeypatch, GATEWAY_METRICS_ENABLED="false", GATEWAY_METRICS_PORT=port)

    assert "Metrics" not in what.urls


def test_an_explorer_that_is_off_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "GraphiQL" not in planned(monkeypatch, GATEWAY_EXPLORER="false").urls


def test_boards_are_paths_or_several_with_spaces_between(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("AbCd1234 - my board.json", "a.json", "b.json"):
        Path(name).touch()

    found = existing(["AbCd1234 - my board.json", "a.json b.json"])

    assert found == [Path("AbCd1234 - my board.json"), Path("a.json"), Path("b.json")]


@pytest.mark.parametrize("board", ["missing.json", "."])
def test_a_board_that_is_no_file_is_named(board: str) -> None:
    with pytest.raises(StartError) as caught:
        existing([board])

    assert str(caught.value) == (
        f"BOARD: {board} is not a file; name one that was exported from Trello as JSON"
    )


def test_a_board_whose_name_would_be_torn_apart_is_refused(tmp_path: Path) -> None:
    board = tmp_path / "one, two.json"
    board.touch()

    with pytest.raises(StartError, match=r"\ABOARD: rename .*one, two.json; a comma or : in it"):
        existing([str(board)])
