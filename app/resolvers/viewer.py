"""Whoever asks. What the token itself does not tell is asked of the backend, with the viewer's own token."""

from typing import Final

from app.gateway.errors import BadUserInput
from app.gateway.execution.resolver import Info, Resolver
from app.gateway.viewer.viewer import Viewer
from app.resolvers.mapping import Arguments
from app.resolvers.reading import Context
from app.trello.objects import Node

MAX_TOKENS: Final = 100


# It waits for nothing, but what a resolver that waits came to is kept, and so nothing below is asked twice.
async def _viewer(_root: None, _arguments: Arguments, context: Context, _info: Info) -> Node:
    viewer = _who(context)
    return {
        "account": viewer.account,
        "tenant": viewer.tenant,
        "groups": list(viewer.groups),
        "trelloLinked": viewer.is_linked,
    }


async def _personas(_viewer: Node, _arguments: Arguments, context: Context, _info: Info) -> list[str]:
    me = await context.upstream.backend_client.me(_who(context).token)
    return [persona.upper() for persona in me.personas]


async def _tokens(_viewer: Node, arguments: Arguments, context: Context, _info: Info) -> list[Node]:
    first = arguments["first"]
    if not 1 <= first <= MAX_TOKENS:
        raise BadUserInput(
            f"`first` is how many to return: 1 to {MAX_TOKENS}, not {first}.", argument_path=["first"]
        )
    return [
        {
            "id": str(token.id),
            "name": token.name,
            "persona": token.persona.upper(),
            "granted": token.granted,
            "expires": token.expires,
            "state": token.state.upper(),
        }
        for token in await context.upstream.backend_client.tokens(_who(context).token, first)
    ]


def _who(context: Context) -> Viewer:
    assert context.viewer  # noqa: S101  # @auth lets nobody else ask
    return context.viewer


RESOLVERS: dict[str, Resolver] = {
    "Query.viewer": _viewer,
    "Viewer.personas": _personas,
    "Viewer.tokens": _tokens,
}
