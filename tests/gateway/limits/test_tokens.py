from random import Random

import pytest
from graphql import GraphQLSyntaxError
from graphql.language import Lexer, Source, TokenKind

from app.gateway.failures import RequestRefused
from app.gateway.limits.tokens import check_tokens
from app.settings.limits import LimitSettings

PIECES = [
    *'{}[]()!$&:=@|,"\\#\n\r\t \ufeff',
    "...",
    '"""',
    '\\"""',
    '""',
    "name",
    "_1",
    "0",
    "-1.5e+3",
    "\\u00e9",
    "é😀",
]


def tokens_and_nesting(text: str) -> tuple[int, int]:
    """Return how many tokens graphql-core finds, comments included, and how deep brackets are."""
    lexer = Lexer(Source(text))
    while lexer.advance().kind is not TokenKind.EOF:
        pass
    count = nesting = deepest = 0
    token = lexer.token
    while token.prev:
        token = token.prev
    while token := token.next:  # type: ignore[assignment]  # None ends it
        count += token.kind is not TokenKind.EOF
        nesting += (token.kind.value in "{[(") - (token.kind.value in "}])")
        deepest = max(deepest, nesting)
    return count, deepest


@pytest.mark.parametrize("seed", range(20))
def test_tokens_and_brackets_are_those_that_the_lexer_finds(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # repeatable, not secret
    lexed = 0
    while lexed < 50:
        text = "".join(random.choices(PIECES, k=random.randint(1, 30)))
        try:
            tokens, nesting = tokens_and_nesting(text)
        except GraphQLSyntaxError:
            continue
        lexed += 1
        limits = LimitSettings.model_construct(tokens=tokens, brackets=nesting)
        check_tokens(text, limits)
        for fewer in ({"tokens": tokens - 1}, {"brackets": nesting - 1}):
            if tokens and nesting:
                with pytest.raises(RequestRefused):
                    check_tokens(text, limits.model_copy(update=fewer))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ('"\\' * 500_000, 1),
        ('"""' + "a" * 1_000_000, 1),
        ("#" * 1_000_000, 1),
        ('"\n' * 5_000, 5_000),
        ("\0" * 1_000_000, 0),
    ],
    ids=["escapes", "block string", "comment", "open strings", "no tokens"],
)
def test_a_megabyte_of_what_is_no_document_is_left_to_the_parser(text: str, tokens: int) -> None:
    check_tokens(text, LimitSettings.model_construct(tokens=tokens, brackets=64))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a a", 1, 3), ("a\na", 2, 1), ("a\r\n a", 2, 2), ("a\r\ra", 3, 1), ("# é\na #b", 2, 1)],
)
def test_place_is_counted_as_graphql_counts_lines(text: str, line: int, column: int) -> None:
    with pytest.raises(RequestRefused) as refused:
        check_tokens(text, LimitSettings.model_construct(tokens=1, brackets=64))
    (failure,) = refused.value.failures
    assert failure.locations == [(line, column)]
    assert "here are at least 2." in str(failure.cause)
