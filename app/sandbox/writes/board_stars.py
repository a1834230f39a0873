"""Stars that members give to boards.

Source: https://developer.atlassian.com/cloud/trello/rest/api-group-members/#api-members-id-boardstars-post
"""

from typing import Any

from app.sandbox import lookup, permissions
from app.sandbox.changes import board_stars
from app.sandbox.errors import Refusal
from app.sandbox.nesting.stars import star
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import position
from app.sandbox.writes.references import referred

routes = Routes()


@routes.post("/members/{member}/boardStars")
def _add(request: Write) -> Any:
    member, params = permissions.oneself(request), request.params
    board = request.viewer.must_see_board(referred(request.world.boards, params, "idBoard"))
    pos = position(params, "pos") if params.text("pos") else "bottom"
    if any(each.board_id == board.id for each in request.world.board_stars.by("member_id", member.id)):
        raise Refusal(400, "board is already starred")
    return star(board_stars.add(request.actor, board, pos))


@routes.put("/members/{member}/boardStars/{star}")
def _move(request: Write) -> Any:
    found = lookup.star(request, permissions.oneself(request))
    if "pos" in request.params:
        board_stars.move(request.actor, found, position(request.params, "pos"))
    return star(found)


@routes.delete("/members/{member}/boardStars/{star}")
def _remove(request: Write) -> Any:
    board_stars.remove(request.actor, lookup.star(request, permissions.oneself(request)))
    return {"_value": None}
