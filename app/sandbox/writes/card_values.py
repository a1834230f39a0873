"""The values that a card takes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.sandbox.errors import invalid_value
from app.sandbox.models import Card
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.validation import (
    Reader,
    boolean,
    is_clear,
    json_object,
    moment,
    object_id_or_none,
    one_of,
    some_text,
    text,
    whole_number,
)

_COVERS: Final[Mapping[str, Reader]] = {
    "color": one_of(
        ("", "null", "pink", "yellow", "lime", "blue", "black", "orange", "red", "purple", "sky", "green")
    ),
    "size": one_of(("normal", "full")),
    "brightness": one_of(("light", "dark")),
    "url": some_text,
    "idAttachment": object_id_or_none,
}


def cover(params: Params, name: str) -> dict[str, Any]:
    """Return what is said of a cover: `color`, `size`, `brightness`, `url`, `idAttachment`; maybe nothing."""
    if is_clear(params, name):
        return {"color": None, "idAttachment": None}
    inner = Params(json_object(params, name))
    values = {each: read(inner, each) for each, read in _COVERS.items() if each in inner}
    if values.get("color") in {"", "null"}:
        values["color"] = None
    return values


def cover_values(request: Write, card: Card, values: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that a cover comes down to: a color and an attachment exclude one another."""
    said = dict(values.get("cover", {}))
    attachment_id = said.pop("idAttachment", values.get("idAttachmentCover"))
    if attachment_id:
        found = request.world.attachments.get(attachment_id)
        if found is None or found.card_id != card.id:
            raise invalid_value("idAttachmentCover")
        said["color"] = None
    fields: dict[str, Any] = {}
    if said:
        fields["cover"] = card.cover | said
    if attachment_id or said.get("color") or {"cover", "idAttachmentCover"} & {*values}:
        fields["idAttachmentCover"] = attachment_id
    return fields


def _text_or_none(params: Params, name: str) -> str | None:
    return None if is_clear(params, name) else text(params, name)


def coordinates(params: Params, name: str) -> dict[str, float] | None:
    """Return a place from `latitude,longitude`, or from an object with these two; None if it is cleared."""
    if is_clear(params, name):
        return None
    value = params.raw(name)
    parts: Sequence[Any] = params.names(name)
    if isinstance(value, dict):
        parts = [value.get("latitude"), value.get("longitude")]
    try:
        latitude, longitude = (float(each) for each in parts)
    except (TypeError, ValueError):
        raise invalid_value(name) from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004  # degrees on a globe
        raise invalid_value(name)
    return {"latitude": latitude, "longitude": longitude}


READERS: Final[Mapping[str, Reader]] = {
    "name": some_text,
    "desc": text,
    "closed": boolean,
    "start": moment,
    "due": moment,
    "dueComplete": boolean,
    "dueReminder": whole_number,
    "isTemplate": boolean,
    "address": _text_or_none,
    "locationName": _text_or_none,
    "coordinates": coordinates,
    "cardRole": lambda params, name: (
        None if is_clear(params, name) else one_of(("separator", "board", "mirror", "link"))(params, name)
    ),
}
"""Those that concern nothing but the card, in the order in which their changes are recorded."""
