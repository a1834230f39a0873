from collections.abc import Callable
from functools import partial

import pytest

from app.trello.errors import InvalidReference
from app.trello.ids import board_ref, card_ref, created_at, member_ref, object_id, organization_ref

ID = "5e9708ef4f9f6a2b3c4d5e6f"

HOSTILE = [
    "",
    ".",
    "..",
    "../",
    "../members/me",
    "abcd/efg",
    "abcd?efg",
    "abcd,efg",
    "abcd#efg",
    "abcd&efg",
    "abcd%2f1",
    "%2f",
    "%2e%2e%2f",
    "abcdefg\n",
    "abcdefg\x00",
    " abcdefg",
    "abcdéfgh",
    "１２３４５６７８",  # noqa: RUF001  # full-width digits are digits to str.isdigit, and no short link
    "\u202eabcdefg",
    f"{ID}\n",
    f"{ID}0/",
    "a" * 10_000 + "/",
]


@pytest.mark.parametrize("check", [object_id, board_ref, card_ref, member_ref, organization_ref])
@pytest.mark.parametrize("value", HOSTILE)
def test_what_could_change_the_request_is_refused(check: Callable[[str], str], value: str) -> None:
    with pytest.raises(InvalidReference):
        check(value)


@pytest.mark.parametrize("check", [object_id, board_ref, card_ref, member_ref, organization_ref])
def test_ids_are_lower_cased(check: Callable[[str], str]) -> None:
    assert check(ID.upper()) == ID


@pytest.mark.parametrize("check", [board_ref, card_ref])
def test_short_links_keep_their_case(check: Callable[[str], str]) -> None:
    assert check("aB3dEf9h") == "aB3dEf9h"


@pytest.mark.parametrize("check", [member_ref, organization_ref])
def test_names_are_lower_cased(check: Callable[[str], str]) -> None:
    assert check("Ada_Lovelace1") == "ada_lovelace1"


def test_me_is_a_member() -> None:
    assert member_ref("me") == "me"


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (object_id, "aB3dEf9h"),
        (object_id, ID[:23]),
        (object_id, ID + "0"),
        (object_id, "g" * 24),
        (board_ref, "aB3dEf9"),
        (card_ref, "aB3dEf9h0"),
        (member_ref, "a" * 101),
        (organization_ref, "a" * 101),
    ],
)
def test_other_lengths_and_digits_are_refused(check: Callable[[str], str], value: str) -> None:
    with pytest.raises(InvalidReference):
        check(value)


@pytest.mark.parametrize(
    ("check", "message"),
    [
        (object_id, "'?' cannot stand for an object: expected 24 hexadecimal digits."),
        (partial(object_id, kind="a list"), "'?' cannot stand for a list: expected 24 hexadecimal digits."),
        (
            board_ref,
            "'?' cannot stand for a board: expected 24 hexadecimal digits or its 8-character short link.",
        ),
        (
            card_ref,
            "'?' cannot stand for a card: expected 24 hexadecimal digits or its 8-character short link.",
        ),
        (member_ref, "'?' cannot stand for a member: expected 24 hexadecimal digits, a user name, or `me`."),
        (
            organization_ref,
            "'?' cannot stand for an organization: expected 24 hexadecimal digits or its name.",
        ),
    ],
)
def test_refusal_names_what_was_expected(check: Callable[[str], str], message: str) -> None:
    with pytest.raises(InvalidReference) as refusal:
        check("?")
    assert str(refusal.value) == message


def test_refusal_repeats_little_of_what_was_given() -> None:
    with pytest.raises(InvalidReference) as refusal:
        object_id("\u202e" + "x" * 10_000)
    assert str(refusal.value).startswith("'\\u202exxxxxxxxxxxxxxxxxxxxxxx...' cannot stand for an object")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (ID, "2020-04-15T13:15:27.000Z"),
        ("00000000" + "0" * 16, "1970-01-01T00:00:00.000Z"),
        ("ffffffff" + "0" * 16, "2106-02-07T06:28:15.000Z"),
    ],
)
def test_creation_time_comes_from_the_id(value: str, expected: str) -> None:
    assert created_at(value) == expected
