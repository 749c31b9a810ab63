"""The calls of a day as its list reads them: a long day page by page (P4)."""

from collections.abc import Hashable, Sequence

from frontdesk.phone import lists
from frontdesk.phone.lists import CallLine
from frontdesk.session import Session
from screens.phone.list_rows import Chosen


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
