import pytest

from app.sandbox.slug import slug


@pytest.mark.parametrize(
    ("name", "end"),
    [("Repair café", "repair-cafe"), ("  A -- B!", "a-b"), ("港", ""), ("Release 2.0", "release-2-0")],
)
def test_an_address_ends_in_plain_letters_and_digits(name: str, end: str) -> None:
    assert slug(name) == end
