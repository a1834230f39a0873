import signal
from pathlib import Path

import aiohttp
import pytest

from tests.processes import running

EXPORTS = Path(__file__).parent / "exports"


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
async def test_it_serves_until_it_is_told_to_stop(sent: signal.Signals) -> None:
    async with running("app.sandbox", {"SANDBOX_PORT": "0"}) as sandbox:
        started = await sandbox.event("listening")
        url = f"http://127.0.0.1:{started['port']}/_control/healthz"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            assert await answer.json() == {"status": "ok"}
        sandbox.send(sent)

        assert await sandbox.end() == 0
        assert (started["host"], started["boards"]) == ("127.0.0.1", 15)


async def test_exports_are_loaded_at_the_start() -> None:
    exports = f"{EXPORTS / 'modern.json'},{EXPORTS / 'old.json'}"
    async with running("app.sandbox", {"SANDBOX_PORT": "0", "SANDBOX_EXPORTS": exports}) as sandbox:
        assert (await sandbox.event("listening"))["boards"] == 17


async def test_a_broken_export_ends_it_with_one_line() -> None:
    broken = EXPORTS / "not-json.json"
    async with running("app.sandbox", {"SANDBOX_PORT": "0", "SANDBOX_EXPORTS": str(broken)}) as sandbox:
        assert await sandbox.end() == 2
        assert (await sandbox.errors()).startswith(f"{broken}: is not JSON (")
        assert sandbox.written == []


async def test_a_taken_port_ends_it_with_one_line(unused_tcp_port: int) -> None:
    port = str(unused_tcp_port)
    async with running("app.sandbox", {"SANDBOX_PORT": port}) as first:
        await first.event("listening")
        async with running("app.sandbox", {"SANDBOX_PORT": port}) as second:
            assert await second.end() == 2
            assert await second.errors() == (
                f"SANDBOX_PORT: cannot listen on 127.0.0.1:{port}; "
                "set another port, or stop what listens there\n"
            )


async def test_a_setting_that_cannot_be_used_ends_it_with_one_line() -> None:
    async with running("app.sandbox", {"SANDBOX_PORT": "many"}) as sandbox:
        assert await sandbox.end() == 2
        assert (await sandbox.errors()).startswith("SANDBOX_PORT: ")
