import pytest

from app.settings.object_cache import ObjectCacheSettings
from app.trello.cache.lifetimes import Lifetime, Lifetimes
from app.trello.request import Request

SETTINGS = ObjectCacheSettings(seconds=5, member_seconds=300, organization_seconds=60)


@pytest.mark.parametrize(
    ("segments", "params", "seconds"),
    [
        (("members", "me"), {"fields": "fullName"}, 300),
        (("boards", "b", "members"), {"fields": "fullName"}, 300),
        (("members", "me"), {"fields": "fullName", "boards": "open", "board_fields": "name"}, 5),
        (
            ("members", "me"),
            {"fields": "fullName", "organizations": "all", "organization_fields": "name"},
            60,
        ),
        (("members", "me"), {"fields": "fullName", "boards": "none"}, 300),
        (("members", "me", "boards"), {"filter": "open"}, 5),
        (("organizations", "o", "members"), {"filter": "all"}, 300),
        (("organizations", "o"), {}, 60),
        (("actions", "a", "member"), {}, 300),
        (("boards", "b"), {"lists": "open", "cards": "visible", "members": "all"}, 5),
        (("lists", "l", "cards"), {"limit": 1000, "before": "x", "members": True}, 5),
        (("actions", "a"), {"memberCreator": True, "memberCreator_fields": "bio"}, 5),
        (("search",), {"query": "x", "modelTypes": "members,organizations", "partial": False}, 5),
    ],
)
def test_an_answer_lives_as_long_as_the_kind_in_it_that_lives_least(
    segments: tuple[str, ...], params: dict[str, str | int | bool], seconds: float
) -> None:
    assert Lifetimes(SETTINGS).of(Request.of(*segments, params=params)).seconds == seconds


def test_the_schema_may_allow_less() -> None:
    lifetimes = Lifetimes(SETTINGS, {"member": 60, "board": 600, "card": 0})

    assert lifetimes.of(Request.of("members", "me")) == (60, 60)
    assert lifetimes.of(Request.of("boards", "b")) == (5, 600)
    assert lifetimes.of(Request.of("boards", "b", params={"members": "all"})) == (5, 60)
    assert lifetimes.of(Request.of("boards", "b", params={"cards": "visible"})) == (0, 0)
    assert lifetimes.of(Request.of("lists", "l")) == (5, 31_536_000)


def test_that_there_is_nothing_is_known_for_a_shorter_time() -> None:
    lifetimes = Lifetimes(ObjectCacheSettings(missing_seconds=2))

    assert lifetimes.of_nothing(Lifetime(5, 60)) == (2, 60)
    assert lifetimes.of_nothing(Lifetime(1, 60)) == (1, 60)


def test_nothing_lives_if_it_is_switched_off() -> None:
    assert Lifetimes(ObjectCacheSettings(enabled=False)).of(Request.of("members", "me")) == (0, 0)
