from app.resolvers.identity import created
from app.resolvers.mapping import TypeMapping, filtered, to

MAPPING = TypeMapping(
    kind="organization",
    fields={"created": ("id",)},
    edges={"boards": filtered("Board", "boards"), "members": to("Member", "members")},
)

RESOLVERS = {"Organization.created": created}
