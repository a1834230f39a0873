from collections.abc import Mapping
from typing import Any, Final

from app.sandbox import permissions
from app.sandbox.changes import boards, copying
from app.sandbox.changes.fields import subscribe
from app.sandbox.errors import bad_new_board, invalid_value, not_allowed
from app.sandbox.fields.board import BOARD, prefs
from app.sandbox.models import Board, Organization
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.store import is_member
from app.sandbox.validation import Reader, boolean, is_clear, some_text, text
from app.sandbox.writes.board_prefs import READERS as PREFS
from app.sandbox.writes.fields import given, given_one
from app.sandbox.writes.references import referred

routes = Routes()

_MADE: Final = f"{BOARD.default},limits"
_OF_ADMINS: Final = frozenset({"closed", "idOrganization"})
"""What only admins of a board change, besides who may see it."""


@routes.post("/boards")
def _create(request: Write) -> Any:
    request = request.without_nulls()
    actor, params = request.actor, request.params
    if not params.text("name"):
        raise bad_new_board()
    name, desc = some_text(params, "name"), text(params, "desc")
    organization = _organization(request, _named(params, "idOrganization"))
    wanted, source = given(params, PREFS, "prefs_"), _source(request)
    board = boards.create(actor, name, desc, organization, wanted)
    if source:
        # The documentation says that cards stay behind by default; clients' tests show that they come along.
        copying.fill_from(actor, source, board, with_cards=params.text("keepFromSource") != "none")
    else:
        with_lists = params.flag("defaultLists", default=True)
        with_labels = params.flag("defaultLabels", default=True)
        boards.furnish(actor, board, with_lists=with_lists, with_labels=with_labels)
    return BOARD.one(board, request.viewer, _MADE)


@routes.put("/boards/{board}")
def _update(request: Write) -> Any:
    board = permissions.editable_board(request)
    params = request.params
    return _updated(request, board, given(params, _READERS), given(params, PREFS, "prefs/"))


@routes.put("/boards/{board}/{field}")
def _update_field(request: Write) -> Any:
    board = permissions.editable_board(request)
    return _updated(request, board, given_one(request, _READERS), {})


@routes.put("/boards/{board}/prefs/{pref}")
def _update_pref(request: Write) -> Any:
    board = permissions.editable_board(request)
    return _updated(request, board, {}, given_one(request, PREFS, "pref"))


def _updated(request: Write, board: Board, values: dict[str, Any], wanted: dict[str, Any]) -> Any:
    if _OF_ADMINS & {*values} or "permissionLevel" in wanted:
        permissions.must_administer(request.viewer, board)
    actor = request.actor
    if "idOrganization" in values:
        boards.move_to(actor, board, _organization(request, values.pop("idOrganization")))
    if "subscribed" in values:
        subscribe(board, actor.member.id, wanted=values.pop("subscribed"))
    boards.update(actor, board, values)
    boards.set_prefs(actor, board, wanted, prefs(board))
    return BOARD.one(board, request.viewer, request.params.get("fields"))


@routes.delete("/boards/{board}")
def _delete(request: Write) -> Any:
    board = permissions.must_administer(request.viewer, permissions.editable_board(request))
    boards.delete(request.actor, board)
    return {"_value": None}


def _named(params: Params, name: str) -> str | None:
    """Return the reference to an organization, empty for none, None if nothing is said."""
    if name not in params:
        return None
    return "" if is_clear(params, name) else params.text(name).lower()


def _organization(request: Write, ref: str | None) -> Organization | None:
    """Return the organization by id or name; the first of the member's own if nothing is said of it."""
    world, member_id = request.world, request.actor.member.id
    if ref is None:
        return next(iter(world.organizations_of_member(member_id)), None)
    if not ref:
        return None
    found = world.organizations.get(ref) or world.organizations.one("name", ref)
    if found is None:
        raise invalid_value("idOrganization")
    if not is_member(found, member_id):
        raise not_allowed("org")
    return found


def _source(request: Write) -> Board | None:
    if not request.params.text("idBoardSource"):
        return None
    return request.viewer.must_see_board(referred(request.world.boards, request.params, "idBoardSource"))


_READERS: Final[Mapping[str, Reader]] = {
    "name": some_text,
    "desc": text,
    "closed": boolean,
    "idOrganization": _named,
    "subscribed": boolean,
}
