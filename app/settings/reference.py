"""The page of all environment variables, from the typed settings: `python -m app.settings.reference`."""

import sys
from collections.abc import Iterator
from typing import Any, Final

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from app.settings.access_tokens import AccessTokenSettings
from app.settings.backend import BackendSettings
from app.settings.backend_client import BackendClientSettings
from app.settings.broker import BrokerSettings
from app.settings.budget import BudgetSettings
from app.settings.database import DatabaseSettings
from app.settings.documents import DocumentSettings
from app.settings.embedded import EmbeddedRedisSettings
from app.settings.gateway import GatewaySettings
from app.settings.http import HttpSettings
from app.settings.limits import LimitSettings
from app.settings.loading import nested_settings, variable
from app.settings.lockouts import LockoutSettings
from app.settings.logs import LogSettings
from app.settings.metrics import MetricsSettings
from app.settings.object_cache import ObjectCacheSettings
from app.settings.proxies import BackendProxySettings, ProxySettings
from app.settings.rate_limits import RateLimitSettings
from app.settings.redis import RedisSettings
from app.settings.sandbox import SandboxSettings
from app.settings.trello import TrelloSettings
from app.settings.viewer import ViewerSettings
from app.settings.websocket import WebSocketSettings

_SECTIONS: Final[tuple[tuple[str, type[BaseSettings]], ...]] = (
    ("The gateway", GatewaySettings),
    ("Which requests the gateway answers", HttpSettings),
    ("Who asks the gateway", ViewerSettings),
    ("GraphQL over WebSocket", WebSocketSettings),
    ("Documents", DocumentSettings),
    ("What one request may ask for", LimitSettings),
    ("How often one may ask", RateLimitSettings),
    ("What is in front of the gateway", ProxySettings),
    ("Metrics of the gateway", MetricsSettings),
    ("Trello", TrelloSettings),
    ("How much may be asked of Trello", BudgetSettings),
    ("Which answers of Trello are kept", ObjectCacheSettings),
    ("How the backend is asked", BackendClientSettings),
    ("The backend", BackendSettings),
    ("Access tokens of others, for gateway and backend", AccessTokenSettings),
    ("Who the backend locks out", LockoutSettings),
    ("What is in front of the backend", BackendProxySettings),
    ("The database of the backend", DatabaseSettings),
    ("Redis", RedisSettings),
    ("The broker", BrokerSettings),
    ("Logs, of every process", LogSettings),
    ("The offline Trello", SandboxSettings),
    ("The embedded Redis", EmbeddedRedisSettings),
)

_INTRODUCTION: Final = """\
# Settings

Every process reads these environment variables once, when it starts. If one of them cannot be used, all
that is wrong is listed, and nothing starts. An empty variable counts as one that is not set.
`make settings` writes this page from the code.
"""


def reference() -> str:
    """Return the page, in Markdown."""
    return "\n".join((_INTRODUCTION, *(_section(title, settings) for title, settings in _SECTIONS)))


def _section(title: str, settings_class: type[BaseSettings]) -> str:
    lines = (f"## {title}", "", "| variable | default | meaning |", "|---|---|---|", *_rows(settings_class))
    return "".join(f"{line}\n" for line in lines)


def _rows(settings_class: type[BaseSettings]) -> Iterator[str]:
    nested = dict(nested_settings(settings_class))
    for name, field in settings_class.model_fields.items():
        if name not in nested:
            yield f"| `{variable(settings_class, name)}` | {_default(field)} | {field.description} |"


def _default(field: FieldInfo) -> str:
    if field.default_factory_takes_validated_data:
        usually, in_production = (
            _shown(field.get_default(call_default_factory=True, validated_data={"environment": environment}))
            for environment in ("development", "production")
        )
        return f"{usually}; in production {in_production}"
    return _shown(field.default)


def _shown(value: Any) -> str:
    match value:
        case None | ():
            return ""
        case SecretStr() | (SecretStr(), *_):
            return "one for development only"
        case tuple():
            return f"`{','.join(map(str, value))}`"
        case bool():
            return f"`{str(value).lower()}`"
        case str():
            return f"`{' '.join(value.split())}`"
        case _:
            return f"`{value}`"


if __name__ == "__main__":
    sys.stdout.write(reference())
