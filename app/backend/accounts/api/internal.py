"""`/internal`: what the gateway wants to know. Nothing routes here from outside."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Form, Router

from app.backend.accounts.authentication import ServiceSecret
from app.backend.accounts.introspection import viewer_of
from app.backend.accounts.trello_links import trello_token
from app.backend.accounts.viewer import AccessTokenViewer, TokenViewer
from app.backend.errors import NotFound
from app.backend.http.api import problems
from app.contracts.credentials import CredentialRequest, TrelloCredential
from app.contracts.introspection import ActiveToken, InactiveToken

router = Router(auth=ServiceSecret(), tags=["internal"])


@router.post(
    "/internal/introspect",
    response={200: ActiveToken | InactiveToken, **problems(400, 401, 422)},
    exclude_none=True,
    summary="Whose token is it",
)
def introspect(request: HttpRequest, token: Annotated[str, Form()]) -> ActiveToken | InactiveToken:  # noqa: ARG001
    """OAuth 2.0 Token Introspection (RFC 7662)."""
    viewer = viewer_of(token)
    return _active(viewer) if viewer else InactiveToken()


@router.post(
    "/internal/credentials",
    response={200: TrelloCredential, **problems(400, 401, 404, 422)},
    summary="The Trello token of an entity",
)
def credentials(request: HttpRequest, wanted: CredentialRequest) -> HttpResponse:  # noqa: ARG001
    """Not to be kept for more than a minute, nor written down anywhere."""
    token = trello_token(wanted.iss, wanted.sub)
    if token is None:
        raise NotFound("The entity has not linked Trello.")
    body = TrelloCredential(token=token).model_dump_json()
    return HttpResponse(body, content_type="application/json")


def _active(viewer: TokenViewer | AccessTokenViewer) -> ActiveToken:
    return ActiveToken(
        iss=viewer.entity.tenant,
        sub=viewer.entity.account,
        jti=viewer.token_id,
        iat=int(viewer.issued.timestamp()),
        exp=int(viewer.expires.timestamp()) if viewer.expires else None,
        entity=viewer.entity.pk,
        persona=viewer.persona,
        groups=viewer.groups,
        admin=viewer.is_admin,
        trello_linked=viewer.trello_linked,
    )
