"""Attachments of cards.

Source: https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-attachments-post
"""

from typing import Any

from app.sandbox import lookup, permissions
from app.sandbox.changes import attachments
from app.sandbox.errors import invalid_value
from app.sandbox.fields.attachment import ATTACHMENT
from app.sandbox.files import LONGEST_NAME
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import boolean, text
from app.sandbox.writes.attachment_values import attached

routes = Routes()


@routes.post("/cards/{card}/attachments")
def _attach(request: Write) -> Any:
    card = permissions.editable_card(request)
    request = request.without_nulls()
    name = text(request.params, "name").strip()
    if len(name) > LONGEST_NAME:
        raise invalid_value("name")
    sent = attached(request, "file", "url", name)
    covers = "setCover" in request.params and boolean(request.params, "setCover")
    if sent is None:
        raise invalid_value("url")
    made = sent.to(request, card)
    if covers:
        attachments.cover(request.actor, card, made)
    return ATTACHMENT.one(made, request.viewer, None) | {"limits": {}}


@routes.delete("/cards/{card}/attachments/{attachment}")
def _remove(request: Write) -> Any:
    card = permissions.editable_card(request)
    attachments.remove(request.actor, card, lookup.attachment(request, card))
    return {"limits": {}}
