import asyncio
from typing import Any

from structlog.testing import capture_logs

from app.gateway.execution.resolver import ABSENT, Info, Lookup, Shortcut
from app.gateway.operation import Operation
from tests.gateway.projection.asking import ask, counted, engine_of

SDL = """
type Query { lists: [List!]! }
type List { id: ID! cards(filter: String = "open"): [Card!] }
type Card { id: ID! members: [Member!] }
type Member { id: ID! }
"""


class Upstream:
    """Lists that may have brought their cards along, under their filter."""

    def __init__(self, *lists: dict[str, Any]) -> None:
        self.lists = list(lists)
        self.asked: list[list[str]] = []
        self.looked_up = 0

    async def all_lists(self, _parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        return self.lists

    async def cards(self, parent: Any, arguments: Any, context: Any, info: Info) -> Any:
        (found,) = await self.all_cards([parent], arguments, context, info)
        if isinstance(found, Exception):
            raise found
        return found

    async def all_cards(self, parents: list[Any], arguments: Any, _context: Any, _info: Info) -> list[Any]:
        self.asked.append([parent["id"] for parent in parents])
        await asyncio.sleep(0)
        return [
            OSError("gone") if parent["id"] == "gone" else [{"id": f"{parent['id']}/{arguments['filter']}"}]
            for parent in parents
        ]

    async def members(self, _parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        raise AssertionError("members are looked up")

    def look_up(self, arguments: Any, _operation: Operation, _info: Info) -> Lookup:
        self.looked_up += 1
        if arguments["filter"] == "refused":
            raise ValueError("there is no such filter")
        return f"cards({arguments['filter']})"

    async def ask(self, query: str, **variables: Any) -> tuple[dict[str, Any], bool]:
        resolvers = {"Query.lists": self.all_lists, "List.cards": self.cards, "Card.members": self.members}
        shortcuts = {
            "List.cards": Shortcut(self.look_up, self.all_cards),
            "Card.members": Shortcut(lambda _arguments, _operation, _info: self.member_of),
        }
        self.engine = await engine_of(SDL, resolvers, shortcuts)
        return await ask(self.engine, query, **variables)

    def member_of(self, card: Any) -> Any:
        return ABSENT if card["id"] == "c9" else [{"id": f"member of {card['id']}"}]


async def test_what_parents_bring_along_is_not_asked_for() -> None:
    upstream = Upstream({"id": "l", "cards(open)": [{"id": "c"}]}, {"id": "m", "cards(open)": None})

    response, left = await upstream.ask("{ lists { cards { id members { id } } } }")

    assert response["data"]["lists"] == [
        {"cards": [{"id": "c", "members": [{"id": "member of c"}]}]},
        {"cards": None},
    ]
    assert not left
    assert not upstream.asked


async def test_what_parents_do_not_bring_along_is_asked_for_all_at_once() -> None:
    upstream = Upstream({"id": "l"}, {"id": "m", "cards(all)": []}, {"id": "n"})

    response, left = await upstream.ask("query ($f: String) { lists { cards(filter: $f) { id } } }", f="all")

    assert [each["cards"] for each in response["data"]["lists"]] == [[{"id": "l/all"}], [], [{"id": "n/all"}]]
    assert upstream.asked == [["l", "n"]]
    assert not left


async def test_one_of_several_that_fails_keeps_none_of_the_others_from_the_answer() -> None:
    upstream = Upstream({"id": "l"}, {"id": "gone"}, {"id": "n"})

    with capture_logs():
        response, left = await upstream.ask("{ lists { cards { id } } }")

    assert [each["cards"] for each in response["data"]["lists"]] == [
        [{"id": "l/open"}],
        None,
        [{"id": "n/open"}],
    ]
    assert [error["path"] for error in response["errors"]] == [["lists", 1, "cards"]]
    assert upstream.asked == [["l", "gone", "n"]]
    assert left


async def test_lookup_that_refuses_arguments_leaves_it_to_the_resolver() -> None:
    upstream = Upstream({"id": "l"})
    before = counted("answer", "arguments")

    response, left = await upstream.ask('{ lists { cards(filter: "refused") { id } } }')

    assert response == {"data": {"lists": [{"cards": [{"id": "l/refused"}]}]}}
    assert left
    assert counted("answer", "arguments") - before == 1


async def test_lookups_are_worked_out_once_for_equal_operations() -> None:
    upstream = Upstream({"id": "l", "cards(all)": []}, {"id": "m", "cards(all)": []})
    query = "query ($f: String) { lists { cards(filter: $f) { id } } }"
    await upstream.ask(query, f="all")
    await ask(upstream.engine, query, f="all")
    assert upstream.looked_up == 1

    await ask(upstream.engine, query, f="open")

    assert upstream.looked_up == 2
