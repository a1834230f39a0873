"""`/me`: who asks."""

from ninja import Field, Router, Schema

from app.backend.accounts.authentication import KNOWN, ViewerRequest
from app.backend.http.api import problems

router = Router(auth=KNOWN, tags=["me"])


class Me(Schema):
    """Whoever asks."""

    tenant: str = Field(description="Issuer of the account.")
    account: str
    groups: list[str] = Field(description="Groups at the tenant that the token has, or the session.")
    personas: list[str] = Field(description="What has been used so far: pc, mobile, api, other.")
    is_admin: bool = Field(description="Whether settings may be changed.")
    trello_linked: bool
    token_id: int | None = Field(description="The token that this was asked with; None if it was none.")


@router.get("/me", response={200: Me, **problems(401)}, summary="Who am I")
def read_me(request: ViewerRequest) -> Me:
    """The entity of the token or the session, and what is known of it."""
    viewer = request.auth
    entity = viewer.entity
    return Me(
        tenant=entity.tenant,
        account=entity.account,
        groups=list(viewer.groups),
        personas=sorted(entity.personas.values_list("source", flat=True)),
        is_admin=viewer.is_admin,
        trello_linked=viewer.trello_linked,
        token_id=viewer.auth.pk if viewer.auth else None,
    )
