"""What is done to attachments, each with its action."""

from typing import Any

from app.sandbox.actor import Actor
from app.sandbox.changes import cards
from app.sandbox.files import address
from app.sandbox.images import size_of
from app.sandbox.models import Attachment, Card
from app.sandbox.params import Upload
from app.sandbox.positions import place


def link(actor: Actor, card: Card, url: str, name: str, media_type: str = "") -> Attachment:
    """Attach an address to a card."""
    made = _place(actor, card, name)
    made.url, made.mime_type = url, media_type
    return _told(actor, card, made, url)


def upload(actor: Actor, card: Card, file: Upload, name: str, origin: str) -> Attachment:
    """Attach a file to a card; `origin` is where this Trello is reached.

    An image has itself as its only preview, as nothing here makes smaller ones.
    """
    made = _place(actor, card, name)
    made.is_upload, made.file_name, made.mime_type = True, file.name, file.media_type
    made.content, made.size = file.content, len(file.content)
    size = size_of(file.content)
    if size:
        preview_id = actor.new_id()
        about = {"id": preview_id, "_id": preview_id, "scaled": True, "bytes": made.size}
        made.previews = [about | size._asdict()]
    return _told(actor, card, made, address(made, origin))


def cover(actor: Actor, card: Card, attachment: Attachment) -> None:
    """Let an attachment be the cover of its card."""
    fields: dict[str, Any] = {"idAttachmentCover": attachment.id}
    if card.cover.get("color"):
        fields["cover"] = card.cover | {"color": None}
    cards.update(actor, card, fields)


def remove(actor: Actor, card: Card, attachment: Attachment) -> None:
    """Take an attachment off a card, which has no cover then if this was it."""
    if card.cover_attachment_id == attachment.id:
        cards.update(actor, card, {"idAttachmentCover": None})
    actor.world.attachments.remove(attachment.id)
    actor.on_card("deleteAttachmentFromCard", card, {"attachment": _about(attachment)})


def _place(actor: Actor, card: Card, name: str) -> Attachment:
    pos = place(actor.world.attachments.by("card_id", card.id), "bottom")
    made = Attachment(actor.new_id(), card.id, name, "", actor.time, pos, actor.member.id)
    return actor.world.attachments.add(made)


def _told(actor: Actor, card: Card, attachment: Attachment, url: str) -> Attachment:
    actor.on_card("addAttachmentToCard", card, {"attachment": _about(attachment) | {"url": url}})
    return attachment


def _about(attachment: Attachment) -> dict[str, str]:
    return {"id": attachment.id, "name": attachment.name}
