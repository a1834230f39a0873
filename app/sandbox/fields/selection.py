"""Which fields of an object are sent, and where each comes from: the one place for field selection."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Generic, TypeAlias, TypeVar

from app.sandbox.viewer import Viewer

ItemT = TypeVar("ItemT")
Getter: TypeAlias = Callable[[ItemT, Viewer], Any]


def stored(attribute: str) -> Getter[Any]:
    """Return the getter of an attribute, as it is."""
    get = attrgetter(attribute)
    return lambda item, _: get(item)


def constant(value: Any) -> Getter[Any]:
    """Return the getter of what is the same for all objects."""
    return lambda _, __: value


def subscribed(item: Any, viewer: Viewer) -> bool:
    """Return whether the viewer wants to be told of what happens to a board, a list or a card."""
    return viewer.member_id in item.subscriber_ids


class Fields(Generic[ItemT]):
    """The fields of one kind of object.

    `getters` has all of them in the order in which they are sent; `default` names those that are sent when
    a request does not choose.
    """

    def __init__(self, getters: Mapping[str, Getter[ItemT]], default: str) -> None:
        self._getters = getters
        self.default = default

    def select(self, wanted: str | None) -> tuple[str, ...]:
        """Return the names meant by the value of a `fields` parameter; None means the default.

        The id is always among them. Names of no field are passed over, as nobody has documented otherwise.
        """
        names = {name.strip() for name in (self.default if wanted is None else wanted).split(",")}
        return tuple(name for name in self._getters if name == "id" or name in names or "all" in names)

    def take(self, item: ItemT, viewer: Viewer, names: tuple[str, ...]) -> dict[str, Any]:
        """Return the chosen fields of one object."""
        return {name: self._getters[name](item, viewer) for name in names}

    def one(self, item: ItemT, viewer: Viewer, wanted: str | None) -> dict[str, Any]:
        """Return one object with the fields meant by the value of a `fields` parameter."""
        return self.take(item, viewer, self.select(wanted))

    def find(self, name: str) -> Getter[ItemT] | None:
        """Return where a field comes from, its name read in any case; None if there is no such field."""
        lowered = name.lower()
        return next((getter for known, getter in self._getters.items() if known.lower() == lowered), None)
