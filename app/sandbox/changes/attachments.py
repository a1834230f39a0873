"""What is done to attachments, each with its action."""

from app.sandbox.actor import Actor
from app.sandbox.models import Attachment, Card
from app.sandbox.positions import place


def attach(actor: Actor, card: Card, url: str, name: str) -> Attachment:
    """Attach a link to a card."""
    pos = place(actor.world.attachments.by("card_id", card.id), "bottom")
    made = Attachment(actor.new_id(), card.id, name, url, actor.time, pos, actor.member.id)
    actor.world.attachments.add(made)
    actor.on_card("addAttachmentToCard", card, {"attachment": {"id": made.id, "name": name, "url": url}})
    return made
