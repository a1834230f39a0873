"""Uploaded files: what may be kept of them, and what is sent back."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from app.sandbox.models import Attachment

MEGABYTE: Final = 1_048_576
LARGEST: Final = 10 * MEGABYTE
"""The most bytes of one file, as for members without a paid plan."""

ROOM: Final = 100 * MEGABYTE
"""The most bytes of all files together, which are held in memory."""

UNKNOWN_TYPE: Final = "application/octet-stream"
LONGEST_NAME: Final = 256
"""The most characters of a file's name, and of an attachment's."""

_MEDIA_TYPE: Final = re.compile(r"[\w!#$&^.+-]{1,127}/[\w!#$&^.+-]{1,127}(;[ -~]{0,127})?", re.ASCII)


@dataclass(frozen=True)
class File:
    """A file as the answer to a request, in place of JSON. `media_type` is one that `is_media_type`."""

    content: bytes
    media_type: str


def address(attachment: Attachment, origin: str) -> str:
    """Return the address of a link, or where the Trello at this origin serves a file uploaded to it."""
    if attachment.content is None:
        return attachment.url
    where = f"/1/cards/{attachment.card_id}/attachments/{attachment.id}"
    return f"{origin}{where}/download/{quote(attachment.file_name or attachment.id, safe='')}"


def is_media_type(value: str) -> bool:
    """Return whether this can stand in a header to say what a file is."""
    return _MEDIA_TYPE.fullmatch(value) is not None


def safe_name(name: str) -> str:
    """Return the last part of a path that a client sent as a file's name, without what cannot be printed."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(each for each in last if each.isprintable()).strip()[:LONGEST_NAME] or "file"
