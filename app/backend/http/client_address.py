import re
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from app.settings.client_address import client_address

_FOR: Final = re.compile(r'for="?([^";,]*)', re.IGNORECASE)
"""What `Forwarded` says of one proxy's client (RFC 7239, section 4)."""


def address_of(request: HttpRequest) -> str:
    """Return the address of whoever asks, behind any number of proxies that are trusted; empty if none."""
    proxies = settings.BACKEND.proxies
    said = request.headers.get(proxies.forwarded_header, "")
    told = _FOR.findall(said) if proxies.forwarded_header == "Forwarded" else said.split(",")
    return client_address(request.META.get("REMOTE_ADDR", ""), reversed(told), proxies.trusted_proxies)
