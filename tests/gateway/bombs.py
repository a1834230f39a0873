"""Documents that are made to hurt, each small enough for the body of a request."""

from typing import Final


def _numbered(form: str, count: int) -> str:
    return " ".join(form.format(number) for number in range(count))


def _chain(length: int, link: str, end: str) -> str:
    """Return fragments of which each spreads the next, with `NEXT` in `link` for the spread."""
    fragments = (
        f"fragment F{number} on Member {{ {link.replace('NEXT', f'...F{number + 1}')} }}"
        for number in range(length)
    )
    return f"{{ member {{ ...F0 }} }} {' '.join(fragments)} fragment F{length} on Member {{ {end} }}"


BOMBS: Final = {
    "list of 20,000 levels": "{ search(query: " + "[" * 20_000 + "]" * 20_000 + ") { boards { id } } }",
    "list as deep as the parser goes": "{ search(query: " + "[" * 900 + "]" * 900 + ") { boards { id } } }",
    "selection of 10,000 levels": "{ member" * 10_000 + "{ id }" + "}" * 10_000,
    "selection of 30,000 levels": "{ member" * 30_000 + "{ id }" + "}" * 30_000,
    "selection as deep as the parser goes": "{ member" * 900 + "{ id }" + "}" * 900,
    "selection that never closes": "{ member" * 125_000,
    "inline fragments of 10,000 levels": "{ ..." * 10_000 + "{ __typename }" + "}" * 10_000,
    "object of 10,000 levels": "{ member(id: " + "{id:" * 10_000 + "1" + "}" * 10_000 + ") { id } }",
    "type of 10,000 levels": "query ($v: " + "[" * 10_000 + "Int" + "]" * 10_000 + ") { __typename }",
    "fragments that double 23 times": _chain(
        23, "x: memberReferrer { NEXT } y: memberReferrer { NEXT }", "id"
    ),
    "fragments that double without aliases": _chain(
        23, "memberReferrer { NEXT } memberReferrer { NEXT }", "id"
    ),
    "chain of 500 fragments": _chain(500, "NEXT", "id"),
    "chain of 1,000 fragments": _chain(1_000, "NEXT", "id"),
    "10,000 operations": _numbered("query Q{} {{ __typename }}", 10_000),
    "10,000 variables": "query (" + _numbered("$v{}: Int", 10_000) + ") { __typename }",
    "10,000 arguments": "{ member(" + _numbered("x{}: 1", 10_000) + ") { id } }",
    "10,000 fragments": "{ __typename } " + _numbered("fragment F{} on Query {{ __typename }}", 10_000),
    "10,000 directives": "{ __typename " + "@skip(if: false) " * 10_000 + "}",
    "50,000 aliases": "{" + _numbered("a{}: __typename", 50_000) + "}",
    "60,000 inline fragments": "{" + "...{__typename}" * 60_000 + "}",
    "300,000 comments": "{ __typename } " + "#\n" * 300_000,
    "same field 500 times": "{ member { " + "id " * 500 + "} }",
    "same field 990 times": "{ member { " + "id " * 990 + "} }",
    "same field 2,000 times": "{ member { " + "id " * 2_000 + "} }",
    "same selection 400 times": "{" + "member { boards { id name } } " * 400 + "}",
}
"""Refused with QUERY_TOO_EXPENSIVE, all of them, before anything that costs much."""

LONG: Final[dict[str, tuple[str, str | None]]] = {
    "string of a megabyte": (
        '{ search(query: "' + "a" * 1_000_000 + '") { boards { id } } }',
        "BAD_USER_INPUT",
    ),
    "string of 300,000 lines": (
        '{ search(query: """' + "a\n" * 300_000 + '""") { boards { id } } }',
        "BAD_USER_INPUT",
    ),
    "number of a megabyte": (
        '{ search(query: "x", first: ' + "9" * 1_000_000 + ") { boards { id } } }",
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "name of a megabyte": ("{ " + "a" * 1_000_000 + " }", "GRAPHQL_VALIDATION_FAILED"),
    "alias of a megabyte": ("{ " + "a" * 1_000_000 + ": __typename }", None),
    "comment of a megabyte": ("{ __typename } #" + "a" * 1_000_000, None),
    "nothing but a megabyte of spaces": (" " * 1_000_000, "GRAPHQL_PARSE_FAILED"),
}
"""One token each that goes on and on, with the code of the first error: no reason to refuse a document."""
