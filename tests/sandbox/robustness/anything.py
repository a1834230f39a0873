"""Parameters that have any value, or none, whatever a route asks them for."""

from collections.abc import Callable, Collection
from typing import Any, Final

from hypothesis import strategies as st

from app.sandbox.params import Params, Upload
from tests.sandbox.robustness.fitting import NEEDED, Fitting

_ABSENT: Final = object()
MOSTLY: Final = 9
SELDOM: Final = 2
_WORDS: Final = (
    *("", " ", "true", "false", "null", "none", "all", "me", "mine", "open", "closed", "visible", "minimal"),
    *("top", "bottom", "count", "complete", "incomplete", "admin", "normal", "observer", "private", "org"),
    *("public", "members", "disabled", "board", "card", "text", "number", "date", "checkbox", "list", "red"),
    *("green_dark", "name,id,url", "commentCard,updateCard:idList", "-id", "attachments,members", "1.5,-2"),
    *("1", "0", "-1", "65536", "1e3", "1e308", "5e-324", "nan", "inf", "9" * 400, "\0", "\x7f"),
    *("2026-01-05", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59Z", "board:1 -#bug @me"),
    *("/members/me?fields=all,/boards/x,/batch", "http://192.0.2.1/", "somebody@example.com"),
)

_texts: Final = st.one_of(st.sampled_from(_WORDS), st.text(max_size=20))
_scalars: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)
_uploads: Final = st.builds(Upload, st.text(max_size=10), st.text(max_size=10), st.binary(max_size=20))


def values(known: Collection[str]) -> st.SearchStrategy[Any]:
    """Return the strategy of what a parameter can hold: `known` are ids that are of something, and names."""
    simple = st.one_of(st.sampled_from(sorted(known)), _texts, _scalars)
    keys = st.one_of(st.sampled_from(("text", "number", "id", "idValue", "value", "color", "0")), st.text())
    nested = st.recursive(
        simple,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=6,
    )
    return st.one_of(simple, nested, _uploads)


class Anything(Params):
    """Makes up a value when it is asked for one, and stays with it. `draw` takes the name it is for."""

    def __init__(self, draw: Callable[[str], Any], fixed: dict[str, Any] | None = None) -> None:
        super().__init__()
        self._draw = draw
        self._drawn = dict(fixed or {})

    def __contains__(self, name: str) -> bool:
        return self._found(name) is not _ABSENT

    def raw(self, name: str) -> Any:
        value = self._found(name)
        return None if value is _ABSENT else value

    def get(self, name: str) -> str | None:
        return Params({name: self.raw(name)}).get(name) if name in self else None

    def under(self, *prefixes: str, only: Collection[str] | None = None) -> Params:
        def inner(name: str) -> Any:
            return self._draw(prefixes[0] + name) if only is None or name in only else _ABSENT

        return Anything(inner)

    def without_nulls(self) -> Params:
        return Anything(lambda name: _ABSENT if (value := self._found(name)) is None else value)

    def plus(self, **added: str) -> Params:
        return Anything(self._found, added)

    def _found(self, name: str) -> Any:
        if name not in self._drawn:
            self._drawn[name] = self._draw(name)
        return self._drawn[name]


def anything(data: st.DataObject, fitting: Fitting, wild: st.SearchStrategy[Any] | None = None) -> Anything:
    """Return parameters that are `fitting` for their names or not there; with `wild`, some are that."""
    wildness = data.draw(st.sampled_from((0, 0, 1, 6)), label="wildness") if wild is not None else 0

    def draw(name: str) -> Any:
        chance = data.draw(st.integers(0, 9), label=f"chance of {name}")
        if wild is not None and chance < wildness:
            return data.draw(wild, label=name)
        apt = fitting.get(name, ())
        is_there = apt and chance < (MOSTLY if name in NEEDED else SELDOM)
        return data.draw(st.sampled_from(apt), label=name) if is_there else _ABSENT

    return Anything(draw)
