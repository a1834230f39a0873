"""For how long an answer may be used, by the kinds of object in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Seconds by kind: those of the settings, but no more than the ceiling that the schema sets for a kind.

    `ceilings` has Trello's words for kinds; one that is missing has none. An answer with objects of several
    kinds lives as long as the one of them that lives least.
    """

    settings: ObjectCacheSettings
    ceilings: Mapping[str, float] = field(default_factory=dict)

    def of(self, request: Request) -> float:
        """Return for how many seconds the answer to a request may be used; 0 if it may not be kept."""
        if not self.settings.enabled:
            return 0.0
        return min(self._of_kind(kind) for kind in _kinds(request))

    def _of_kind(self, kind: str) -> float:
        match kind:
            case "member":
                seconds = self.settings.member_seconds
            case "organization":
                seconds = self.settings.organization_seconds
            case _:
                seconds = self.settings.seconds
        return min(seconds, self.ceilings.get(kind, seconds))


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
