"""Where people may sign in: providers of OpenID Connect, any number of them at once."""

import json
from typing import Annotated, Any, Final, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
)
from pydantic_settings import NoDecode
from yarl import URL

_EXAMPLE: Final = (
    '[{"id": "example", "name": "Example", "issuer": "https://id.example.com", "client_id": "…", '
    '"client_secret": "…"}]'
)


def _issuer(value: str) -> str:
    try:
        url = URL(value)
    except ValueError:
        url = URL()
    if url.scheme not in {"http", "https"} or not url.host or url.query_string or url.fragment or url.user:
        raise ValueError("write it as the provider does, as https://id.example.com")
    return value


class OpenIDProvider(BaseModel):
    """A provider, which is a tenant here. Its issuer is what the provider calls itself, to the letter."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: str = Field(min_length=1, max_length=100)
    issuer: Annotated[str, AfterValidator(_issuer)] = Field(max_length=255)
    client_id: str = Field(min_length=1)
    client_secret: SecretStr
    scopes: str = "openid profile email"
    groups_claim: str = "groups"
    admin_group: str | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody between can read or change what the provider says."""
        return self.issuer.startswith("https://")


_PROVIDERS: Final = TypeAdapter(tuple[OpenIDProvider, ...])


def _decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        decoded = json.loads(value)
    except ValueError:
        decoded = None
    if not isinstance(decoded, list):
        raise ValueError(f"write it in JSON, as {_EXAMPLE}")  # noqa: TRY004  # pydantic tells of this one
    try:
        return _PROVIDERS.validate_python(decoded)
    except ValidationError as error:
        # The input is left out: it has a secret.
        told = error.errors(include_input=False, include_url=False, include_context=False)
        raise ValueError("; ".join(_told(each["loc"], each["msg"]) for each in told)) from None


def _told(location: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, location))}: {message.removeprefix('Value error, ')}"


def _unique(providers: tuple[OpenIDProvider, ...]) -> tuple[OpenIDProvider, ...]:
    for name in ("id", "issuer"):
        if len({getattr(each, name) for each in providers}) < len(providers):
            raise ValueError(f"each {name} may stand there once")
    return providers


OpenIDProviders: TypeAlias = Annotated[
    tuple[OpenIDProvider, ...], NoDecode, BeforeValidator(_decoded), AfterValidator(_unique)
]
"""Providers, as a list in JSON."""
