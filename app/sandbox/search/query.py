"""What somebody looks for: words and operators.

Source: https://support.atlassian.com/trello/docs/searching-for-cards-all-boards/
"""

import re
from dataclasses import dataclass
from typing import Final

_TERM: Final = re.compile(r'(?P<no>-?)(?:(?P<operator>[a-zA-Z]+):|(?P<sign>[@#]))?(?P<value>"[^"]*"|\S+)')
_SIGNS: Final = {"@": "member", "#": "label"}
_OPERATORS: Final = frozenset(
    {"board", "list", "label", "member", "is", "has", "name", "description", "comment"}
)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Term:
    """One part of a query: `operator` is empty for plain text, `negated` asks for what does not fit."""

    value: str
    operator: str = ""
    negated: bool = False


def parse(query: str) -> list[Term]:
    """Return the parts of a query. An operator nobody knows is read as text, like the rest."""
    return [_term(match) for match in _TERM.finditer(query)]


def _term(match: re.Match[str]) -> Term:
    operator = (match["operator"] or _SIGNS.get(match["sign"] or "", "")).lower()
    value = match["value"].strip('"').casefold()
    if match["operator"] and operator not in _OPERATORS:
        return Term(f"{operator}:{value}", "", bool(match["no"]))
    return Term(value, operator, bool(match["no"]))


def contains(text: str, value: str, *, partial: bool) -> bool:
    """Return whether a text has the words of a value in a row; `partial`: the last may be a beginning."""
    wanted = _WORD.findall(value.casefold())
    if not wanted:
        return False
    words = _WORD.findall(text.casefold())
    for start in range(len(words) - len(wanted) + 1):
        found = words[start : start + len(wanted)]
        if found[:-1] == wanted[:-1] and _fits(found[-1], wanted[-1], partial=partial):
            return True
    return False


def _fits(word: str, wanted: str, *, partial: bool) -> bool:
    return word.startswith(wanted) if partial else word == wanted
