"""`/me/trello`: link Trello, so that queries run as oneself there, and unlink it."""

from datetime import datetime
from typing import Annotated

from django.http import HttpResponse, HttpResponseRedirect
from ninja import Field, Query, Router, Schema, Status
from pydantic import SecretStr

from app.backend.accounts import trello_links
from app.backend.accounts.actor import Actor
from app.backend.accounts.authentication import KNOWN, LINK_PAGE, ViewerRequest, is_browsing
from app.backend.accounts.models import TrelloLink
from app.backend.errors import NotFound
from app.backend.http.api import RequestBody, problems

router = Router(auth=KNOWN, tags=["me"])


class NewLink(RequestBody):
    """A token that Trello has given out for this service."""

    token: Annotated[SecretStr, Field(min_length=1, max_length=512)] = Field(
        description="With the right to read and to write. It is kept encrypted, and never shown."
    )


class Link(Schema):
    """Whether Trello is linked, and to whom there."""

    linked: bool
    account: str | None = Field(description="What the member is called there.")
    since: datetime | None
    ends: datetime | None = Field(description="When the token ends by itself; None if it does not.")


@router.get("/me/trello", response={200: Link, **problems(401)}, summary="Have I linked Trello")
def read_link(request: ViewerRequest) -> Link | HttpResponse:
    """A browser is sent to the page where that is done."""
    if is_browsing(request):
        return HttpResponseRedirect(LINK_PAGE)
    return _shown(TrelloLink.objects.filter(entity=request.auth.entity).first())


@router.post(
    "/me/trello", response={200: Link, **problems(400, 401, 403, 422)}, summary="Link Trello by a token"
)
def make_link(request: ViewerRequest, wanted: NewLink) -> Link:
    """In place of the one before, if Trello says that the token is good. Nothing is kept otherwise."""
    viewer = request.auth
    return _shown(trello_links.link(viewer.entity, wanted.token, Actor.by(viewer)))


@router.delete("/me/trello", response={204: None, **problems(401, 403, 404, 422)}, summary="Unlink Trello")
def remove_link(
    request: ViewerRequest,
    revoke: Annotated[bool, Query(description="Whether Trello ends the token, too, and first.")] = False,
) -> Status[None]:
    """The token is forgotten here. With `revoke`, it is good for nothing any more."""
    viewer = request.auth
    if not trello_links.unlink(viewer.entity, Actor.by(viewer), revoke=revoke):
        raise NotFound("Trello is not linked.")
    return Status(204, None)


def _shown(link: TrelloLink | None) -> Link:
    if link is None:
        return Link(linked=False, account=None, since=None, ends=None)
    return Link(linked=True, account=link.account or None, since=link.linked_at, ends=link.ends)
