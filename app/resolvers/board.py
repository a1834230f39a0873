from app.resolvers.action import actions
from app.resolvers.connections import page_of
from app.resolvers.identity import created
from app.resolvers.mapping import TypeMapping, filtered, to

MAPPING = TypeMapping(
    kind="board",
    fields={"created": ("id",)},
    edges={
        "organization": to("Organization", "organization"),
        "lists": filtered("List", "lists"),
        "cards": page_of("Card", "cards", lambda arguments: arguments["filter"].lower()),
        "members": to("Member", "members"),
        "memberships": to("Membership", "memberships"),
        "labels": to("Label", "labels"),
        "checklists": to("Checklist", "checklists"),
        "customFields": to("CustomField", "customFields"),
        "actions": actions(),
    },
)

RESOLVERS = {"Board.created": created}
