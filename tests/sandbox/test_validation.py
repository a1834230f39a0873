from typing import Any

import pytest

from app.sandbox import validation
from app.sandbox.errors import Refusal
from app.sandbox.params import Params, Upload
from app.sandbox.validation import Reader

ID = "a" * 24
FILE = Upload("x.png", "image/png", b"")
one_of_two = validation.one_of(("north", "south"))


@pytest.mark.parametrize(
    ("read", "value", "found"),
    [
        (validation.text, "  as it is ", "  as it is "),
        (validation.text, "", ""),
        (validation.text, None, ""),
        (validation.text, "x" * 16_384, "x" * 16_384),
        (validation.some_text, " x ", " x "),
        (validation.trimmed_text, "two words", "two words"),
        (validation.email, " ada@example.com ", "ada@example.com"),
        (validation.web_address, " HTTPS://example.com ", "HTTPS://example.com"),
        (validation.web_address, "null", None),
        (validation.boolean, "true", True),
        (validation.boolean, "FALSE", False),
        (validation.boolean, True, True),
        (validation.moment, "2026-01-31", "2026-01-31T00:00:00.000Z"),
        (validation.moment, "2026-01-31T10:00:00+02:00", "2026-01-31T08:00:00.000Z"),
        (validation.moment, "null", None),
        (validation.moment, None, None),
        (validation.whole_number, "-1", -1),
        (validation.whole_number, 1440, 1440),
        (validation.whole_number, "", None),
        (validation.position, "TOP", "top"),
        (validation.position, "bottom", "bottom"),
        (validation.position, "1.5", 1.5),
        (validation.position, 65536, 65536.0),
        (validation.position_or_bottom, "top", "top"),
        (validation.position_or_bottom, "", "bottom"),
        (validation.object_id, ID.upper(), ID),
        (validation.object_id_or_none, ID, ID),
        (validation.object_id_or_none, "null", None),
        (validation.object_ids, f"{ID},{'b' * 24}, {ID.upper()}", [ID, "b" * 24]),
        (validation.object_ids, [ID], [ID]),
        (validation.object_ids, "", []),
        (one_of_two, "North", "north"),
        (validation.json_object, {"text": "x"}, {"text": "x"}),
        (validation.json_object, '{"text": "x"}', {"text": "x"}),
        (validation.json_objects, [{}], [{}]),
        (validation.json_objects, '[{"a": 1}, {}]', [{"a": 1}, {}]),
    ],
)
def test_a_value_is_read(read: Reader, value: Any, found: Any) -> None:
    assert read(Params({"name": value}), "name") == found


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (validation.text, "x" * 16_385),
        (validation.text, 5),
        (validation.text, ["x"]),
        (validation.text, FILE),
        (validation.some_text, ""),
        (validation.some_text, " \n"),
        (validation.some_text, None),
        (validation.trimmed_text, " x"),
        (validation.email, "ada"),
        (validation.email, "ada@"),
        (validation.email, "a@b@c"),
        (validation.web_address, "example.com"),
        (validation.boolean, "yes"),
        (validation.boolean, "1"),
        (validation.boolean, ""),
        (validation.moment, "soon"),
        (validation.moment, "2026-02-30"),
        (validation.whole_number, "1.5"),
        (validation.whole_number, "--1"),
        (validation.whole_number, "²"),
        (validation.whole_number, "9" * 6),
        (validation.position, ""),
        (validation.position, "left"),
        (validation.position, "0"),
        (validation.position, "-1"),
        (validation.position, "inf"),
        (validation.position, "nan"),
        (validation.position_or_bottom, "left"),
        (validation.object_id, ""),
        (validation.object_id, "x" * 24),
        (validation.object_id_or_none, "x"),
        (validation.object_ids, f"{ID},x"),
        (one_of_two, "east"),
        (one_of_two, ""),
        (validation.json_object, "{"),
        (validation.json_object, "[]"),
        (validation.json_object, None),
        (validation.json_object, FILE),
        (validation.json_objects, "[1]"),
        (validation.json_objects, {"a": 1}),
        (validation.json_objects, "x"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(read: Reader, value: Any) -> None:
    with pytest.raises(Refusal) as caught:
        read(Params({"name": value}), "name")

    assert (caught.value.status, caught.value.message, caught.value.error) == (
        400,
        "invalid value for name",
        None,
    )


@pytest.mark.parametrize("value", ["", "null", " ", None])
def test_null_and_nothing_clear(value: Any) -> None:
    assert validation.is_clear(Params({"name": value}), "name")
    assert validation.is_clear(Params(), "name")


def test_what_says_something_does_not_clear() -> None:
    assert not validation.is_clear(Params({"name": "0"}), "name")
