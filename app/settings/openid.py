"""Where people may sign in: providers of OpenID Connect, any number of them at once."""

from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_settings import NoDecode

from app.settings.issuer import Issuer
from app.settings.json_lists import all_different, decoder

_EXAMPLE: Final = (
    '[{"id": "example", "name": "Example", "issuer": "https://id.example.com", "client_id": "…", '
    '"client_secret": "…"}]'
)


class OpenIDProvider(BaseModel):
    """A provider, which is a tenant here. Its issuer is what the provider calls itself, to the letter."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: str = Field(min_length=1, max_length=100)
    issuer: Issuer
    client_id: str = Field(min_length=1)
    client_secret: SecretStr
    scopes: str = "openid profile email"
    groups_claim: str = "groups"
    admin_group: str | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody between can read or change what the provider says."""
        return self.issuer.startswith("https://")


def _unique(providers: tuple[OpenIDProvider, ...]) -> tuple[OpenIDProvider, ...]:
    return all_different(providers, "id", "issuer")


OpenIDProviders: TypeAlias = Annotated[
    tuple[OpenIDProvider, ...],
    NoDecode,
    BeforeValidator(decoder(OpenIDProvider, _EXAMPLE)),
    AfterValidator(_unique),
]
"""Providers, as a list in JSON."""
