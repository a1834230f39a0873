from collections.abc import Callable
from functools import partial
from typing import Final

from app.gateway.errors import BadUserInput
from app.gateway.execution.resolver import Info, Resolver
from app.gateway.selection import selected
from app.resolvers.arguments import checked
from app.resolvers.mapping import Arguments
from app.resolvers.needs import needs_in, needs_of
from app.resolvers.reading import Context
from app.trello import ids
from app.trello.objects import Kind, Node
from app.trello.plan.search import PLURALS, search

MAX_QUERY: Final = 16_384
MAX_FOUND: Final = 1_000


def _by_reference(type_name: str, kind: Kind, check: Callable[[str], str]) -> Resolver:
    async def resolve(_root: None, arguments: Arguments, context: Context, info: Info) -> Node:
        ref = checked(check, arguments["id"], "id")
        assert context.operation  # noqa: S101  # the engine sets it
        return await context.upstream.trello.load(kind, ref, needs_in(context.operation, info, type_name))

    return resolve


async def _search(_root: None, arguments: Arguments, context: Context, info: Info) -> Node:
    text, first, boards = arguments["query"], arguments["first"], arguments.get("boards")
    if not 1 <= len(text) <= MAX_QUERY or not text.strip():
        raise BadUserInput(f"Say what to look for, in 1 to {MAX_QUERY} characters.", argument_path=["query"])
    if not 1 <= first <= MAX_FOUND:
        raise BadUserInput(
            f"`first` is how many of each kind to return: 1 to {MAX_FOUND}, not {first}.",
            argument_path=["first"],
        )
    if boards is not None and not boards:
        raise BadUserInput("Name at least one board, or leave `boards` out.", argument_path=["boards"])
    board_id = partial(ids.object_id, kind="a board")
    within = boards and [checked(board_id, board, "boards", index) for index, board in enumerate(boards)]
    kinds = {plural: kind for kind, plural in PLURALS.items()}
    wanted = [each for each in selected(context, info) if each.name in kinds]
    if not wanted:
        return {}
    needs = {kinds[each.name]: needs_of(kinds[each.name].capitalize(), each.selection) for each in wanted}
    found: Node = await context.upstream.trello.read(
        search(text, needs, limit=first, partial=arguments["partial"], within=within)
    )
    return found


RESOLVERS: dict[str, Resolver] = {
    "Query.member": _by_reference("Member", "member", ids.member_ref),
    "Query.board": _by_reference("Board", "board", ids.board_ref),
    "Query.list": _by_reference("List", "list", partial(ids.object_id, kind="a list")),
    "Query.card": _by_reference("Card", "card", ids.card_ref),
    "Query.organization": _by_reference("Organization", "organization", ids.organization_ref),
    "Query.action": _by_reference("Action", "action", partial(ids.object_id, kind="an action")),
    "Query.search": _search,
}
