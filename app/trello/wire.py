"""How requests leave for Trello: alone, or ten to a batch."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any, Final

from app.trello.batch import MAX_BATCH
from app.trello.client import TrelloClient
from app.trello.errors import TrelloError
from app.trello.request import Request, percent_encoded
from app.trello.source import Asker

BATCH_CHARACTERS: Final = 7000
"""Length of one batch's urls at most, as they are sent: servers commonly refuse request lines above 8 KiB,
and Trello answers 414 to a URL that it finds too long."""


class Wire:
    """The source that asks Trello itself."""

    def __init__(self, client: TrelloClient) -> None:
        self._client = client

    async def read(self, requests: Sequence[Request], asker: Asker) -> list[Any]:
        """Return the answers or the `TrelloError`s that Trello gives."""
        if len(requests) == 1:
            return await self._send(requests, asker)
        batches = list(_batches(requests))
        if len(batches) == 1:
            return await self._send(batches[0], asker)
        answers = await asyncio.gather(*(self._send(each, asker) for each in batches))
        return [answer for batch in answers for answer in batch]

    async def _send(self, requests: Sequence[Request], asker: Asker) -> list[Any]:
        try:
            if len(requests) == 1:
                return [await self._client.get(requests[0], asker.credentials, asker.deadline)]
            return await self._client.batch(requests, asker.credentials, asker.deadline)
        except TrelloError as error:
            return [error] * len(requests)


def _batches(requests: Sequence[Request]) -> Iterator[Sequence[Request]]:
    """Yield the requests in runs that fit into one batch each."""
    run: list[Request] = []
    room = BATCH_CHARACTERS
    for request in requests:
        length = len(percent_encoded(request.url)) + 1
        if run and (len(run) == MAX_BATCH or length > room):
            yield run
            run, room = [], BATCH_CHARACTERS
        run.append(request)
        room -= length
    if run:
        yield run
