"""For how long an answer may be used, by the kinds of object in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from app.settings.object_cache import ObjectCacheSettings
from app.trello.request import Request

_KINDS: Final = {
    "actions": "action",
    "boards": "board",
    "cards": "card",
    "checklists": "checklist",
    "customFieldItems": "customFieldItem",
    "customFields": "customField",
    "labels": "label",
    "lists": "list",
    "memberCreator": "member",
    "members": "member",
    "organizations": "organization",
}
"""Kinds by the words for several of them, or for one in a role."""

_CHOOSING: Final = frozenset({"before", "fields", "filter", "limit", "partial", "query", "since"})
"""Parameters that choose among what is asked for, and bring nothing else along."""

_NOTHING: Final = frozenset({"false", "none"})


_LONGEST: Final = 31_536_000.0
"""What stands for as long as one likes."""


class Lifetime(NamedTuple):
    """For how many seconds an answer is used here, 0 being not at all, and lets the schema anybody use it."""

    seconds: float
    allowed: float


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Seconds by kind: those of the settings, but no more than the ceiling that the schema sets for a kind.

    `ceilings` has Trello's words for kinds; one that is missing has none. An answer with objects of several
    kinds lives as long as the one of them that lives least.
    """

    settings: ObjectCacheSettings
    ceilings: Mapping[str, float] = field(default_factory=dict)

    def of(self, request: Request) -> Lifetime:
        """Return the lifetime of the answer to a request."""
        kinds = tuple(_kinds(request)) if self.settings.enabled else ()
        if not kinds:
            return Lifetime(0.0, 0.0)
        allowed = min(self.ceilings.get(kind, _LONGEST) for kind in kinds)
        return Lifetime(min(allowed, *map(self._of_kind, kinds)), allowed)

    def of_nothing(self, life: Lifetime) -> Lifetime:
        """Return the lifetime of an answer that there is nothing, instead of the one that there could be."""
        return life._replace(seconds=min(life.seconds, self.settings.missing_seconds))

    def _of_kind(self, kind: str) -> float:
        match kind:
            case "member":
                return self.settings.member_seconds
            case "organization":
                return self.settings.organization_seconds
            case _:
                return self.settings.seconds


def _kinds(request: Request) -> Iterator[str]:
    """Yield the kinds of object in an answer, by the words of its request.

    The last word of a path that is no id says what is asked for; what is nested in it has parameters of its
    own, and only those that qualify such a parameter have an underscore.
    """
    words = request.path[1:].split("/")
    yield _kind(words[2] if len(words) > 2 else words[0])  # noqa: PLR2004  # /{kind}/{id}/{kind}
    for name, value in request.params:
        if name == "modelTypes":
            yield from map(_kind, value.split(","))
        elif name not in _CHOOSING and "_" not in name and value not in _NOTHING:
            yield _kind(name)


def _kind(word: str) -> str:
    return _KINDS.get(word, word)
