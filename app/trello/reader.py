"""What one viewer reads from Trello in the course of one request."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

from app.trello.credentials import CredentialsSource
from app.trello.edges import CUSTOM_FIELDS
from app.trello.errors import NotFound, TrelloError
from app.trello.loader import Loader
from app.trello.needs import Edge, Needs
from app.trello.objects import LINKS, Kind, Node
from app.trello.request import Request
from app.trello.source import Asker, Source
from app.trello.tally import Tally


class TrelloReader:
    """Reads objects, and follows their edges, with one viewer's credentials and until one deadline."""

    def __init__(self, source: Source, credentials: CredentialsSource, deadline: float | None) -> None:
        self.tally = Tally()
        """Where everything came from that has been read."""
        # No method of its own, or reader and loader would keep each other, and all that was read.
        self._send = partial(_send, source, credentials, deadline, self.tally)
        self._loader = Loader(self._send)
        self._reads: dict[Request, asyncio.Task[Any]] = {}

    async def load(self, kind: Kind, ref: str, needs: Needs) -> Node:
        """Return an object with what is needed of it; `ref` has been checked.

        Raises the `TrelloError` that kept it from being read.
        """
        return await self._loader.load(kind, ref, needs)

    async def follow(self, kind: str, node: Node, edge: Edge, needs: Needs) -> Any:
        """Return what hangs off an edge of an object that has been read before.

        It is in the object already, if the plan could have it brought along; else it is read now. Raises
        the `TrelloError` that kept it from being read.
        """
        if edge.key in node and not lacks(node[edge.key], needs):
            return _brought(kind, node[edge.key])
        target = _target(kind, node, edge)
        if target is None:
            owner = await self._loader.load(kind, node["id"], Needs.along(edge, needs))  # type: ignore[arg-type]  # only kinds have edges without a link
            return _brought(kind, owner.get(edge.key))
        return await self._linked(*target, needs)

    async def follow_all(self, kind: str, nodes: Sequence[Node], edge: Edge, needs: Needs) -> list[Any]:
        """Return what hangs off an edge of each object, or the error that kept it from being read."""
        if any(edge.key in node or _target(kind, node, edge) for node in nodes):
            return await asyncio.gather(*(self._followed(kind, node, edge, needs) for node in nodes))
        refs = [node["id"] for node in nodes]
        owners = await self._loader.load_all(kind, refs, Needs.along(edge, needs))  # type: ignore[arg-type]  # as above
        return [each if isinstance(each, Exception) else each.get(edge.key) for each in owners]

    async def _followed(self, kind: str, node: Node, edge: Edge, needs: Needs) -> Any:
        try:
            return await self.follow(kind, node, edge, needs)
        except Exception as error:  # noqa: BLE001  # told beside what was read of others
            return error

    async def _linked(self, kind: Kind, ref: str | None, needs: Needs) -> Node | None:
        """Return the object that another holds the id of; that may have been deleted since."""
        if not ref:
            return None
        if needs.fields <= {"id"} and not needs.edges:
            return {"id": ref}
        try:
            return await self._loader.load(kind, ref, needs)
        except NotFound:
            return None

    async def custom_field(self, item: Node) -> Node | None:
        """Return the definition of the custom field that a card's item is a value of."""
        if "customField" not in item:
            board = await self._loader.load("board", item["idBoard"], Needs.along(CUSTOM_FIELDS, Needs()))
            definitions = {each["id"]: each for each in board.get("customFields") or ()}
            item["customField"] = definitions.get(item.get("idCustomField"))
        field: Node | None = item["customField"]
        return field

    async def read(self, request: Request) -> Any:
        """Return the answer to a request that stands alone, such as a search; equal ones are sent once."""
        if request not in self._reads:
            self._reads[request] = asyncio.create_task(self._get(request))
        return await asyncio.shield(self._reads[request])

    def close(self) -> None:
        """Give up what is still being read."""
        self._loader.close()
        for reading in self._reads.values():
            reading.cancel()

    async def _get(self, request: Request) -> Any:
        (answer,) = await self._send([request])
        if isinstance(answer, TrelloError):
            raise answer
        return answer


async def _send(
    source: Source,
    credentials: CredentialsSource,
    deadline: float | None,
    tally: Tally,
    requests: Sequence[Request],
) -> list[Any]:
    return await source.read(requests, Asker(await credentials(), deadline, tally))


def _target(kind: str, node: Node, edge: Edge) -> tuple[Kind, str | None] | None:
    """Return kind and id of what an edge leads to, if the object itself says so."""
    data = node.get("data") or {}
    match kind, edge.name:
        case "action", "board" | "list" | "card" as name:
            return name, (data.get(name) or {}).get("id")
        case "action", "member":
            return "member", data.get("idMember") or data.get("idMemberAdded")
    link = LINKS.get((kind, edge.name))
    return link and (link[0], node.get(link[1]))


def _brought(kind: str, value: Any) -> Any:
    """Return what an object has behind an edge; raise the error that it has there instead."""
    if kind == "action" and isinstance(value, NotFound):
        # An action outlives what it speaks of, and not every one speaks of a list or a card.
        return None
    if isinstance(value, TrelloError):
        raise value
    return value


def lacks(value: Any, needs: Needs) -> bool:
    """Return whether an object that came along has come without a field that is needed.

    Only members come with fewer fields than were asked for: some listings of actions choose themselves.
    """
    return isinstance(value, dict) and "username" in value and not needs.fields <= value.keys()
