from typing import Final

from app.sandbox.fields import limits
from app.sandbox.fields.selection import Fields, constant, stored, subscribed
from app.sandbox.models import BoardList

LIST: Final = Fields[BoardList](
    {
        "id": stored("id"),
        "name": stored("name"),
        "closed": stored("closed"),
        "pos": stored("pos"),
        "softLimit": constant(None),
        "creationMethod": constant(None),
        "idBoard": stored("board_id"),
        "limits": constant(limits.LIST),
        "subscribed": subscribed,
    },
    default="name,closed,pos,idBoard",
)
