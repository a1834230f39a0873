import re

import pytest

from app.contracts.api_token import PREFIX, is_well_formed, new_token

KNOWN = "gqlapi_0000000000000000000000000000000000000000000000000"


def test_a_token_has_256_random_bits_and_a_form_that_scanners_find() -> None:
    tokens = {new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert all(re.fullmatch("gqlapi_[0-9A-Za-z]{49}", token) for token in tokens)
    assert 62**43 > 2**256
    letters = set("".join(token.removeprefix(PREFIX)[:43] for token in tokens))
    assert len(letters) == 62


def test_a_new_token_is_well_formed() -> None:
    assert all(is_well_formed(new_token()) for _ in range(100))


def test_a_slip_anywhere_is_found() -> None:
    token = new_token()
    for place in range(len(PREFIX), len(token)):
        other = "a" if token[place] != "a" else "b"
        assert not is_well_formed(token[:place] + other + token[place + 1 :])


@pytest.mark.parametrize(
    "text", ["", "gqlapi_", KNOWN, KNOWN + "0", "ghp_" + "0" * 36, "eyJhbGciOiJ9.e30.e30"]
)
def test_what_is_no_token_is_told_apart(text: str) -> None:
    assert not is_well_formed(text)


def test_a_line_end_is_no_part_of_a_token() -> None:
    assert not is_well_formed(new_token() + "\n")
