"""What a webhook is told of an action, and which webhooks are told."""

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from app.sandbox.changes.webhooks import model_of, owner
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.card import CARD
from app.sandbox.fields.list import LIST
from app.sandbox.fields.member import MEMBER
from app.sandbox.fields.organization import ORGANIZATION
from app.sandbox.fields.webhook import WEBHOOK
from app.sandbox.models import Action, Board, BoardList, Card, Member, Organization, Webhook
from app.sandbox.nesting.actions import action as action_body
from app.sandbox.params import Params
from app.sandbox.store import World
from app.sandbox.viewer import Viewer


@dataclass(frozen=True)
class Message:
    """An action, and the model as it was right after it, both as JSON.

    `client` is what the program that caused the action calls itself, empty if it does not.
    """

    action: bytes
    model: bytes
    client: str

    def body(self, webhook: Webhook, viewer: Viewer) -> bytes:
        """Return the JSON that a webhook gets; it shows the webhook as it is now."""
        return orjson.dumps(
            {
                "action": orjson.Fragment(self.action),
                "model": orjson.Fragment(self.model),
                "webhook": WEBHOOK.one(webhook, viewer, None),
            }
        )


def told(world: World, action: Action) -> Iterator[Webhook]:
    """Yield the active webhooks that are told of an action: those of each model in whose history it is."""
    board = world.boards.get(action.board_id or "")
    models = [action.board_id, action.card_id, *action.list_ids, action.creator_id, action.organization_id]
    for model_id in dict.fromkeys([*models, board.organization_id if board else None]):
        yield from (each for each in world.webhooks.by("model_id", model_id) if each.active)


def message(world: World, webhook: Webhook, action: Action, client: str) -> Message | None:
    """Return what a webhook is told of an action, None if its member may not see that."""
    viewer = viewer_of(world, webhook)
    model = model_of(world, webhook.model_id)
    if not viewer.sees_action(action) or not sees(viewer, model):
        return None
    shown = action_body(action, viewer, Params({"display": "true"}))
    return Message(orjson.dumps(shown), orjson.dumps(_shown(model, viewer)), client)


def viewer_of(world: World, webhook: Webhook) -> Viewer:
    """Return the eyes that a webhook sees with: those of the member whose token it belongs to."""
    token = owner(world, webhook)
    return Viewer(world, world.members.get(token.member_id), token.scopes) if token else Viewer(world, None)


def sees(viewer: Viewer, model: Board | BoardList | Card | Member | Organization | None) -> bool:
    """Return whether somebody may see a model; nobody sees what is not there."""
    match model:
        case Board():
            return viewer.sees_board(model)
        case BoardList() | Card():
            return viewer.sees_board_id(model.board_id)
        case Organization():
            return viewer.sees_organization(model)
    return model is not None


def _shown(model: Board | BoardList | Card | Member | Organization, viewer: Viewer) -> dict[str, object]:
    match model:
        case Board():
            return BOARD.one(model, viewer, None)
        case BoardList():
            return LIST.one(model, viewer, None)
        case Card():
            return CARD.one(model, viewer, None)
        case Organization():
            return ORGANIZATION.one(model, viewer, None)
    return MEMBER.one(model, viewer, None)
