"""How large an image is, which its first bytes say; nothing here decodes one.

Sources: https://www.w3.org/TR/png/#11IHDR, https://www.w3.org/Graphics/GIF/spec-gif89a.txt (18),
https://www.w3.org/Graphics/JPEG/itu-t81.pdf (B.2.2)
"""

import struct
from typing import Final, NamedTuple

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_GIF: Final = (b"GIF87a", b"GIF89a")
_JPEG: Final = b"\xff\xd8"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG that begin a frame and so have its size; the three between them are tables."""


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


def size_of(content: bytes) -> Size | None:
    """Return the size of a PNG, GIF or JPEG image; None of anything else, and of what is broken."""
    try:
        if content.startswith(_PNG):
            return Size(*struct.unpack_from(">II", content, 16))
        if content.startswith(_GIF):
            return Size(*struct.unpack_from("<HH", content, 6))
        return _size_of_jpeg(content) if content.startswith(_JPEG) else None
    except struct.error:
        return None


def _size_of_jpeg(content: bytes) -> Size:
    """Go from segment to segment; running off the end raises `struct.error`."""
    at = len(_JPEG)
    while True:
        marker, length = struct.unpack_from(">HH", content, at)
        if marker & 0xFF in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return Size(width, height)
        at += 2 + length
