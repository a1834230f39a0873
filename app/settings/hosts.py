"""Names that requests may call a server by."""

import re
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

_HOST: Final = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")


def items(value: Any) -> Any:
    """Return what stands between the commas of a text."""
    if not isinstance(value, str):
        return value
    return [item.strip() for item in value.split(",") if item.strip()]


def host_name(value: str) -> str:
    """Return a host as requests write it: in lower case, and in brackets if it is an IPv6 address.

    Raises `ValueError` for what is no host.
    """
    name = value.lower()
    if name.count(":") > 1 and not name.startswith("["):
        name = f"[{name}]"
    if not _HOST.fullmatch(name):
        raise ValueError("write each as api.example.com, *.example.com or an address, without scheme or port")
    return name


Hosts: TypeAlias = Annotated[
    tuple[Annotated[str, AfterValidator(host_name)], ...], NoDecode, BeforeValidator(items)
]
