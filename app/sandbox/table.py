"""Objects of one kind, found by id and by other attributes of theirs."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Generic, Protocol, TypeVar


class Identified(Protocol):
    """Anything with an id."""

    id: str


ItemT = TypeVar("ItemT", bound=Identified)


class Table(Generic[ItemT]):
    """Keeps objects in the order in which they were added.

    `indexes` are attributes to find objects by. An indexed attribute changes only through `update`.
    """

    def __init__(self, *indexes: str) -> None:
        self._items: dict[str, ItemT] = {}
        self._indexes: dict[str, defaultdict[Any, dict[str, ItemT]]] = {
            name: defaultdict(dict) for name in indexes
        }

    def __iter__(self) -> Iterator[ItemT]:
        return iter(self._items.values())

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, item_id: str) -> ItemT:
        return self._items[item_id]

    def __contains__(self, item_id: str) -> bool:
        return item_id in self._items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._items == other._items

    __hash__ = None  # type: ignore[assignment]  # what changes must not be hashed

    def get(self, item_id: str) -> ItemT | None:
        """Return the object with this id, if there is one."""
        return self._items.get(item_id)

    def by(self, index: str, value: Any) -> list[ItemT]:
        """Return all objects whose indexed attribute has this value, in the order they were added."""
        return list(self._indexes[index].get(value, {}).values())

    def one(self, index: str, value: Any) -> ItemT | None:
        """Return the first object whose indexed attribute has this value."""
        return next(iter(self._indexes[index].get(value, {}).values()), None)

    def add(self, item: ItemT) -> ItemT:
        """Add an object, or replace the one that has its id; return it."""
        self.remove(item.id)
        self._items[item.id] = item
        for name, index in self._indexes.items():
            index[getattr(item, name)][item.id] = item
        return item

    def update(self, item: ItemT, **changes: Any) -> ItemT:
        """Set attributes of an object that is in the table; return it."""
        for name, value in changes.items():
            if name in self._indexes:
                del self._indexes[name][getattr(item, name)][item.id]
                self._indexes[name][value][item.id] = item
            setattr(item, name, value)
        return item

    def remove(self, item_id: str) -> None:
        """Remove the object with this id, if there is one."""
        item = self._items.pop(item_id, None)
        if item is not None:
            for name, index in self._indexes.items():
                del index[getattr(item, name)][item.id]

    def remove_by(self, index: str, value: Any) -> None:
        """Remove all objects whose indexed attribute has this value."""
        for item in self.by(index, value):
            self.remove(item.id)
