"""A thousand sockets, each with a subscription that gets an event every second."""

import asyncio
from typing import Final

import aiohttp

from bench.gateways import OURS
from bench.load import WrongAnswerError
from bench.scenario import Pace, Result, Wanted, table
from bench.stub import Stub
from bench.subjects import subjects
from bench.workloads import W1

_SOCKETS: Final = 1_000
_SECONDS: Final = 5.0
_SUBSCRIBE: Final = {"id": "1", "type": "subscribe", "payload": {"query": "subscription { serverTime }"}}


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:  # noqa: ARG001  # as every scenario
    async with (
        subjects([OURS], stub, [W1]) as (ours,),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client,
    ):
        before, cpu = ours.process.resident_bytes(), ours.process.cpu_seconds()
        listeners = [_Listener(client, ours.url) for _ in range(_SOCKETS)]
        for each in listeners:
            await each.open()
        opening = (ours.process.cpu_seconds() - cpu) / _SOCKETS
        events, cpu = sum(each.events for each in listeners), ours.process.cpu_seconds()
        await asyncio.sleep(_SECONDS)
        events = sum(each.events for each in listeners) - events
        cpu = ours.process.cpu_seconds() - cpu
        resident = ours.process.resident_bytes() - before
        for each in listeners:
            await each.close()
    data = {
        "sockets": _SOCKETS,
        "cpu_ms_to_open": opening * 1000,
        "events_per_second": events / _SECONDS,
        "cpu_ms_per_event": cpu / events * 1000,
        "kilobytes_per_socket": resident / _SOCKETS / 1000,
    }
    head = ["Sockets", "CPU ms to open one", "events a second", "CPU ms per event", "KB per socket"]
    return Result([table(head, [[f"{figure:,.2f}" for figure in data.values()]])], data)


class _Listener:
    """One socket; `events` are those that have come."""

    def __init__(self, client: aiohttp.ClientSession, url: str) -> None:
        self.events = 0
        self._client = client
        self._url = url

    async def open(self) -> None:
        """Subscribe."""
        self._socket = await self._client.ws_connect(self._url, protocols=("graphql-transport-ws",))
        await self._socket.send_json({"type": "connection_init"})
        await self._socket.receive()
        await self._socket.send_json(_SUBSCRIBE)
        self._task = asyncio.create_task(self._listen())

    async def close(self) -> None:
        """Say goodbye."""
        self._task.cancel()
        await self._socket.close()

    async def _listen(self) -> None:
        async for message in self._socket:
            if '"type":"next"' not in message.data:
                raise WrongAnswerError(message.data)
            self.events += 1
