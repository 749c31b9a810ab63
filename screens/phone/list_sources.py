"""Where the rows of the telephone's lists come from; a long day is read page by page (P4)."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from frontdesk.phone import lists
from frontdesk.phone.lists import CallLine
from frontdesk.session import Session
from screens.parts.listpane import Row
from screens.phone.list_rows import Chosen

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
    """A list that was read as a whole."""

    def __init__(self, items: Sequence[Item], key: Callable[[Item], Chosen]) -> None:
        self.items = items
        self._places = {key(item): place for place, item in enumerate(items)}

    def count(self) -> int:
        """How many there are."""
        return len(self.items)

    def part(self, top: int, many: int) -> Sequence[Item]:
        """Those asked for."""
        return self.items[top : top + many]

    def place(self, key: Hashable) -> int | None:
        """Where the one of this key stands."""
        return self._places.get(key) if isinstance(key, Chosen) else None


class DayCalls:
    """The calls of one day, newest first: a page more is read when somebody looks that far.

    Calls are numbered within their day, so that the newest number says how many there are.
    """

    def __init__(self, session: Session, day: str, page: int = lists.PAGE) -> None:
        self._session, self._day, self._page = session, day, page
        self._read: list[CallLine] = lists.of_day(session, day, limit=page)
        self._whole = len(self._read) < page

    def count(self) -> int:
        """How many there are."""
        if self._whole or not self._read:
            return len(self._read)
        return self._read[0].number

    def part(self, top: int, many: int) -> Sequence[CallLine]:
        """Those asked for, read now if they were not yet."""
        while len(self._read) < top + many and not self._whole:
            self._more()
        return self._read[top : top + many]

    def _more(self) -> None:
        found = lists.of_day(self._session, self._day, self._read[-1].number, self._page)
        self._read += found
        self._whole = len(found) < self._page

    def place(self, key: Hashable) -> int | None:
        """Where a call stands; older ones are read until it would have come."""
        if not isinstance(key, Chosen) or key.call_id is None or key.task_id is not None:
            return None
        while not self._whole and self._read[-1].id > key.call_id:
            self._more()
        return next((at for at, one in enumerate(self._read) if one.id == key.call_id), None)


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
