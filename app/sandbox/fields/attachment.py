from typing import Any, Final

from app.sandbox.fields.selection import Fields, stored
from app.sandbox.files import address
from app.sandbox.models import Attachment
from app.sandbox.viewer import Viewer


def previews(attachment: Attachment, viewer: Viewer) -> list[dict[str, Any]]:
    """Return the previews; that of an image uploaded here is the image itself."""
    if attachment.content is None:
        return attachment.previews
    return [each | {"url": address(attachment, viewer.origin)} for each in attachment.previews]


ATTACHMENT: Final = Fields[Attachment](
    {
        "id": stored("id"),
        "bytes": stored("size"),
        "date": stored("date"),
        "edgeColor": stored("edge_color"),
        "idMember": stored("member_id"),
        "isUpload": stored("is_upload"),
        "mimeType": stored("mime_type"),
        "name": stored("name"),
        "previews": previews,
        "url": lambda each, viewer: address(each, viewer.origin),
        "pos": stored("pos"),
        "fileName": stored("file_name"),
    },
    default="all",
)
