"""The address of whoever asks, behind any number of proxies that are trusted."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address


def client_address(
    peer: str, told: Iterable[str], trusted_proxies: Iterable[IPv4Network | IPv6Network]
) -> str:
    """Return the address of whoever asks; it is empty if there is none, as on a Unix socket.

    `peer` is what is connected, `told` what proxies say, the last one first. Each proxy adds the address that
    it was asked from at the end. So from there backwards, what a trusted proxy says is believed, up to the
    first address that is no trusted proxy's. What cannot be read as an address ends the way, at the proxy
    that said it.
    """
    if not trusted_proxies:
        return _written(peer)
    address = _parsed(peer)
    if address is None:
        return ""
    for word in told:
        if not any(address in network for network in trusted_proxies):
            break
        before = _parsed(word)
        if before is None:
            break
        address = before
    return str(address)


@lru_cache
def household(address: str) -> str:
    """Return what stands for an address: of IPv6 the network that one household or server has whole."""
    if isinstance(ip_address(address), IPv6Address):
        return str(ip_network(f"{address}/64", strict=False))
    return address


@lru_cache
def _written(peer: str) -> str:
    """Return the address of what is connected, as everything else here writes addresses."""
    address = _parsed(peer)
    return "" if address is None else str(address)


def _parsed(word: str) -> Address | None:
    """Return an address, be it in brackets or with a port (RFC 7239, section 6); None for anything else."""
    text = word.strip().partition("%")[0]
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    # An IPv4 address as sockets for both versions have it.
    return getattr(address, "ipv4_mapped", None) or address
