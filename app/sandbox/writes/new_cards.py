"""`POST /cards`: from nothing, from another card, or from an address."""

from typing import Any, Final

from app.sandbox import permissions
from app.sandbox.changes import card_labels, card_members, cards, copying
from app.sandbox.errors import no_list_for_card
from app.sandbox.fields.attachment import ATTACHMENT
from app.sandbox.fields.card import CARD
from app.sandbox.models import BoardList, Card
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import Reader, object_ids, position_or_bottom, text
from app.sandbox.writes.attachment_values import attached
from app.sandbox.writes.card_values import READERS
from app.sandbox.writes.fields import given
from app.sandbox.writes.references import labels_of, members_of, referred

routes = Routes()

_READERS: Final[dict[str, Reader]] = {**READERS, "name": text}


@routes.post("/cards", "/lists/{list}/cards")
def _create(request: Write) -> Any:
    request = request.without_nulls()
    actor, params = request.actor, request.params
    where = _list(request)
    values = given(params, _READERS)
    pos = position_or_bottom(params, "pos")
    members = members_of(request.world, where.board_id, object_ids(params, "idMembers"))
    labels = labels_of(request.world, where.board_id, object_ids(params, "idLabels"))
    source, keep = _source(request)
    sent = attached(request, "fileSource", "urlSource")
    if sent and not values.get("name"):
        values["name"] = sent.name
    if source:
        card = copying.copy_card(actor, source, where, values, pos=pos, keep=keep)
    else:
        card = cards.create(actor, where, values, pos)
    for member in members:
        if member.id not in card.member_ids:
            card_members.join(actor, card, member)
    for label in labels:
        if label.id not in card.label_ids:
            card_labels.put(actor, card, label)
    if sent:
        sent.to(request, card)
    return new_card(request, card)


def new_card(request: Write, card: Card) -> dict[str, Any]:
    """Return the answer that tells of a card just made."""
    attached = [ATTACHMENT.one(each, request.viewer, None) for each in request.world.attachments_of(card.id)]
    body = CARD.one(card, request.viewer, None)
    return body | {"attachments": attached, "stickers": card.stickers, "limits": {}}


def _list(request: Write) -> BoardList:
    if "list" in request.path:
        return permissions.editable_list(request)
    found = referred(request.world.lists, request.params, "idList", no_list_for_card())
    board = request.viewer.must_see_board(request.world.boards[found.board_id])
    permissions.must_edit(request.viewer, board)
    return found


def _source(request: Write) -> tuple[Card | None, frozenset[str]]:
    """Return the card to copy, if there is one, and what to keep of it."""
    params = request.params
    if not params.text("idCardSource"):
        return None, frozenset()
    source = referred(request.world.cards, params, "idCardSource")
    request.viewer.must_see_board(request.world.boards[source.board_id])
    keep = frozenset(params.names("keepFromSource") or ("all",))
    return source, copying.KEPT if "all" in keep else keep & copying.KEPT
