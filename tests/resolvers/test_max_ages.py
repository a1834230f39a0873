from graphql import build_schema

from app.composition.engine import SCHEMA
from app.gateway.sdl import load_schema
from app.resolvers.max_ages import max_ages

DIRECTIVES = """
directive @cacheControl(maxAge: Int, inheritMaxAge: Boolean, scope: Scope) on FIELD_DEFINITION | OBJECT
directive @auth(requires: Authority! = VIEWER) on FIELD_DEFINITION | OBJECT
enum Scope { PUBLIC PRIVATE }
enum Authority { VIEWER ADMIN }
"""


def ages(sdl: str) -> dict[str, float]:
    return max_ages(build_schema(DIRECTIVES + sdl))


def test_our_schema_allows_what_it_says() -> None:
    assert max_ages(load_schema(SCHEMA)) == {
        "viewer": 0,
        "member": 300,
        "organization": 60,
        "board": 10,
        "list": 10,
        "card": 10,
        "action": 10,
        "search": 10,
    }


def test_the_least_of_all_fields_that_lead_to_a_type_or_are_its_own_counts() -> None:
    assert ages("""
        type Query { board: Board, found: Connection }
        type Connection @cacheControl(inheritMaxAge: true) { nodes: [Card] }
        type Board @cacheControl(maxAge: 20) { name: String, cards: [Card] @cacheControl(maxAge: 5) }
        type Card @cacheControl(maxAge: 30) { name: String, desc: String @cacheControl(maxAge: 7) }
    """) == {"board": 20, "found": 0, "card": 5}


def test_what_an_interface_has_holds_for_its_types() -> None:
    assert ages("""
        type Query { action: Action @cacheControl(maxAge: 9) }
        interface Action { id: ID }
        type Comment implements Action { id: ID, text: String @cacheControl(maxAge: 3) }
    """) == {"action": 3}


def test_what_auth_guards_is_not_kept_nor_what_it_leads_to() -> None:
    sdl = """
        type Query { board: Board @cacheControl(maxAge: 20), admin: Admin %s }
        type Admin { inner: Inner }
        type Inner { cards: [Card] @cacheControl(maxAge: 9), again: Admin }
        type Board { name: String }
        type Card { name: String }
    """
    assert ages(sdl % "") == {"admin": 0, "board": 20, "card": 9}
    assert ages(sdl % "@auth") == {"admin": 0, "board": 20, "card": 0}
    assert ages("type Query { a: Card @cacheControl(maxAge: 9) } type Card { name: String @auth }") == {
        "card": 0
    }
