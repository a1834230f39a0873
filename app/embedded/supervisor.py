"""Start everything on this machine, say where it is, and stop it all together.

`python -m app.embedded.supervisor [--board export.json]…`
"""

import argparse
import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from app.embedded.child import Child
from app.embedded.errors import StartError
from app.embedded.plan import Plan, existing, plan
from app.settings.embedded import SupervisorSettings
from app.settings.loading import settings_or_exit

_START_SECONDS: Final = 60.0
"""Far more than any of the programs needs on a slow machine."""

_GRACE_SECONDS: Final = 5.0
"""What a program gets to stop, beyond the time that requests get to finish."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything until SIGINT, SIGTERM or SIGHUP, and return the exit code of the process.

    It is 0 after one of these signals, 1 if a program ended by itself, and 2 if nothing could be started.
    """
    parser = argparse.ArgumentParser(prog="make run", description="Start everything on this machine.")
    parser.add_argument(
        "--board", action="append", default=[], help="a board exported from Trello as JSON, or several"
    )
    options = parser.parse_args(arguments)
    settings = settings_or_exit(SupervisorSettings)
    with TemporaryDirectory() as folder:
        try:
            what = plan(settings, existing(options.board), os.environ, Path(folder))
        except StartError as problem:
            print(problem, file=sys.stderr)
            return 2
        grace = settings.gateway.drain_delay_seconds + settings.gateway.drain_seconds + _GRACE_SECONDS
        return asyncio.run(supervise(what, announcement(what, settings), grace))


def announcement(what: Plan, settings: SupervisorSettings) -> str:
    """Return what to tell people once everything runs: where it is, and a first thing to ask."""
    places = "\n".join(f"  {name:<16}{url}" for name, url in reversed(what.urls.items()))
    if what.demo_token:
        places += f"\n  {'Demo token':<16}{what.demo_token}"
    body = json.dumps({"query": " ".join(settings.gateway.explorer_query.split())})
    quoted = body.replace("'", "'\\''")
    shown = ""
    if settings.gateway.auth != "off":
        shown = f"-H 'Authorization: Bearer {what.demo_token or '…'}' "
    return (
        f"\nEverything runs; Ctrl-C stops it.\n\n{places}\n\nA first query:\n\n"
        f"  curl -s {what.urls['GraphQL']} -H 'Content-Type: application/json' {shown}\\\n    -d '{quoted}'\n"
    )


async def supervise(what: Plan, announced: str, grace_seconds: float) -> int:
    """Run the programs of a plan until a signal comes or one of them ends; return the exit code.

    Each starts when the one before it is ready, so that nothing is written after the words of one that
    cannot start. `announced` is printed once all are ready. Programs stop in reverse order, each within
    `grace_seconds`.
    """
    signalled = _first_signal()
    children: list[Child] = []
    endings: list[asyncio.Future[str]] = []
    try:
        for program in what.programs:
            child = await Child.start(program, what.environment)
            children.append(child)
            endings.append(asyncio.ensure_future(_ending(child)))
            stopping: list[asyncio.Future[Any]] = [signalled, *endings]
            if not await _is_ready(child, stopping):
                break
        else:
            print(announced, flush=True)
            await asyncio.wait(stopping, return_when=asyncio.FIRST_COMPLETED)
        if signalled.done():
            return 0
        late = f"Everything stops: the {child.program.name} was not ready after {_START_SECONDS:.0f} seconds."
        print(next((each.result() for each in endings if each.done()), late), file=sys.stderr)
        return 1
    finally:
        for child in reversed(children):
            await child.stop(grace_seconds)


async def _is_ready(child: Child, stopping: Sequence[asyncio.Future[Any]]) -> bool:
    """Wait for a program; return whether it was ready in time, and before anything that stops everything."""
    ready = asyncio.ensure_future(child.ready())
    await asyncio.wait([ready, *stopping], timeout=_START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    is_ready = ready.done() and not any(each.done() for each in stopping)
    ready.cancel()
    return is_ready


async def _ending(child: Child) -> str:
    code = await child.ended()
    return f"Everything stops: the {child.program.name} ended with code {code}; its last lines say why."


def _first_signal() -> asyncio.Future[None]:
    """Return a future that is done at the first signal; a second one ends the process at once."""
    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[None] = loop.create_future()
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def arrive() -> None:
        for each in signals:
            loop.remove_signal_handler(each)
            signal.signal(each, signal.SIG_DFL)
        arrived.set_result(None)

    for each in signals:
        loop.add_signal_handler(each, arrive)
    return arrived


if __name__ == "__main__":
    sys.exit(main())
