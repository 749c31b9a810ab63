"""The lists of cases on show: which one, grouped how, what is found, what is selected (C3, C4)."""

from collections.abc import Mapping, Sequence

from frontdesk.cases import finding, lists, sentences
from frontdesk.cases.lists import CaseLine, Group
from frontdesk.cases.sentences import SpokenNames
from frontdesk.clock import Millis
from frontdesk.desk.directory import Department
from frontdesk.words import _
from screens.cases import case_heads, case_rows, case_side
from screens.cases.case_heads import ACCEPT, ALL, DUE, GROUPS, MINE, OPEN
from screens.cases.case_rows import Head, ListLook
from screens.cases.case_side import Picture
from screens.cases.case_sources import AllCases, Item, Told
from screens.cases.names import CASES
from screens.parts.context import Context, Do
from screens.parts.lines import Line
from screens.parts.list_data import Data, Rows
from screens.parts.list_tabs import Counted
from screens.parts.listing import FOUND, ListingPage
from screens.parts.listpane import ListPane, Row

FOUND_MOST = 50


class CasesView(ListingPage[ListLook]):
    """One list at a time, chosen by digit; the selected case stands beside it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, CASES, DUE)
        self.by: Group | None = None
        self._told: dict[str, Told] = {}
        self._all: AllCases | None = None
        self._names = SpokenNames({}, {})
        self._short: Mapping[str, str] = {}
        self._picture: Picture | None = None

    # -- what is there -----------------------------------------------------------------------

    def placeholder(self) -> str:
        """What can be found, in the empty field."""
        return _("number, name or word")

    @property
    def known(self) -> bool:
        """Whether the desk was read already."""
        return self._all is not None

    @property
    def selected(self) -> int | None:
        """The case that is selected."""
        key = self.list.selected
        return key if isinstance(key, int) else None

    def ids(self) -> Sequence[int]:
        """The cases of the list on show, in its order."""
        if self._all is not None and self._list == ALL:
            return self._all.ids
        told = self._told.get(self._list)
        if told is None:
            return []
        items = told.given(self.by, self._look()).items
        return [item.id for item in items if isinstance(item, CaseLine)]

    # -- reading and drawing -----------------------------------------------------------------

    def reload(self) -> None:
        """Read the desk again and draw what changed."""
        session = self.context.desk
        me = session.staff_id
        self._names, self._picture = sentences.spoken_names(), None
        self._short = {one.code: one.short for one in Department.select()}
        due = lists.due_next(session)
        self._told = {
            DUE: Told(due),
            MINE: Told([one for one in due if one.owner_id == me]),
            OPEN: Told(sorted(due, key=lambda one: (one.received_at, one.id))),
            ACCEPT: Told([one for one in due if me is not None and one.offered_id == me]),
        }
        self._all = AllCases(session)
        if self.finding:
            self._search()
        self._draw()

    def _search(self) -> None:
        typed = self.field.value.strip()
        found = finding.find(self.context.desk, typed, FOUND_MOST) if typed else []
        self._told[FOUND] = Told(found)

    def _forget_told(self) -> None:
        self._picture = None

    def _look(self, *, two: bool = False) -> ListLook:
        context, session = self.context, self.context.desk
        return ListLook(
            ink=context.ink,
            glyphs=context.glyphs,
            now=context.now(),
            zone=session.zone,
            names=self._names,
            two=two,
            room=self.list.inner_width,
            me=session.staff_id,
            short=self._short,
        )

    def _data(self, look: ListLook) -> Data[Item]:
        told = self._told.get(self._list)
        if told is None:
            assert self._all is not None
            return self._all
        return told.given(self.by, look)

    def _source(self, look: ListLook, now: Millis) -> Rows[Item]:
        def make(item: Item) -> Row:
            if isinstance(item, Head):
                return case_rows.head_row(item, look)
            return case_rows.case_row(item, look)

        return Rows(self._data(look), make)

    def _empty(self, look: ListLook) -> Sequence[Line]:
        return case_heads.empty(self._list, self.field.value, look)

    def _counted(self, which: str, now: Millis) -> Counted:
        told = self._told.get(which)
        if told is not None:
            return told.counted(now)
        return Counted(self._all.count() if self._all is not None else 0)

    def _tabs(self, room: int, look: ListLook, now: Millis) -> Line:
        counted = {which: self._counted(which, now) for which in case_heads.ORDER}
        active = "" if self.finding else self.which
        return case_heads.tabs(counted, active, room, look)

    def _title(self, room: int, look: ListLook, now: Millis) -> Line:
        which = self._list
        return case_heads.title(which, self._counted(which, now), self.by, room, look)

    def _heading(self, look: ListLook) -> Line:
        return case_rows.heading(look)

    @property
    def picture(self) -> Picture | None:
        """What is known of the selected case; None where none is."""
        if self._picture is None and self.selected is not None:
            self._picture = case_side.read(self.context.desk, self.selected)
        return self._picture

    def _tell(self, room: int, rows: int, look: ListLook, now: Millis) -> Sequence[Line]:
        picture = self.picture
        if picture is None:
            return []
        make = case_side.tall if self.wide else case_side.flat
        return make(picture, look, room, rows)

    def on_list_pane_opened(self, event: ListPane.Opened) -> None:
        """Enter opens the case."""
        event.stop()
        self.post_message(Do("case_show"))

    # -- which list --------------------------------------------------------------------------

    def regroup(self) -> None:
        """By rung, by place, by kind, and not at all; the selection stays."""
        self.by = GROUPS[(GROUPS.index(self.by) + 1) % len(GROUPS)]
        if self.selected is not None:
            self._places[self._list] = self.selected
        self._turn()

    def select(self, case_id: int) -> bool:
        """Select a case, in the list on show or in one that has it; False when none has."""
        if not self.known:
            self.reload()
        for which in (self.which, DUE, ALL):
            data = self._told[which].given(self.by, self._look()) if which != ALL else self._all
            if data is not None and data.place(case_id) is not None:
                self._places[which] = case_id
                self.show_list(which)
                return True
        return False
