from typing import Final

from app.sandbox.fields.selection import Fields, stored
from app.sandbox.models import Label

LABEL: Final = Fields[Label](
    {"id": stored("id"), "idBoard": stored("board_id"), "name": stored("name"), "color": stored("color")},
    default="all",
)
