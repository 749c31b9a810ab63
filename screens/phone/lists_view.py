"""The lists of the telephone on show: which one, what is found, what is selected (P4, P6)."""

from collections.abc import Sequence

from frontdesk.clock import Millis
from frontdesk.phone import lists
from frontdesk.phone.lists import CallLine
from frontdesk.staff.staff import staff_name
from frontdesk.tasks import tasks
from frontdesk.words import _
from screens.parts.context import Context, Do, short_day
from screens.parts.lines import Line
from screens.parts.list_data import Data, Given, Rows
from screens.parts.list_tabs import Counted
from screens.parts.listing import FOUND, ListingPage
from screens.parts.listpane import ListPane
from screens.phone import list_heads, list_rows, list_side
from screens.phone.list_heads import MISSED, OPEN, PROMISES, QUESTIONS, TODAY
from screens.phone.list_rows import Chosen, Look, Owed
from screens.phone.list_side import Picture
from screens.phone.list_sources import DayCalls

FOUND_MOST = 50


def _of_call(call: CallLine) -> Chosen:
    return Chosen(call_id=call.id)


def _of_owed(owed: Owed) -> Chosen:
    return owed.chosen


class ListsView(ListingPage[Look]):
    """One list at a time, chosen by digit; what is selected stands beside it in full."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "phone", TODAY)
        self._calls: dict[str, Data[CallLine]] = {}
        self._owed: dict[str, Given[Owed]] = {}
        self._names: dict[int | None, str] = {}
        self._picture: Picture | None = None
        self._shown: tuple[int, str, Millis] | None = None

    # -- what is there -----------------------------------------------------------------------

    def placeholder(self) -> str:
        """What can be found, in the empty field."""
        return _("number, name or word")

    @property
    def selected(self) -> Chosen | None:
        """The call or task that is selected."""
        key = self.list.selected
        return key if isinstance(key, Chosen) else None

    @property
    def known(self) -> bool:
        """Whether the desk was read already."""
        return bool(self._owed)

    def owed(self) -> Owed | None:
        """What the selection owes, where it is no mere call."""
        chosen, given = self.selected, self._owed.get(self.which)
        if chosen is None or given is None or self.finding:
            return None
        place = given.place(chosen)
        return given.items[place] if place is not None else None

    # -- reading and drawing -----------------------------------------------------------------

    def reload(self) -> None:
        """Read the desk again and draw what changed."""
        session = self.context.desk
        now, me = session.now(), session.staff_id
        self._names, self._picture = {}, None
        day = DayCalls(session, session.today())
        self._calls = {TODAY: day, OPEN: Given(lists.without_outcome(session), _of_call)}
        falls_to_me = {one.subject_id for one in tasks.due(session, now)}
        owed: dict[str, list[Owed]] = {PROMISES: [], QUESTIONS: []}
        for task in tasks.open_tasks(session):
            which = {"promise": PROMISES, "question": QUESTIONS}.get(task.kind)
            if which is not None and task.id in falls_to_me:
                rules = tasks.rules(session, task.pack).phone
                owed[which].append(list_rows.owed_of_task(task, rules))
        for found in owed.values():
            # One's own first, then what falls to everybody because its owner is not here.
            found.sort(key=lambda one: me not in (one.owner_id, one.offered_id))
        missed = [list_rows.owed_of_missed(one) for one in lists.missed(session)]
        self._owed = {
            MISSED: Given(missed, _of_owed),
            **{which: Given(found, _of_owed) for which, found in owed.items()},
        }
        if self.finding:
            self._search()
        self._draw()

    def _search(self) -> None:
        typed = self.field.value.strip()
        found = lists.find(self.context.desk, typed, FOUND_MOST) if typed else []
        self._calls[FOUND] = Given(found, _of_call)

    def _forget_told(self) -> None:
        self._picture = None

    def tick(self) -> None:
        """A second has passed: only what depends on it is drawn again."""
        if self._shown is not None and self.context.now() >= self._shown[2]:
            self._shown, self._picture = None, None
        super().tick()

    def _look(self, *, two: bool = False) -> Look:
        context, session = self.context, self.context.desk
        return Look(
            context.ink, context.glyphs, two, self.list.inner_width, context.say, context.time,
            lambda at: short_day(at, session.zone), self._when, self._colleague, session.staff_id,
            session.today(),
        )  # fmt: skip

    def _when(self, at: Millis) -> str:
        session = self.context.desk
        if session.day_of(at) == session.today():
            return self.context.time(at)
        return f"{short_day(at, session.zone)} {self.context.time(at)}"

    def _colleague(self, staff_id: int | None) -> str:
        if staff_id not in self._names:
            self._names[staff_id] = staff_name(staff_id)
        return self._names[staff_id]

    @property
    def _dated(self) -> bool:
        return self._list in (FOUND, OPEN)

    def _source(self, look: Look, now: Millis) -> Rows[CallLine] | Rows[Owed]:
        which = self._list
        if which in self._calls:
            dated = self._dated
            return Rows(
                self._calls[which], lambda call: list_rows.call_row(call, now, look, dated=dated)
            )
        return Rows(self._owed[which], lambda owed: list_rows.owed_row(owed, now, look))

    def _empty(self, look: Look) -> Sequence[Line]:
        return list_heads.empty(self._list, self.field.value, look)

    def _counted(self, which: str, now: Millis) -> Counted:
        if which in self._calls:
            return Counted(self._calls[which].count())
        given = self._owed[which]
        return Counted(given.count(), sum(one.late(now) for one in given.items))

    def _tabs(self, room: int, look: Look, now: Millis) -> Line:
        counted = {which: self._counted(which, now) for which in list_heads.ORDER}
        active = "" if self.finding else self.which
        return list_heads.tabs(counted, active, room, look)

    def _title(self, room: int, look: Look, now: Millis) -> Line:
        return list_heads.title(self._list, self._counted(self._list, now), room, look)

    def _heading(self, look: Look) -> Line:
        if self._list in self._calls:
            return list_rows.call_heading(look, dated=self._dated)
        return list_rows.owed_heading(look)

    def _tell(self, room: int, rows: int, look: Look, now: Millis) -> Sequence[Line]:
        chosen = self.selected
        if chosen is None:
            return []
        if self._picture is None:
            shown = self._shown
            full = shown[1] if shown is not None and shown[0] == chosen.call_id else ""
            session = self.context.desk
            self._picture = list_side.read(session, chosen.call_id, self.owed(), phone=full)
        picture = self._picture
        hints = list_side.acts(picture, now, look)
        make = list_side.tall if self.wide else list_side.flat
        return make(picture, now, look, room, rows, hints)

    def on_list_pane_opened(self, event: ListPane.Opened) -> None:
        """Enter opens the call."""
        event.stop()
        self.post_message(Do("call_show"))

    # -- the number --------------------------------------------------------------------------

    @property
    def number(self) -> str:
        """The number of what is selected."""
        chosen, owed = self.selected, self.owed()
        if owed is not None:
            return owed.phone
        if chosen is None or chosen.call_id is None:
            return ""
        call = lists.one(self.context.desk, chosen.call_id)
        return call.phone if call is not None else ""

    def show_number(self, call_id: int, number: str, until: Millis) -> None:
        """Show the number of this call in full for a while."""
        self._shown, self._picture = (call_id, number, until), None
        self._draw()

    def select_task(self, task_id: int) -> bool:
        """The list in which this is owed, and it selected; False when it is on none."""
        for which, given in self._owed.items():
            for owed in given.items:
                if owed.chosen.task_id == task_id:
                    self._places[which] = owed.chosen
                    self.show_list(which)
                    return True
        return False
