"""`/token`: the tokens of whoever asks."""

from datetime import datetime
from typing import Annotated, Literal

from django.db import transaction
from ninja import Field, Path, Query, Router, Schema, Status
from pydantic import StringConstraints

from app.backend.accounts import tokens
from app.backend.accounts.actor import Actor
from app.backend.accounts.authentication import KNOWN, ViewerRequest
from app.backend.accounts.models import Auth
from app.backend.http.api import RequestBody, problems

router = Router(auth=KNOWN, tags=["tokens"])

Name = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=tokens.MAX_NAME, strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
Lifetime = Annotated[
    int,
    # `false` is no 0: that would never expire.
    Field(
        strict=True,
        ge=0,
        le=tokens.MAX_SECONDS,
        description="Seconds that it lives from now on; 0 never expires.",
    ),
]
Persona = Literal["pc", "mobile", "api", "other"]
TokenId = Annotated[int, Path(ge=1, le=2**63 - 1)]


class NewToken(RequestBody):
    """What a token is to be."""

    name: Name = Field(description="What to know it by.")
    seconds: Lifetime = 0
    persona: Persona = Field("api", description="What it is used with.")


class TokenChange(RequestBody):
    """What is to be different; what is left out stays."""

    name: Name | None = None
    seconds: Lifetime | None = None
    state: Literal["revoked"] | None = Field(None, description="Ends it, for good.")


class Token(Schema):
    """A token, without itself."""

    id: int
    name: str
    persona: Persona
    granted: datetime
    expires: datetime | None = Field(description="None if it never does.")
    state: Literal["active", "expired", "revoked"]


class MadeToken(Token):
    """A token that was made just now."""

    token: str = Field(description="The token itself. Keep it: it is never shown again.")


@router.get("/token", response={200: list[Token], **problems(401, 422)}, summary="List my tokens")
def list_tokens(
    request: ViewerRequest,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[Token]:
    """Newest first, with those that have expired or are revoked."""
    mine = request.auth.entity.auths.select_related("persona").order_by("-granted", "-pk")
    return [_shown(each) for each in mine[offset : offset + limit]]


@router.post("/token", response={201: MadeToken, **problems(400, 401, 403, 409, 422)}, summary="Make a token")
def make_token(request: ViewerRequest, wanted: NewToken) -> Status[MadeToken]:
    """It is mine, and may do what the one that asks for it may. It is shown here and never again."""
    viewer = request.auth
    grant = tokens.Grant(
        name=wanted.name,
        seconds=wanted.seconds,
        source=wanted.persona,
        groups=viewer.groups,
        claims=viewer.claims,
    )
    made = tokens.grant(viewer.entity, grant, Actor.by(viewer))
    return Status(201, MadeToken(**_shown(made.auth).dict(), token=made.token))


@router.put(
    "/token/{token_id}",
    response={200: Token, **problems(400, 401, 403, 404, 409, 422)},
    summary="Rename, extend or revoke a token",
)
def change_token(request: ViewerRequest, token_id: TokenId, change: TokenChange) -> Token:
    """An extended token lives for the given seconds from now on, even if it had expired."""
    actor = Actor.by(request.auth)
    auth = tokens.token_of(request.auth.entity, token_id)
    with transaction.atomic():
        if change.name is not None:
            tokens.rename(auth, change.name, actor)
        if change.seconds is not None:
            tokens.extend(auth, change.seconds, actor)
        if change.state is not None:
            tokens.revoke(auth, actor)
    return _shown(auth)


@router.delete(
    "/token/{token_id}", response={204: None, **problems(401, 403, 404, 422)}, summary="Delete a token"
)
def delete_token(request: ViewerRequest, token_id: TokenId) -> Status[None]:
    """It is revoked, and no longer listed."""
    viewer = request.auth
    tokens.delete(tokens.token_of(viewer.entity, token_id), Actor.by(viewer))
    return Status(204, None)


def _shown(auth: Auth) -> Token:
    is_expired = auth.state == Auth.State.ACTIVE and not auth.is_usable
    return Token.model_validate(
        {
            "id": auth.pk,
            "name": auth.name,
            "persona": auth.persona.source,
            "granted": auth.granted,
            "expires": auth.expires,
            "state": "expired" if is_expired else auth.state,
        }
    )
