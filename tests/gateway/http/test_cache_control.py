import pytest
from graphql import parse
from graphql.execution.values import VariableValues

from app.gateway.documents.validation import parse_and_validate
from app.gateway.http.cache_control import CachePolicies
from app.gateway.operation import Operation
from app.gateway.sdl import SchemaError, load_schema

DIRECTIVE = """
enum CacheControlScope { PUBLIC PRIVATE }
directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean)
  on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
"""
SDL = """
type Query {
  bare: Book
  book: Book @cacheControl(maxAge: 60)
  mine: Book @cacheControl(maxAge: 60, scope: PRIVATE)
  inheriting: Book @cacheControl(inheritMaxAge: true)
  text: String
  textForLong: String @cacheControl(maxAge: 100)
  author: Author
  authors: [Author!]!
  hidden: Author @cacheControl(scope: PRIVATE)
  found: Found
  thing: Thing @cacheControl(maxAge: 90)
  never: Book @cacheControl(maxAge: 0)
}
type Mutation { book: Book @cacheControl(maxAge: 60) }
type Book {
  title: String
  short: String @cacheControl(maxAge: 5)
  secret: String @cacheControl(scope: PRIVATE)
  author: Author
  next: Book
  inherited: Book @cacheControl(inheritMaxAge: true)
  page: Page
}
type Author @cacheControl(maxAge: 30) { name: String books: [Book!] @cacheControl(maxAge: 20) }
extend type Author { born: Int }
type Page @cacheControl(inheritMaxAge: true) { number: Int }
union Found @cacheControl(maxAge: 40) = Book | Author
interface Thing { name: String }
type Chair implements Thing { name: String @cacheControl(maxAge: 7) legs: Int }
type Table implements Thing { name: String legs: Int @cacheControl(maxAge: 3) }
"""
SCHEMA = load_schema(DIRECTIVE + SDL)
NOTHING = VariableValues({}, {})
POLICIES = CachePolicies(SCHEMA)


def header(query: str, name: str | None = None, policies: CachePolicies = POLICIES) -> str:
    document = parse_and_validate(SCHEMA, query)
    return policies.header(Operation(SCHEMA, document, document.operation(name), NOTHING, {}))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ book { title } }", "max-age=60, public"),
        ("{ book { title } mine { title } }", "max-age=60, private"),
        ("{ book { title short } }", "max-age=5, public"),
        ("{ book { secret } }", "max-age=60, private"),
        ("{ author { name born } }", "max-age=30, public"),
        ("{ authors { name } book { title } }", "max-age=30, public"),
        ("{ hidden { name } }", "max-age=30, private"),
        ("{ author { books { title } } }", "max-age=20, public"),
        ("{ book { author { name } } }", "max-age=30, public"),
        ("{ textForLong }", "max-age=100, public"),
        ("{ book { inherited { title } page { number } } }", "max-age=60, public"),
        ("{ found { ... on Book { title } ... on Author { name } } }", "max-age=40, public"),
        ("{ book { title __typename } __typename }", "max-age=60, public"),
        ("{ book { title } __schema { types { name } } }", "max-age=60, public"),
    ],
)  # fmt: skip
def test_answer_is_kept_as_long_as_what_is_kept_least(query: str, expected: str) -> None:
    assert header(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "{ bare { title } }",
        "{ text }",
        "{ inheriting { title } }",
        "{ book { title next { title } } }",
        "{ book { title } never { title } }",
        "{ __typename }",
        "{ __schema { description } }",
        "mutation { book { title } }",
    ],
)
def test_what_has_no_hint_or_is_no_query_is_not_kept(query: str) -> None:
    assert header(query) == "no-store"


def test_field_of_an_interface_may_be_that_of_any_of_its_types() -> None:
    assert header("{ thing { name } }") == "max-age=7, public"
    assert header("{ thing { ... on Table { name } } }") == "max-age=90, public"
    assert header("{ thing { ... on Table { legs } } }") == "max-age=3, public"


def test_fragments_count_where_they_are_spread() -> None:
    fragments = "fragment A on Book { ...B } fragment B on Book { short } fragment C on Book { secret }"
    query = f"query A {{ book {{ ...A ...A }} }} query C {{ book {{ ...C }} }} {fragments}"
    assert header(query, "A") == "max-age=5, public"
    assert header(query, "C") == "max-age=60, private"


def test_what_is_taken_out_by_a_directive_counts_as_well() -> None:
    assert header("query ($v: Boolean!) { book { title short @skip(if: $v) } }") == "max-age=5, public"


def test_document_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = parse_and_validate(SCHEMA, "query A { book { title } } query B { text }")
    operation = {name: Operation(SCHEMA, document, document.operation(name), NOTHING, {}) for name in "AB"}
    first = [POLICIES.header(each) for each in operation.values()]
    document.core = parse("{ text }")
    monkeypatch.setattr(document, "operations", {})
    assert (
        [POLICIES.header(each) for each in operation.values()] == first == ["max-age=60, public", "no-store"]
    )


def test_without_the_directive_nothing_is_kept() -> None:
    sdl = "type Query { book: Book } type Book { title: String }"
    assert header("{ book { title } }", policies=CachePolicies(load_schema(sdl))) == "no-store"


def test_hint_that_makes_no_sense_is_told_at_the_start() -> None:
    schema = load_schema(DIRECTIVE + "type Query { book: String @cacheControl(maxAge: -1) }")
    with pytest.raises(SchemaError, match=r"\AQuery\.book: maxAge of @cacheControl must not be negative\.\Z"):
        CachePolicies(schema)
