"""How long sockets may be silent, and how much one of them may ask for."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class WebSocketSettings(BaseSettings):
    """Environment variables that begin with ``GATEWAY_WEBSOCKET_``."""

    model_config = SettingsConfigDict(
        env_prefix="GATEWAY_WEBSOCKET_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    max_sockets: int = Field(
        1_000, ge=1, description="Sockets that one process has open at once; it refuses more."
    )
    max_operations: int = Field(100, ge=1, description="Operations that run at once on one socket.")
    max_message_bytes: int = Field(262_144, ge=1024, description="Largest message of a client.")
    init_timeout_seconds: float = Field(
        5.0, gt=0, description="How long a client may take to send `connection_init`."
    )
    ping_interval_seconds: float = Field(
        30.0,
        gt=0,
        description="How long a client may be silent before it is sent a `ping`, and then again before its "
        "socket is closed. Proxies in front must wait longer.",
    )
    send_queue_bytes: int = Field(
        4_194_304,
        ge=1024,
        description="Messages that may wait for a client which reads slowly; at more, its socket is closed.",
    )
    send_timeout_seconds: float = Field(
        30.0, gt=0, description="How long a client may take to read one message before its socket is closed."
    )
