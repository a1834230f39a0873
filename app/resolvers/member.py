from app.resolvers.action import actions
from app.resolvers.identity import created
from app.resolvers.mapping import TypeMapping, filtered, to

MAPPING = TypeMapping(
    kind="member",
    fields={"created": ("id",)},
    edges={
        "boards": filtered("Board", "boards"),
        "cards": filtered("Card", "cards"),
        "organizations": to("Organization", "organizations"),
        "memberReferrer": to("Member", "memberReferrer"),
        "actions": actions(),
    },
)

RESOLVERS = {"Member.created": created}
