import pytest
from graphql import parse_value, print_ast

from app.gateway.execution.literals import as_core_literal
from app.gateway.execution.translation import translate


@pytest.mark.parametrize(
    "literal",
    [
        "1",
        "-2.5e3",
        "true",
        "null",
        "RED",
        '"a\\"é\\n"',
        "[1, [2, null], []]",
        '{ a: 1, b: { c: ["x", RED] }, d: {} }',
    ],
)
def test_literal_comes_back_as_it_was(literal: str) -> None:
    original = parse_value(literal)
    assert print_ast(as_core_literal(translate(original))) == print_ast(original)
