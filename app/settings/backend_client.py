"""Where the backend is, for those who ask it."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from yarl import URL

from app.settings.secrets import PLACEHOLDER, Secrets


def _backend_url(value: str) -> str:
    try:
        url = URL(value.strip())
    except ValueError:
        url = URL()
    more = url.user or url.password or url.query_string or url.fragment
    if url.scheme not in {"http", "https"} or not url.host or " " in url.host or more:
        raise ValueError("write it as http://backend:8000, without credentials and parameters")
    return f"{url.origin()}{url.raw_path.rstrip('/')}"


class BackendClientSettings(BaseSettings):
    """Environment variables that begin with ``BACKEND_`` and say how the backend is asked."""

    model_config = SettingsConfigDict(
        env_prefix="BACKEND_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    url: Annotated[str, AfterValidator(_backend_url)] = Field(
        "http://127.0.0.1:8000", description="Base URL of the backend; `make run` sets it to its own."
    )
    service_secrets: Secrets = Field(
        (SecretStr(f"{PLACEHOLDER}service-secret"),),
        description="The same as the backend has; the first of them is used.",
    )
    timeout_seconds: float = Field(2.0, gt=0, description="Longest wait for one answer of the backend.")
    connections: int = Field(32, ge=1, description="Connections to the backend kept open at most.")

    @property
    def service_secret(self) -> SecretStr:
        """What opens `/internal`."""
        return self.service_secrets[0]
