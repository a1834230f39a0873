"""What stands in for what an export lacks. The same export always gets the same stand-ins."""

import hashlib
import re
import string
from collections.abc import Iterable, Sequence
from typing import Final

from app.sandbox.positions import STEP

_IN_ADDRESS: Final = re.compile(r"/[bc]/([0-9a-zA-Z]{8})(?:/|$)")
_SHORT_LINK: Final = re.compile("[0-9a-zA-Z]{8}")
_ALPHABET: Final = string.digits + string.ascii_letters


def derived_id(owner_id: str, *parts: str | None) -> str:
    """Return an id made in the same second as its owner, for something without one."""
    digest = hashlib.sha256("\0".join(part or "" for part in (owner_id, *parts)).encode()).hexdigest()
    return owner_id[:8] + digest[:16]


def short_link(object_id: str, stated: str | None, *addresses: str) -> str:
    """Return the stated short link, else the one in an address, else one made from the id."""
    if stated and _SHORT_LINK.fullmatch(stated):
        return stated
    for address in addresses:
        match = _IN_ADDRESS.search(address)
        if match:
            return match[1]
    digest = hashlib.sha256(object_id.encode()).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:8])


def positions(stated: Sequence[float | None]) -> list[float]:
    """Return the positions of siblings; those without one stand below what stands before them."""
    filled: list[float] = []
    for pos in stated:
        filled.append(max(filled, default=0.0) + STEP if pos is None else pos)
    return filled


def numbers(stated: Iterable[int | None]) -> list[int]:
    """Return the numbers of a board's cards; those without one get the numbers after the highest."""
    known = list(stated)
    following = max((number for number in known if number is not None), default=0)
    filled: list[int] = []
    for number in known:
        following += number is None
        filled.append(following if number is None else number)
    return filled
