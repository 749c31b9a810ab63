"""The lists of the telephone on show: which one, what is found, what is selected (P4, P6)."""

from textual import events
from textual.app import ComposeResult

from frontdesk.clock import Millis
from frontdesk.phone import lists
from frontdesk.phone.lists import CallLine
from frontdesk.staff.staff import staff_name
from frontdesk.tasks import tasks
from frontdesk.words import _
from screens.parts.context import Context, Do, short_day
from screens.parts.field import Field
from screens.parts.focus import focus_now
from screens.parts.lines import BLANK, Lines, Span, line
from screens.parts.listpane import ListPane
from screens.parts.page import Page
from screens.parts.rooms import Across, Down
from screens.phone import list_heads, list_rows, list_side
from screens.phone.list_heads import FOUND, MISSED, OPEN, PROMISES, QUESTIONS, TODAY, Counted
from screens.phone.list_rows import Chosen, Look, Owed
from screens.phone.list_side import Picture
from screens.phone.list_sources import Data, DayCalls, Given, Rows

WIDE = 110
TALL = 30
FOUND_MOST = 50


def _of_call(call: CallLine) -> Chosen:
    return Chosen(call_id=call.id)


def _of_owed(owed: Owed) -> Chosen:
    return owed.chosen


class ListsView(Page):
    """One list at a time, chosen by digit; what is selected stands beside it in full."""

    def __init__(self, context: Context) -> None:
        super().__init__(id="phone")
        self.context = context
        self.which = TODAY
        self._calls: dict[str, Data[CallLine]] = {}
        self._owed: dict[str, Given[Owed]] = {}
        self._places: dict[str, Chosen] = {}
        self._names: dict[int | None, str] = {}
        self._picture: Picture | None = None
        self._shown: tuple[int, str, Millis] | None = None
        self._behind = False

    def compose(self) -> ComposeResult:
        """The lists' names, the field to find in, the list, and what is selected."""
        with Down(id="phone-all"):
            yield Lines(id="phone-tabs")
            yield Field(
                "find",
                _("Find"),
                self.context.ink,
                self.context.glyphs,
                placeholder=_("number, name or word"),
                id="phone-find",
            )
            with Across(id="phone-panes"):
                with Down(id="phone-left"):
                    yield Lines(id="phone-head")
                    yield ListPane(self.context.ink, self.context.glyphs, id="calls")
                    yield Lines(id="phone-foot", classes="gives-way")
                yield Lines(id="phone-rail")
                yield Lines(id="phone-side")

    # -- what is there -----------------------------------------------------------------------

    @property
    def list(self) -> ListPane:
        """The list on show."""
        return self.query_one("#calls", ListPane)

    @property
    def field(self) -> Field:
        """The field to find in."""
        return self.query_one("#phone-find", Field)

    @property
    def selected(self) -> Chosen | None:
        """The call or task that is selected."""
        key = self.list.selected
        return key if isinstance(key, Chosen) else None

    @property
    def finding(self) -> bool:
        """Whether what was found is on show."""
        return self.field.display

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

    def tick(self) -> None:
        """A second has passed: only what depends on it is drawn again."""
        if self._shown is not None and self.context.now() >= self._shown[2]:
            self._shown, self._picture = None, None
        self._draw()

    def dress(self) -> None:
        """Another theme, language or glyph set."""
        context, field = self.context, self.field
        field.label, field.entry.placeholder = _("Find"), _("number, name or word")
        field.dress(context.ink, context.glyphs)
        self.list.dress(context.ink, context.glyphs)
        if context.session is not None:
            self.reload()

    def on_resize(self) -> None:
        """Another size, another division."""
        self._draw()

    def _look(self, two: bool = False) -> Look:
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
    def _list(self) -> str:
        return FOUND if self.finding else self.which

    def _rows(self, look: Look, now: Millis) -> Rows[CallLine] | Rows[Owed]:
        which = self._list
        if which in self._calls:
            dated = which in (FOUND, OPEN)
            return Rows(
                self._calls[which], lambda call: list_rows.call_row(call, now, look, dated=dated)
            )
        return Rows(self._owed[which], lambda owed: list_rows.owed_row(owed, now, look))

    def _draw(self) -> None:
        if not self.is_mounted or self.context.session is None or not self._owed:
            return
        now, pane = self.context.now(), self.list
        # How many lines a row takes is asked of the list that is about to be shown.
        many = self._rows(self._look(), now).count()
        two = self.wide and many * 2 <= pane.seen.height
        look = self._look(two)
        pane.empty = list_heads.empty(self._list, self.field.value, look)
        pane.source = self._rows(look, now)
        if pane.row_height != (2 if two else 1):
            pane.row_height = 2 if two else 1
        else:
            pane.reload()
        self._draw_heads(look, now)
        self._draw_side(look, now)

    def _draw_heads(self, look: Look, now: Millis) -> None:
        counted = {which: Counted(data.count()) for which, data in self._calls.items()} | {
            which: Counted(given.count(), sum(one.late(now) for one in given.items))
            for which, given in self._owed.items()
        }
        tabs = self.query_one("#phone-tabs", Lines)
        active = "" if self.finding else self.which
        tabs.show([list_heads.tabs(counted, active, tabs.seen.width, look)])
        head = self.query_one("#phone-head", Lines)
        room = head.seen.width - 1
        if room <= 0:
            return
        title = line(" ", *list_heads.title(self._list, counted[self._list], room, look))
        if not self.tall:
            head.show([title])
            return
        dated = self._list in (FOUND, OPEN)
        over = (
            list_rows.call_heading(look, dated=dated)
            if self._list in self._calls
            else list_rows.owed_heading(look)
        )
        head.show([title, BLANK, line(" ", *over)])

    def _draw_side(self, look: Look, now: Millis) -> None:
        where = self.query_one("#phone-side" if self.wide else "#phone-foot", Lines)
        if self.wide:
            rail = self.query_one("#phone-rail", Lines)
            split = Span(look.glyphs.split, look.ink.rule)
            rail.show([(split,)] * rail.seen.height)
        chosen, room, high = self.selected, where.seen.width, where.seen.height
        if chosen is None or not room:
            where.show([])
            return
        if self._picture is None:
            shown = self._shown
            full = shown[1] if shown is not None and shown[0] == chosen.call_id else ""
            session = self.context.desk
            self._picture = list_side.read(session, chosen.call_id, self.owed(), phone=full)
        picture = self._picture
        hints = list_side.acts(picture, now, look)
        if self.wide:
            where.show(list_side.tall(picture, now, look, room, high, hints))
            return
        folded = list_side.flat(picture, now, look, room - 2, high, hints)
        where.show([line(" ", *one) for one in folded])

    def on_list_pane_selected(self, event: ListPane.Selected) -> None:
        """Something else is selected: the pane beside tells of it."""
        event.stop()
        self._picture = None
        chosen = self.selected
        if chosen is not None:
            self._places[self._list] = chosen
        if not self._behind:
            # The cursor is painted first; a held key does not wait for each one's story.
            self._behind = True
            self.call_after_refresh(self._tell_of_selected)

    def _tell_of_selected(self) -> None:
        self._behind = False
        if self.context.session is not None and self._owed:
            self._draw_side(self._look(self.list.row_height > 1), self.context.now())

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

    # -- which list --------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Back to the list."""
        focus_now(self.list)

    def on_focus(self, event: events.Focus) -> None:
        """The page hands the focus to its list."""
        self.take_focus()

    def show_list(self, which: str) -> None:
        """Another list, the selection where it was there."""
        self.which = which
        self.field.display = False
        self._turn()
        focus_now(self.list)

    def select_task(self, task_id: int) -> bool:
        """The list in which this is owed, and it selected; False when it is on none."""
        for which, given in self._owed.items():
            for owed in given.items:
                if owed.chosen.task_id == task_id:
                    self._places[which] = owed.chosen
                    self.show_list(which)
                    return True
        return False

    def _turn(self) -> None:
        pane = self.list
        pane.selected, pane.selected_index, pane.top = self._places.get(self._list), 0, 0
        self._picture = None
        self._draw()
        if self.selected is not None:
            pane.select(self.selected)

    def begin_find(self) -> None:
        """The field to find in; what was found last stands there still."""
        self.field.display = True
        self._search()
        self._turn()
        focus_now(self.field.entry)

    def leave_find(self) -> None:
        """Back to the list that stood there before."""
        self.show_list(self.which)

    def on_field_changed(self, event: Field.Changed) -> None:
        """Found while typing."""
        event.stop()
        self._search()
        self._places.pop(FOUND, None)
        self._turn()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter goes to what was found."""
        event.stop()
        if self.list.source.count():
            focus_now(self.list)

    def on_key(self, event: events.Key) -> None:
        """Down leads from the field into what was found."""
        if event.key == "down" and self.field.entry.has_focus and self.list.source.count():
            event.stop()
            focus_now(self.list)
