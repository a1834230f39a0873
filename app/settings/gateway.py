"""Everything the gateway process is told by its environment."""

from typing import Any, Final, Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.settings.access_tokens import AccessTokenSettings
from app.settings.backend_client import BackendClientSettings
from app.settings.budget import BudgetSettings
from app.settings.documents import DocumentSettings, Environment, outside_production
from app.settings.hosts import host_name
from app.settings.http import HttpSettings
from app.settings.limits import LimitSettings
from app.settings.logs import LogSettings
from app.settings.metrics import MetricsSettings
from app.settings.object_cache import ObjectCacheSettings
from app.settings.proxies import ProxySettings
from app.settings.rate_limits import RateLimitSettings
from app.settings.redis import RedisSettings
from app.settings.secrets import LEAST_LENGTH, is_safe
from app.settings.trello import LOOPBACK_HOSTS, SANDBOX_TOKEN, TrelloSettings
from app.settings.viewer import ViewerSettings
from app.settings.websocket import WebSocketSettings

FIRST_QUERY: Final = """\
{
  member {
    fullName
    boards(filter: OPEN) {
      name
      lists {
        name
        cards {
          name
        }
      }
    }
  }
}
"""


def _documents(data: dict[str, Any]) -> DocumentSettings:
    return DocumentSettings(environment=data["environment"])


class GatewaySettings(BaseSettings):
    """Environment variables that begin with ``GATEWAY_``, and the two settings shared by every process."""

    model_config = SettingsConfigDict(
        env_prefix="GATEWAY_", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    environment: Environment = Field(
        "development", validation_alias="ENVIRONMENT", description="Which of the three environments this is."
    )
    auth: Literal["off", "tokens"] = Field(
        "off",
        validation_alias="AUTH",
        description="Who may ask. off: everyone who reaches the port, so it must not be reachable; tokens: "
        "whoever has an API token of the backend, or an access token of ACCESS_TOKEN_ISSUERS.",
    )
    host: str = Field("127.0.0.1", description="Address the gateway listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port the gateway listens on; 0 takes a free one.")
    request_timeout_seconds: float = Field(
        30.0, gt=0, description="Longest time one GraphQL operation may take, upstream calls included."
    )
    document_cache_bytes: int = Field(
        33_554_432, ge=0, description="Memory for parsed documents and the code written for them, estimated."
    )
    drain_seconds: float = Field(
        31.0,
        ge=0,
        description="How long running requests may take to finish after SIGTERM; "
        "more than GATEWAY_REQUEST_TIMEOUT_SECONDS lets all of them.",
    )
    drain_delay_seconds: float = Field(
        0.0,
        ge=0,
        description="How long /readyz tells of the end before the port closes, for balancers that only poll.",
    )
    explorer: bool = Field(default_factory=outside_production, description="Whether /graphiql is served.")
    explorer_query: str = Field(FIRST_QUERY, description="What stands in the editor of /graphiql at first.")
    access_tokens: AccessTokenSettings = Field(default_factory=AccessTokenSettings)
    http: HttpSettings = Field(default_factory=HttpSettings)
    backend: BackendClientSettings = Field(default_factory=BackendClientSettings)
    budget: BudgetSettings = Field(default_factory=BudgetSettings)
    documents: DocumentSettings = Field(default_factory=_documents)
    limits: LimitSettings = Field(default_factory=LimitSettings)
    logs: LogSettings = Field(default_factory=LogSettings)
    metrics: MetricsSettings = Field(default_factory=MetricsSettings)
    object_cache: ObjectCacheSettings = Field(default_factory=ObjectCacheSettings)
    proxies: ProxySettings = Field(default_factory=ProxySettings)
    rate_limits: RateLimitSettings = Field(default_factory=RateLimitSettings)
    redis: RedisSettings = Field(default_factory=RedisSettings)
    trello: TrelloSettings = Field(default_factory=TrelloSettings)
    viewer: ViewerSettings = Field(default_factory=ViewerSettings)
    websocket: WebSocketSettings = Field(default_factory=WebSocketSettings)

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Every name that requests may call the gateway by."""
        return frozenset({*self.http.allowed_hosts, host_name(self.host)})

    @property
    def trello_api_key(self) -> SecretStr:
        """The configured key, or the offline Trello's own."""
        return self.trello.application_key

    @property
    def trello_token(self) -> SecretStr:
        """The configured token, or the offline Trello's own."""
        return self.trello.token or SecretStr(SANDBOX_TOKEN)

    @property
    def fingerprint_key(self) -> SecretStr:
        """What fingerprints of credentials are made with: of what all processes have, the least known.

        Where there is no authentication, one Trello token is all there is, and they are made with itself.
        """
        return self.trello_token if self.auth == "off" else self.backend.service_secret

    @property
    def shared_trello_token(self) -> SecretStr | None:
        """The token that is used for whoever has none of their own, if there is one."""
        shared = self.trello.token_shared
        is_shared = self.trello.api_key is None if shared is None else shared
        return self.trello_token if is_shared or self.auth == "off" else None

    @model_validator(mode="after")
    def _demand_a_whole_pair(self) -> Self:
        key, token = self.trello.api_key, self.trello.token
        may_lack_token = self.auth != "off" and not self.trello.token_shared
        if (token and not key) or (key and not token and not may_lack_token):
            raise ValueError("TRELLO_API_KEY and TRELLO_TOKEN belong together: set both or neither")
        self.trello.demand_a_key()
        # Whatever listens on loopback may be a tunnel to the real Trello, so that credentials decide.
        if self.auth == "off" and token and self.host not in LOOPBACK_HOSTS:
            raise ValueError(
                "GATEWAY_HOST would let everyone on the network use your Trello token: "
                "with AUTH=off and TRELLO_TOKEN, set it to 127.0.0.1, or set AUTH=tokens"
            )
        return self

    @model_validator(mode="after")
    def _demand_a_secret(self) -> Self:
        is_needed = self.auth != "off" and self.environment != "development"
        if is_needed and not is_safe(self.backend.service_secret):
            raise ValueError(
                f"with AUTH={self.auth} and ENVIRONMENT={self.environment}, set BACKEND_SERVICE_SECRETS to "
                f"{LEAST_LENGTH} characters or more that nobody can guess, the same as the backend has"
            )
        if is_needed and self.access_tokens.problem:
            raise ValueError(
                f"with AUTH={self.auth} and ENVIRONMENT={self.environment}, {self.access_tokens.problem}"
            )
        return self
