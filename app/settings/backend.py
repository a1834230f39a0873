"""Everything the backend process is told by its environment."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.settings.access_tokens import AccessTokenSettings
from app.settings.broker import BrokerSettings
from app.settings.database import DatabaseSettings
from app.settings.hosts import Hosts, host_name
from app.settings.lockouts import LockoutSettings
from app.settings.logs import LogSettings
from app.settings.openid import OpenIDProviders
from app.settings.origin import Origin
from app.settings.proxies import BackendProxySettings
from app.settings.redis import RedisSettings
from app.settings.secrets import (
    LEAST_LENGTH,
    MAKE_A_KEY,
    PLACEHOLDER,
    PLACEHOLDER_ENCRYPTION_KEY,
    EncryptionKeys,
    Secrets,
    is_safe,
    is_safe_key,
)
from app.settings.trello import TrelloSettings


class BackendSettings(BaseSettings):
    """Environment variables that begin with ``BACKEND_``, and the environment's name."""

    model_config = SettingsConfigDict(
        env_prefix="BACKEND_", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    environment: Literal["development", "staging", "production"] = Field(
        "development",
        validation_alias="ENVIRONMENT",
        description="Which of the three environments this is; secrets may be missing in development only.",
    )
    host: str = Field("127.0.0.1", description="Address the backend listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port it listens on; 0 takes a free one.")
    workers: int = Field(1, ge=1, description="Processes; with SQLite, which has one writer, leave it at 1.")
    threads: int = Field(8, ge=1, description="Requests that each process serves at a time.")
    drain_seconds: int = Field(
        30, ge=1, description="How long running requests may take to finish after SIGTERM."
    )
    allowed_hosts: Hosts = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        description="Names that requests may call the backend by, with commas between; `*.example.com` is "
        "that one and every name below it. BACKEND_HOST is always among them, and probes may use any.",
    )
    secret_key: SecretStr = Field(
        SecretStr(f"{PLACEHOLDER}secret-key"), description="Signs sessions and forms."
    )
    token_keys: Secrets = Field(
        (SecretStr(f"{PLACEHOLDER}token-key"),),
        description="Keys that API tokens are hashed with, with commas between. Put a new one first; once "
        "each token has been used again, the old one can go.",
    )
    encryption_keys: EncryptionKeys = Field(
        (SecretStr(PLACEHOLDER_ENCRYPTION_KEY),),
        description="Keys that Trello tokens are encrypted with, with commas between. Put a new one first, "
        "run `rotate_encryption`, then take the old one away.",
    )
    service_secrets: Secrets = Field(
        (SecretStr(f"{PLACEHOLDER}service-secret"),),
        description="What opens `/internal`, with commas between; each of them does.",
    )
    openid_providers: OpenIDProviders = Field(
        (),
        description="Where people sign in, in JSON: a list of objects with `id`, `name`, `issuer`, "
        "`client_id` and `client_secret`; `scopes`, `groups_claim` and `admin_group` may be left out.",
    )
    public_url: Origin | None = Field(
        None, description="What browsers call the backend by, as https://accounts.example.com."
    )
    session_seconds: int = Field(
        12 * 60 * 60, ge=60, description="How long somebody stays signed in to pages."
    )
    program_seconds: int = Field(
        30 * 24 * 60 * 60, ge=60, description="How long a program acts for somebody who has let it, at most."
    )
    program_token_seconds: int = Field(
        15 * 60, ge=60, le=60 * 60, description="How long each token lives that such a program gets."
    )
    migrate: bool = Field(False, description="Whether to migrate the database before the port opens.")
    demo_token: SecretStr | None = Field(
        None, description="API token of a demo entity that is made before the port opens; development only."
    )
    access_tokens: AccessTokenSettings = Field(default_factory=AccessTokenSettings)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
    redis: RedisSettings = Field(default_factory=RedisSettings)
    broker: BrokerSettings = Field(default_factory=BrokerSettings)
    lockouts: LockoutSettings = Field(default_factory=LockoutSettings)
    logs: LogSettings = Field(default_factory=LogSettings)
    proxies: BackendProxySettings = Field(default_factory=BackendProxySettings)
    trello: TrelloSettings = Field(default_factory=TrelloSettings)

    @property
    def is_development(self) -> bool:
        """Whether this is a developer's machine, where nothing is secret."""
        return self.environment == "development"

    @property
    def all_hosts(self) -> frozenset[str]:
        """Every name that requests may call the backend by."""
        return frozenset({*self.allowed_hosts, host_name(self.host)})

    @model_validator(mode="after")
    def _demand_a_key(self) -> Self:
        self.trello.demand_a_key()
        return self

    @model_validator(mode="after")
    def _guard_what_is_no_development(self) -> Self:
        if not self.is_development:
            problems = list(self._unsafe())
            if problems:
                raise ValueError(f"with ENVIRONMENT={self.environment}, {'; '.join(problems)}")
        return self

    def _unsafe(self) -> Iterator[str]:
        secrets = {
            "BACKEND_SECRET_KEY": (self.secret_key,),
            "BACKEND_TOKEN_KEYS": self.token_keys,
            "BACKEND_SERVICE_SECRETS": self.service_secrets,
        }
        for variable, each in secrets.items():
            if not all(is_safe(secret) for secret in each):
                yield f"set {variable} to {LEAST_LENGTH} characters or more that nobody can guess"
        if not all(is_safe_key(key) for key in self.encryption_keys):
            yield f"set BACKEND_ENCRYPTION_KEYS to keys that nobody knows ({MAKE_A_KEY})"
        if self.database.url is None:
            yield "set DATABASE_URL"
        if self.openid_providers and not (self.public_url and self.public_url.startswith("https://")):
            yield "set BACKEND_PUBLIC_URL to what browsers call the backend by, with https"
        if not all(each.is_encrypted for each in self.openid_providers):
            yield "set BACKEND_OPENID_PROVIDERS to issuers with https"
        if self.access_tokens.problem:
            yield self.access_tokens.problem
        if self.demo_token is not None:
            yield "unset BACKEND_DEMO_TOKEN"
