"""Bounds on the text of a document, checked before it is parsed: by one pass of a regular expression."""

import re
from typing import Final

from app.gateway.limits.refusals import too_expensive
from app.settings.limits import LimitSettings

_TOKEN: Final = re.compile(
    r"""
    (?P<opening>[{\[(]) | (?P<closing>[}\])])
    | \#[^\r\n]*+
    | \"{3} (?:\\\"{3} | (?!\"{3}).)*+ (?:\"{3})?
    | " (?:\\. | [^"\\\r\n])*+ "?
    | [_A-Za-z][_A-Za-z0-9]*+
    | -?[0-9]++ (?:\.[0-9]++)? (?:[eE][+-]?[0-9]++)?
    | \.{3} | [!$&:=@|]
    """,
    re.VERBOSE | re.DOTALL,
)
"""A token (GraphQL, section 2.1.6, Lexical Tokens), or a comment. What is neither ends parsing anyway, and so
do strings without an end; that they match too keeps the pass linear."""


def check_tokens(text: str, limits: LimitSettings) -> None:
    """Raise `RequestRefused` if a text has too many tokens, or brackets too deep within one another."""
    nesting = deepest = beyond_brackets = 0
    for count, token in enumerate(_TOKEN.finditer(text), start=1):
        if count > limits.tokens:
            # The rest is not looked at: it may be as long as a body may be.
            raise too_expensive(limits, "tokens", count, [_location(text, token.start())], at_least=True)
        if token.lastgroup == "opening":
            nesting += 1
            deepest = max(deepest, nesting)
            if nesting == deepest == limits.brackets + 1 and not beyond_brackets:
                beyond_brackets = token.start()
        elif token.lastgroup == "closing":
            nesting -= 1
    if deepest > limits.brackets:
        raise too_expensive(limits, "brackets", deepest, [_location(text, beyond_brackets)])


def _location(text: str, position: int) -> tuple[int, int]:
    """Return line and column, both from 1 (GraphQL, section 2.1.2, Line Terminators)."""
    before = re.split(r"\r\n|[\r\n]", text[:position])
    return len(before), len(before[-1]) + 1
