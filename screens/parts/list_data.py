"""Where the rows of a long list come from: what it is about, and its rows as they are seen."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from screens.parts.listpane import Row

Item = TypeVar("Item")
Shown = TypeVar("Shown", covariant=True)


class Data(Protocol[Shown]):
    """What a list is about, as read from the desk."""

    def count(self) -> int:
        """How many there are."""
        ...

    def part(self, top: int, many: int) -> Sequence[Shown]:
        """At most `many` of them from the index `top`."""
        ...

    def place(self, key: Hashable) -> int | None:
        """Where the one of this key stands; None when it is gone."""
        ...


class Given(Generic[Item]):
    """A list that was read as a whole; what has the key None is no row that one can select."""

    def __init__(self, items: Sequence[Item], key: Callable[[Item], Hashable]) -> None:
        self.items = items
        self._places = {key(item): place for place, item in enumerate(items)}
        self._places.pop(None, None)

    def count(self) -> int:
        """How many there are."""
        return len(self.items)

    def part(self, top: int, many: int) -> Sequence[Item]:
        """Those asked for."""
        return self.items[top : top + many]

    def place(self, key: Hashable) -> int | None:
        """Where the one of this key stands."""
        return self._places.get(key)


class Rows(Generic[Item]):
    """The rows of one second: each is made once, when it is seen."""

    def __init__(self, data: Data[Item], make: Callable[[Item], Row]) -> None:
        self._data, self._make = data, make
        self._made: dict[int, Row] = {}

    def count(self) -> int:
        """How many there are."""
        return self._data.count()

    def rows(self, top: int, many: int) -> Sequence[Row]:
        """The rows of the window."""
        top = max(0, top)
        found: list[Row] = []
        for at, item in enumerate(self._data.part(top, many), top):
            row = self._made.get(at)
            if row is None:
                row = self._made[at] = self._make(item)
            found.append(row)
        return found

    def index(self, key: Hashable) -> int | None:
        """Where the row of `key` stands."""
        return self._data.place(key)
