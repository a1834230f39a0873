import struct

import pytest

from app.sandbox.images import Size, size_of

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 320, 200)
COMMENT = struct.pack(">HH", 0xFFFE, 6) + b"tide"
TABLE = struct.pack(">HH", 0xFFC4, 2)
FRAME = struct.pack(">HHBHH", 0xFFC2, 17, 8, 768, 1024)
JPEG = b"\xff\xd8" + COMMENT + TABLE + FRAME


@pytest.mark.parametrize(
    ("content", "size"),
    [(PNG, Size(640, 480)), (GIF, Size(320, 200)), (JPEG, Size(1024, 768))],
    ids=["png", "gif", "jpeg"],
)
def test_the_first_bytes_say_how_large_an_image_is(content: bytes, size: Size) -> None:
    assert size_of(content) == size


@pytest.mark.parametrize(
    "content",
    [b"", b"Low water at noon.", PNG[:20], GIF[:8], b"\xff\xd8", b"\xff\xd8" + COMMENT, JPEG[:-2]],
    ids=["nothing", "text", "cut png", "cut gif", "cut jpeg", "jpeg without a frame", "cut frame"],
)
def test_what_is_no_image_or_a_broken_one_has_no_size(content: bytes) -> None:
    assert size_of(content) is None
