"""Where the rows of the lists of cases come from; all there ever were are read window by window."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence

from frontdesk.cases import lists
from frontdesk.cases.lists import CaseLine, Group
from frontdesk.clock import Millis
from frontdesk.session import Session
from screens.cases.case_rows import Head, ListLook, group_word
from screens.parts.list_data import Given
from screens.parts.list_tabs import Counted

# Rows read at once, and how many such windows are kept.
PAGE = 64
WINDOWS = 8

Item = CaseLine | Head


def key_of(item: Item) -> int | None:
    """A case is known by its id; a head is no row that one can select."""
    return item.id if isinstance(item, CaseLine) else None


class Told:
    """The cases of one list in its order, with how many of them are late at any time."""

    def __init__(self, lines: Sequence[CaseLine]) -> None:
        self.lines = tuple(lines)
        self._due = sorted(one.next.due_at for one in self.lines if one.next is not None)
        self._given: dict[Group | None, Given[Item]] = {}

    def counted(self, now: Millis) -> Counted:
        """How many there are, and how many are late."""
        return Counted(len(self.lines), bisect_right(self._due, now))

    def given(self, by: Group | None, look: ListLook) -> Given[Item]:
        """The rows, with a head over each group where they are grouped."""
        found = self._given.get(by)
        if found is None:
            found = self._given[by] = Given(tuple(_grouped(self.lines, by, look)), key_of)
        return found


def _grouped(lines: Sequence[CaseLine], by: Group | None, look: ListLook) -> Iterator[Item]:
    if by is None:
        yield from lines
        return
    for group in lists.grouped(lines, by):
        yield Head(group_word(group.lines[0], by, look), group.lines)
        yield from group.lines


class AllCases:
    """Every case there ever was, newest first, of which only what is seen is read.

    Cases are numbered one after the other and none is ever taken away, so that the newest says how
    many there are, and where each one stands. Were one missing, its row would stay empty.
    """

    def __init__(self, session: Session, page: int = PAGE) -> None:
        self._session, self._page = session, page
        newest = lists.all_cases(session, limit=1)
        self._newest = newest[0].id if newest else 0
        self._read: OrderedDict[int, dict[int, CaseLine]] = OrderedDict()

    @property
    def ids(self) -> Sequence[int]:
        """Their ids in the order of the list."""
        return range(self._newest, 0, -1)

    def count(self) -> int:
        """How many there are."""
        return self._newest

    def part(self, top: int, many: int) -> Sequence[Item]:
        """Those asked for, read now if they were not yet."""
        ends = min(top + many, self._newest)
        return [self._window(place // self._page).get(place, Head()) for place in range(top, ends)]

    def _window(self, number: int) -> dict[int, CaseLine]:
        found = self._read.get(number)
        if found is None:
            before = self._newest - number * self._page + 1
            lines = lists.all_cases(self._session, before, self._page)
            last = before - self._page
            found = {self._newest - one.id: one for one in lines if one.id >= last}
            self._read[number] = found
            if len(self._read) > WINDOWS:
                self._read.popitem(last=False)
        self._read.move_to_end(number)
        return found

    def place(self, key: Hashable) -> int | None:
        """Where a case stands."""
        if not isinstance(key, int) or not 0 < key <= self._newest:
            return None
        return self._newest - key
