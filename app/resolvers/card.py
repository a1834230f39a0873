from app.resolvers.action import actions
from app.resolvers.connections import page_of
from app.resolvers.identity import created
from app.resolvers.mapping import TypeMapping, to

MAPPING = TypeMapping(
    kind="card",
    fields={"created": ("id",)},
    edges={
        "board": to("Board", "board"),
        "list": to("List", "list"),
        "members": to("Member", "members"),
        "checklists": to("Checklist", "checklists"),
        "attachments": to("Attachment", "attachments"),
        "customFieldItems": to("CustomFieldItem", "customFieldItems"),
        "comments": page_of("Action", "actions", lambda _arguments: "commentCard"),
        "actions": actions(),
    },
)

RESOLVERS = {"Card.created": created}
