"""`/login/oauth/token`: tokens of programs that people have let act for them."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Form, Router, Schema

from app.backend.accounts import program_logins
from app.backend.errors import OAuthError
from app.backend.http.api import problems
from app.backend.http.problems import OAUTH_TOKEN_PATH

router = Router(tags=["programs"])


class ProgramGrant(Schema):
    """What a program shows (RFC 6749, sections 4.1.3 and 6; RFC 7636, section 4.5)."""

    grant_type: str = Field("", description="`authorization_code`, or `refresh_token`.")
    code: str = Field("", max_length=100, description="What came to the redirect URI.")
    redirect_uri: str = Field("", max_length=255, description="The same as the code was asked for with.")
    client_id: str = Field("", max_length=100, description="The same as the code was asked for with.")
    code_verifier: str = Field("", max_length=128, description="What the challenge was made from.")
    refresh_token: str = Field("", max_length=200, description="The one that came last.")


class ProgramTokens(Schema):
    """What a program gets (RFC 6749, section 5.1)."""

    access_token: str = Field(description="An API token of a short life.")
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  # RFC 6750
    expires_in: int = Field(description="Seconds that the token lives.")
    refresh_token: str = Field(description="Good once, for the next two. One that comes again ends them all.")


@router.post(
    OAUTH_TOKEN_PATH,
    response={200: ProgramTokens, **problems(400, 409, 422, 429)},
    summary="Get the tokens of a program",
)
def program_tokens(request: HttpRequest, shown: Annotated[ProgramGrant, Form()]) -> ProgramTokens:  # noqa: ARG001
    """For a code that somebody has let it have at `/login`, or for a refresh token."""
    match shown.grant_type:
        case "authorization_code":
            made = program_logins.redeem(shown.code, shown.client_id, shown.redirect_uri, shown.code_verifier)
        case "refresh_token":
            made = program_logins.refresh(shown.refresh_token)
        case "":
            raise OAuthError("invalid_request", "Say which `grant_type` it is.")
        case _:
            raise OAuthError(
                "unsupported_grant_type", "`grant_type` is `authorization_code` or `refresh_token`."
            )
    return ProgramTokens(
        access_token=made.access_token, expires_in=made.seconds, refresh_token=made.refresh_token
    )
