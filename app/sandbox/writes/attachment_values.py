"""What is to be attached to a card: an address, or a file."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from app.sandbox.changes import attachments
from app.sandbox.errors import Refusal, body_too_large, invalid_value
from app.sandbox.files import LARGEST, MEGABYTE, ROOM, UNKNOWN_TYPE, is_media_type, safe_name
from app.sandbox.models import Attachment, Card
from app.sandbox.params import Params, Upload
from app.sandbox.request import Write
from app.sandbox.validation import web_address


@dataclass(frozen=True)
class Attached:
    """What was sent: a `file`, or else the address in `url`."""

    name: str
    url: str
    file: Upload | None
    media_type: str

    def to(self, request: Write, card: Card) -> Attachment:
        """Attach it to a card."""
        if self.file is None:
            return attachments.link(request.actor, card, self.url, self.name, self.media_type)
        return attachments.upload(request.actor, card, self.file, self.name, request.viewer.origin)


def attached(request: Write, file: str, url: str, name: str = "") -> Attached | None:
    """Return what is to be attached, None if nothing is sent; `file` and `url` name the parameters.

    Without a `name` it has that of the file, or the address. Raises `Refusal` for what is no file or no
    address, and for a file that there is no room for.
    """
    params = request.params
    media_type = _media_type(params)
    if file in params:
        found = _upload(request, params.raw(file), file, media_type)
        return Attached(name or found.name, "", found, found.media_type)
    address = web_address(params, url)
    return Attached(name or address, address, None, media_type) if address else None


def _upload(request: Write, value: Any, name: str, media_type: str) -> Upload:
    if not isinstance(value, Upload):
        raise invalid_value(name)
    if len(value.content) > LARGEST:
        raise body_too_large()
    held = sum(len(each.content) for each in request.world.attachments if each.content)
    if held + len(value.content) > ROOM:
        raise _no_room()
    sent = value.media_type if is_media_type(value.media_type) else UNKNOWN_TYPE
    return Upload(safe_name(value.name), media_type or sent, value.content)


def _no_room() -> Refusal:
    """Return the answer to one file too many, in words of our own."""
    message = f"The offline Trello holds {ROOM // MEGABYTE} MB of files at most. Delete some, or reset it."
    return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message)


def _media_type(params: Params) -> str:
    value = params.text("mimeType")
    if value and not is_media_type(value):
        raise invalid_value("mimeType")
    return value
