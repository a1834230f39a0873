"""What is done to comments, which are actions themselves."""

from app.sandbox.actor import Actor
from app.sandbox.models import Action, Card


def write(actor: Actor, card: Card, text: str, kind: str = "commentCard") -> Action:
    """Write a comment on a card; return its action."""
    said = {"text": text, "textData": {"emoji": {}}}
    return actor.on_card(kind, card, said, lists=(actor.world.lists[card.list_id],))


def edit(actor: Actor, comment: Action, text: str) -> None:
    """Change what a comment says."""
    former = comment.data["text"]
    comment.data |= {"text": text, "dateLastEdited": actor.time}
    about = {"action": {"id": comment.id, "type": comment.type, "text": text}, "old": {"text": former}}
    actor.on_card("updateComment", actor.world.cards[comment.card_id or ""], about)


def delete(actor: Actor, comment: Action) -> None:
    """Remove a comment."""
    actor.world.actions.remove(comment.id)
    about = {"action": {"id": comment.id, "type": comment.type}}
    actor.on_card("deleteComment", actor.world.cards[comment.card_id or ""], about)
