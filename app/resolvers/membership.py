from app.resolvers.mapping import TypeMapping, to

MAPPING = TypeMapping(kind="membership", edges={"member": to("Member", "member")})
