"""Tokens, without the secret itself."""

from typing import Any, Final

from app.sandbox.fields.selection import Fields, stored
from app.sandbox.models import Token
from app.sandbox.viewer import Viewer


def _permissions(token: Token, _: Viewer) -> list[dict[str, Any]]:
    rights = {"read": "read" in token.scopes, "write": "write" in token.scopes}
    return [
        {"idModel": token.member_id, "modelType": "Member", **rights},
        {"idModel": "*", "modelType": "Board", **rights},
        {"idModel": "*", "modelType": "Organization", **rights},
    ]


TOKEN: Final = Fields[Token](
    {
        "id": stored("id"),
        "identifier": stored("identifier"),
        "idMember": stored("member_id"),
        "dateCreated": stored("date_created"),
        "dateExpires": stored("date_expires"),
        "permissions": _permissions,
    },
    default="all",
)
