"""Boards come and go as exports."""

from typing import Any, Final

from aiohttp import web

from app.sandbox import exports
from app.sandbox.control.answers import Unusable, answered, received, refused
from app.sandbox.exports import ExportError
from app.sandbox.sandbox import SANDBOX
from app.sandbox.slug import slug

_NOT_FOUND: Final = 404


async def dump_all(request: web.Request) -> web.Response:
    """Send an export of each board, in a list."""
    world = request.app[SANDBOX].world
    return answered([exports.dump_board(world, board) for board in world.boards])


async def dump(request: web.Request) -> web.Response:
    """Send an export of the board whose id or short link is in the path, as a file."""
    world, ref = request.app[SANDBOX].world, request.match_info["board"]
    board = world.boards.get(ref) or world.boards.one("short_link", ref)
    if board is None:
        return refused("There is no board with this id or short link.", _NOT_FOUND)
    response = answered(exports.dump_board(world, board))
    name = slug(board.name) or board.short_link
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


async def load(request: web.Request) -> web.Response:
    """Load the export in the body, or all of a list; say which boards they are."""
    world = request.app[SANDBOX].world
    try:
        value = await received(request)
    except Unusable as error:
        return refused(str(error))
    values = value if isinstance(value, list) else [value]
    try:
        loaded = [
            (_name(number, each), exports.checked_export(_name(number, each), each))
            for number, each in enumerate(values, start=1)
        ]
        exports.load(world, loaded)
    except ExportError as error:
        return refused(str(error))
    boards = [world.boards[export.id] for _, export in loaded]
    return answered([{"id": each.id, "name": each.name, "shortLink": each.short_link} for each in boards])


def _name(number: int, value: Any) -> str:
    """Return what an export is called where it cannot be used."""
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) and name else f"export {number}"
