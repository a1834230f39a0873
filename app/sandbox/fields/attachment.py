from typing import Final

from app.sandbox.fields.selection import Fields, stored
from app.sandbox.models import Attachment

ATTACHMENT: Final = Fields[Attachment](
    {
        "id": stored("id"),
        "bytes": stored("bytes"),
        "date": stored("date"),
        "edgeColor": stored("edge_color"),
        "idMember": stored("member_id"),
        "isUpload": stored("is_upload"),
        "mimeType": stored("mime_type"),
        "name": stored("name"),
        "previews": stored("previews"),
        "url": stored("url"),
        "pos": stored("pos"),
    },
    default="all",
)
