from collections.abc import Mapping
from typing import Any, Final

from app.sandbox import permissions
from app.sandbox.changes import card_labels, card_members, cards
from app.sandbox.changes.fields import subscribe
from app.sandbox.errors import invalid_value
from app.sandbox.fields.card import CARD
from app.sandbox.models import BoardList, Card
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import Reader, boolean, object_id, object_ids, position
from app.sandbox.writes.card_values import READERS, cover, cover_values
from app.sandbox.writes.fields import given, given_one
from app.sandbox.writes.references import labels_of, members_of

routes = Routes()


@routes.put("/cards/{card}")
def _update(request: Write) -> Any:
    card = permissions.editable_card(request)
    return _updated(request, card, given(request.params, _READERS))


@routes.put("/cards/{card}/{field}")
def _update_field(request: Write) -> Any:
    card = permissions.editable_card(request)
    values = given_one(request, _READERS)
    if "idBoard" in values:
        values |= given(request.params, {"idList": object_id, "pos": position})
    return _updated(request, card, values)


def _updated(request: Write, card: Card, values: dict[str, Any]) -> Any:
    """Change a card. What cannot be is found before anything is changed."""
    actor, world = request.actor, request.world
    target = _target(request, card, values)
    members = members_of(world, target.board_id, values.get("idMembers", []))
    labels = labels_of(world, target.board_id, values.get("idLabels", []))
    own = {name: value for name, value in values.items() if name in READERS} | cover_values(
        request, card, values
    )
    if target.id != card.list_id:
        cards.move(actor, card, target, values.get("pos", "bottom"))
    elif "pos" in values:
        own["pos"] = values["pos"]
    cards.update(actor, card, own)
    if "idMembers" in values:
        card_members.let_be(actor, card, members)
    if "idLabels" in values:
        card_labels.let_be(actor, card, labels)
    if "subscribed" in values:
        subscribe(card, actor.member.id, wanted=values["subscribed"])
    return CARD.one(card, request.viewer, request.params.get("fields"))


@routes.delete("/cards/{card}")
def _delete(request: Write) -> Any:
    cards.delete(request.actor, permissions.editable_card(request))
    return {"limits": {}}


def _target(request: Write, card: Card, values: dict[str, Any]) -> BoardList:
    """Return the list in which the card is to be: the one named, else the first of the board named."""
    world = request.world
    board_id = values.get("idBoard", card.board_id)
    if board_id not in world.boards:
        raise invalid_value("idBoard")
    if "idList" in values:
        found = world.lists.get(values["idList"])
        if found is None or ("idBoard" in values and found.board_id != board_id):
            raise invalid_value("idList")
    elif board_id == card.board_id:
        return world.lists[card.list_id]
    else:
        found = next((each for each in world.lists_of(board_id) if not each.closed), None)
        if found is None:
            raise invalid_value("idList")
    permissions.must_edit(request.viewer, world.boards[found.board_id])
    return found


_READERS: Final[Mapping[str, Reader]] = {
    **READERS,
    "cover": cover,
    "idAttachmentCover": object_id,
    "idBoard": object_id,
    "idLabels": object_ids,
    "idList": object_id,
    "idMembers": object_ids,
    "pos": position,
    "subscribed": boolean,
}
