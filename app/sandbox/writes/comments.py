"""Comments, which are actions: written on a card, changed and removed by either address."""

from typing import Any

from app.sandbox import lookup, permissions
from app.sandbox.changes import comments
from app.sandbox.errors import not_found
from app.sandbox.models import Action
from app.sandbox.nesting.actions import action
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import some_text

routes = Routes()


@routes.post("/cards/{card}/actions/comments")
def _write(request: Write) -> Any:
    card = permissions.commentable_card(request)
    made = comments.write(request.actor, card, some_text(request.params, "text"))
    return action(made, request.viewer, Params({"display": "true", "entities": "true"}))


@routes.put("/cards/{card}/actions/{action}/comments")
def _edit_on_card(request: Write) -> Any:
    return _edited(request, _on_card(request, permissions.own_comment(request)), "text")


@routes.put("/actions/{action}")
def _edit(request: Write) -> Any:
    return _edited(request, permissions.own_comment(request), "text")


@routes.put("/actions/{action}/text")
def _edit_text(request: Write) -> Any:
    return _edited(request, permissions.own_comment(request), "value")


def _edited(request: Write, comment: Action, name: str) -> Any:
    comments.edit(request.actor, comment, some_text(request.params, name))
    return action(comment, request.viewer, Params({"display": "true"}))


@routes.delete("/cards/{card}/actions/{action}/comments")
def _delete_on_card(request: Write) -> Any:
    return _deleted(request, _on_card(request, permissions.removable_comment(request)))


@routes.delete("/actions/{action}")
def _delete(request: Write) -> Any:
    return _deleted(request, permissions.removable_comment(request))


def _deleted(request: Write, comment: Action) -> Any:
    comments.delete(request.actor, comment)
    return {"_value": None}


def _on_card(request: Write, comment: Action) -> Action:
    if comment.card_id != lookup.card(request).id:
        raise not_found()
    return comment
