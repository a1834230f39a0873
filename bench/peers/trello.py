"""How the Python peers ask the upstream: one pooled client, objects by loaders, in batches of ten."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

BATCH: Final = 10

MEMBER: Final = "fullName%2Cid%2Cusername"
BOARD: Final = "closed%2Cdesc%2Cid%2Cname%2Curl"
LIST: Final = "closed%2Cid%2Cname%2Cpos"
CARD: Final = "closed%2Cdesc%2Cid%2Cname%2Cpos"


class Trello:
    """Reads objects for keys, as batch functions of loaders do: one answer for each key, in their order."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def get(self, path: str) -> Any:
        """Return one answer; `path` is percent-encoded."""
        async with self._session.get(URL(f"{self._url}{path}", encoded=True)) as response:
            response.raise_for_status()
            return orjson.loads(await response.read())

    async def batch(self, paths: Sequence[str]) -> list[Any]:
        """Return the answers to ten paths at most, in one request."""
        answers = await self.get(f"/batch?urls={quote(','.join(paths), safe='')}")
        return [answer["200"] for answer in answers]

    async def members(self, ids: Sequence[str]) -> list[Any]:
        """Return members."""
        return await asyncio.gather(*(self.get(f"/members/{id_}?fields={MEMBER}") for id_ in ids))

    async def boards(self, members: Sequence[str]) -> list[Any]:
        """Return the boards of each member."""
        paths = (f"/members/{member}/boards?fields={BOARD}" for member in members)
        return await asyncio.gather(*(self.get(path) for path in paths))

    async def lists(self, boards: Sequence[str]) -> list[Any]:
        """Return the lists of each board, ten boards at most."""
        return await self.batch([f"/boards/{board}/lists?fields={LIST}" for board in boards])

    async def cards(self, lists: Sequence[str]) -> list[Any]:
        """Return the cards of each list, ten lists at most."""
        return await self.batch([f"/lists/{each}/cards?fields={CARD}" for each in lists])

    async def boards_with_cards(self, member: str) -> list[Any]:
        """Return the boards of a member, with lists, with cards, in as few requests as this gateway does."""
        ids = [board["id"] for board in await self.get(f"/members/{member}/boards?fields=id")]
        nested = f"fields={BOARD}&lists=open&list_fields={LIST}&cards=visible&card_fields={CARD}%2CidList"
        found = []
        for start in range(0, len(ids), BATCH):
            found += await self.batch([f"/boards/{id_}?{nested}" for id_ in ids[start : start + BATCH]])
        for board in found:
            lists = {each["id"]: each | {"cards": []} for each in board["lists"]}
            for card in board["cards"]:
                lists[card["idList"]]["cards"].append(card)
            board["lists"] = list(lists.values())
        return found


@asynccontextmanager
async def opened(url: str, key: str, token: str) -> AsyncIterator[Trello]:
    """Keep connections for as long as this lasts."""
    headers = {"Authorization": f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield Trello(session, url)
