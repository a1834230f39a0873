import pytest

from app.sandbox.search.query import Term, contains, parse


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("Tide Curve", [Term("tide"), Term("curve")]),
        ('"tide curve" map', [Term("tide curve"), Term("map")]),
        ("board:Road list:ideas", [Term("road", "board"), Term("ideas", "list")]),
        ("#bug @ada", [Term("bug", "label"), Term("ada", "member")]),
        ('-label:"needs design"', [Term("needs design", "label", negated=True)]),
        ("-#bug -x", [Term("bug", "label", negated=True), Term("x", negated=True)]),
        ("is:open has:members", [Term("open", "is"), Term("members", "has")]),
        ("https://x.example", [Term("https://x.example")]),
        ("-", [Term("-")]),
        ("  ", []),
    ],
)
def test_a_query_is_words_and_operators(query: str, terms: list[Term]) -> None:
    assert parse(query) == terms


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("Fix the tide curve", "tide", True),
        ("Fix the tide curve", "tide curve", True),
        ("Fix the tide-curve", "tide curve", True),
        ("Fix the tide curve", "curve tide", False),
        ("Fix the tides", "tide", False),
        ("Füße", "FÜSSE", True),
        ("anything", "!?", False),
    ],
)
def test_words_are_whole_and_in_a_row(text: str, value: str, *, found: bool) -> None:
    assert contains(text, value, partial=False) is found


def test_a_partial_match_may_end_in_a_beginning() -> None:
    assert contains("Fix the tides", "the ti", partial=True) is True
    assert contains("Fix the tides", "ides", partial=True) is False
