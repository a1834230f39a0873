"""Where the backend keeps what must not be lost."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _database_url(value: SecretStr | None) -> SecretStr | None:
    if value and not value.get_secret_value().startswith(("mysql://", "sqlite:///")):
        raise ValueError(
            "write it as mysql://user:password@host:3306/name, for MariaDB too, or sqlite:////path/of/file"
        )
    return value


DatabaseUrl: TypeAlias = Annotated[SecretStr | None, AfterValidator(_database_url)]
"""A URL, which may hold a password."""


class DatabaseSettings(BaseSettings):
    """Environment variables that begin with ``DATABASE_``."""

    model_config = SettingsConfigDict(
        env_prefix="DATABASE_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    url: DatabaseUrl = Field(
        None,
        description="Database of the backend, `mysql://…` or `sqlite:///…`. In development, a file below "
        "`.state` when unset.",
    )
    connection_seconds: int = Field(
        60, ge=0, description="How long a connection is kept and used again; it is tried before each use."
    )
    timeout_seconds: int = Field(
        5,
        ge=1,
        description="Longest wait for a connection to MySQL, or for whoever else is writing into SQLite.",
    )
