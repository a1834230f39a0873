import pytest

from app.sandbox.errors import Refusal
from app.sandbox.params import Params


@pytest.mark.parametrize("value", ["true", "True", "1"])
def test_a_flag_is_set_by_true_and_1(value: str) -> None:
    assert Params({"members": value}).flag("members") is True


@pytest.mark.parametrize("value", ["false", "", "yes", "0"])
def test_a_flag_is_not_set_by_anything_else(value: str) -> None:
    assert Params({"members": value}).flag("members") is False


def test_a_flag_that_is_not_there_has_its_default() -> None:
    assert Params().flag("members") is False
    assert Params().flag("members", default=True) is True


def test_the_names_of_a_comma_list_come_without_space_and_gaps() -> None:
    assert Params({"fields": " id, name,,desc "}).names("fields") == ("id", "name", "desc")


def test_a_choice_is_read_in_any_case_and_may_be_empty() -> None:
    assert Params({"filter": "OPEN"}).choice("filter", {"open"}, "all") == "open"
    assert Params({"filter": ""}).choice("filter", {"open", "all"}, "all") == "all"


def test_what_cannot_be_chosen_is_refused() -> None:
    with pytest.raises(Refusal, match=r"^invalid value for filter$"):
        Params({"filter": "shut"}).choice("filter", {"open"}, "all")


@pytest.mark.parametrize(("value", "number"), [("0", 0), ("1000", 1000), ("", 50)])
def test_a_number_lies_within_its_limits_or_is_the_default(value: str, number: int) -> None:
    assert Params({"limit": value}).number("limit", 0, 1000, 50) == number


@pytest.mark.parametrize("value", ["-1", "1001", "ten", "1.5", "٣", "9" * 5000, "1 0"])
def test_any_other_number_is_refused(value: str) -> None:
    with pytest.raises(Refusal, match=r"^invalid value for limit$"):
        Params({"limit": value}).number("limit", 0, 1000, 50)


def test_parameters_of_a_nested_object_lose_their_prefix() -> None:
    params = Params({"card_fields": "name", "card_members": "true", "fields": "id"})

    below = params.under("card_", only={"fields"})

    assert below.get("fields") == "name"
    assert "members" not in below
    assert params.under("card_").flag("members") is True


def test_parameters_can_be_added() -> None:
    params = Params({"fields": "id"}).plus(filter="all")

    assert (params.get("fields"), params.get("filter")) == ("id", "all")
