from app.resolvers.identity import created
from app.resolvers.mapping import TypeMapping, filtered, to

MAPPING = TypeMapping(
    kind="list",
    fields={"created": ("id",)},
    edges={"board": to("Board", "board"), "cards": filtered("Card", "cards")},
)

RESOLVERS = {"List.created": created}
