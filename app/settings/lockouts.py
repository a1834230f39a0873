"""How often one may try to be somebody and fail."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class LockoutSettings(BaseSettings):
    """Environment variables that begin with ``BACKEND_LOCKOUT_``."""

    model_config = SettingsConfigDict(
        env_prefix="BACKEND_LOCKOUT_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    per_address: int = Field(
        50,
        ge=0,
        description="Failed attempts after which an address is locked out; 0 locks none out. Behind a proxy "
        "it needs BACKEND_TRUSTED_PROXIES, or all clients are one address.",
    )
    per_account: int = Field(
        10, ge=0, description="The same of an account at /admin, wherever the attempts come from."
    )
    seconds: int = Field(
        300, ge=1, description="Over how long attempts are counted, from the first; a lock-out ends with it."
    )
