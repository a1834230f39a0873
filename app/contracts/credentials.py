"""How the gateway gets the Trello token of whoever asks it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_serializer


class CredentialRequest(BaseModel):
    """Whose token is wanted: `iss` and `sub` as introspection names an entity."""

    model_config = ConfigDict(frozen=True)

    v: Literal[1] = 1
    iss: str = Field(min_length=1, max_length=255, description="Tenant of the entity.")
    sub: str = Field(min_length=1, max_length=255, description="Account of the entity there.")


class TrelloCredential(BaseModel):
    """A Trello token. It shows itself in JSON only, and nowhere that it might be logged."""

    model_config = ConfigDict(frozen=True)

    v: Literal[1] = 1
    token: SecretStr

    @field_serializer("token", when_used="json")
    def _reveal(self, token: SecretStr) -> str:
        return token.get_secret_value()
