from typing import Final

from app.sandbox.fields.selection import Fields, stored
from app.sandbox.models import Webhook

WEBHOOK: Final = Fields[Webhook](
    {
        "id": stored("id"),
        "description": stored("description"),
        "idModel": stored("model_id"),
        "callbackURL": stored("callback_url"),
        "active": stored("active"),
        "consecutiveFailures": stored("failures"),
        "firstConsecutiveFailDate": stored("first_failure"),
    },
    default="all",
)
