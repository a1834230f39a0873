"""Whose access tokens are taken beside our own: those of any number of providers of OpenID Connect."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from yarl import URL

from app.settings.issuer import Issuer
from app.settings.json_lists import all_different, decoder

_EXAMPLE: Final = '[{"issuer": "https://id.example.com", "audience": "https://api.example.com"}]'

SignatureAlgorithm: TypeAlias = Literal[
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
]
"""How a token may be signed: with a private key. No secret that both sides know, and never not at all."""


def _keys_url(value: str) -> str:
    try:
        url = URL(value)
    except ValueError:
        url = URL()
    if url.scheme not in {"http", "https"} or not url.host or url.fragment or url.user:
        raise ValueError("write it as https://id.example.com/jwks")
    return value


class AccessTokenIssuer(BaseModel):
    """A provider, and which of its access tokens are for us: those that name `audience`, to the letter."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    issuer: Issuer
    audience: str = Field(min_length=1)
    jwks_uri: Annotated[str, AfterValidator(_keys_url)] | None = None
    algorithms: tuple[SignatureAlgorithm, ...] = Field(("RS256", "PS256", "ES256", "EdDSA"), min_length=1)
    groups_claim: str = "groups"

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody between can change the keys that tokens are checked with."""
        return all(each.startswith("https://") for each in (self.issuer, self.jwks_uri or self.issuer))


def _unique(issuers: tuple[AccessTokenIssuer, ...]) -> tuple[AccessTokenIssuer, ...]:
    return all_different(issuers, "issuer")


class AccessTokenSettings(BaseSettings):
    """Environment variables that begin with ``ACCESS_TOKEN_``, for all processes that are shown tokens."""

    model_config = SettingsConfigDict(
        env_prefix="ACCESS_TOKEN_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    issuers: Annotated[
        tuple[AccessTokenIssuer, ...],
        NoDecode,
        BeforeValidator(decoder(AccessTokenIssuer, _EXAMPLE)),
        AfterValidator(_unique),
    ] = Field(
        (),
        description="Providers of OpenID Connect whose own access tokens are taken, in JSON: a list of "
        "objects with `issuer` and `audience`; `jwks_uri`, `algorithms` and `groups_claim` may be left out. "
        "The same for gateway and backend.",
    )

    @property
    def problem(self) -> str | None:
        """What is wrong with them outside of development."""
        if all(each.is_encrypted for each in self.issuers):
            return None
        return "set ACCESS_TOKEN_ISSUERS to issuers with https"
