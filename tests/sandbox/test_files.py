import pytest

from app.sandbox.files import is_media_type, safe_name


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("tide.txt", "tide.txt"),
        ("/home/ada/tide.txt", "tide.txt"),
        ("C:\\Users\\ada\\tide.txt", "tide.txt"),
        ("ti\r\nde\x00.txt", "tide.txt"),
        ("Ebbe & Flut.txt", "Ebbe & Flut.txt"),
        ("潮.txt", "潮.txt"),
        ("", "file"),
        ("../", "file"),
        ("x" * 300, "x" * 256),
    ],
)
def test_a_files_name_is_the_last_part_of_its_path(sent: str, name: str) -> None:
    assert safe_name(sent) == name


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("text/plain", True),
        ("text/plain; charset=utf-8", True),
        ("image/svg+xml", True),
        ("", False),
        ("text", False),
        ("text/plain\r\nSet-Cookie: a=b", False),
        ("text/plain; é", False),
        ("x/" + "y" * 128, False),
    ],
)
def test_a_media_type_can_stand_in_a_header(value: str, good: bool) -> None:
    assert is_media_type(value) is good
