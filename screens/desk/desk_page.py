"""The guide's desk: who waits, the selected visitor beside it, what was just done (W5, D4)."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult

from frontdesk.clock import SECOND, Millis, local
from frontdesk.desk import story, waiting
from frontdesk.desk.directory import Names
from frontdesk.desk.steps import StepState, next_open
from frontdesk.desk.waiting import Waiter
from frontdesk.errors import DeskError
from frontdesk.shift import log
from frontdesk.shift import next as following
from frontdesk.tasks.due import Due
from frontdesk.words import _, n_
from screens.desk import rows, side
from screens.desk.side import Picture
from screens.parts.context import Context, Do
from screens.parts.countdown import clock_text
from screens.parts.focus import focus_now
from screens.parts.lines import BLANK, Line, Lines, Span, fit, line
from screens.parts.listpane import ListPane, Row
from screens.parts.page import Page
from screens.parts.panel import empty_lines, hint, rule_line
from screens.parts.rooms import Across, Down
from screens.parts.slices import Piece

SIDE = 30
JUST_DONE = 5
SHOW_PHONE: Millis = 10 * SECOND
FLAT_ROWS = 6
# So many rows are drawn again before a key is heard.
PIECE_ROWS = 7
VISIT = "visit"


class People:
    """The waiting list as a source of rows: only what is asked for is drawn."""

    def __init__(self, waiters: list[Waiter], look: rows.Look, now: Millis) -> None:
        self.waiters = waiters
        self.look = look
        self.now = now
        self._places = {one.visit_id: at for at, one in enumerate(waiters)}
        # The cursor moves over rows that were made for this very second.
        self._made: dict[int, Row] = {}

    def count(self) -> int:
        """How many there are."""
        return len(self.waiters)

    def rows(self, top: int, many: int) -> list[Row]:
        """The rows of the window."""
        return [self._row(at) for at in range(max(0, top), min(top + many, len(self.waiters)))]

    def _row(self, at: int) -> Row:
        made = self._made.get(at)
        if made is None:
            made = rows.row(self.waiters[at], self.now, self.look, bool(at % 2))
            self._made[at] = made
        return made

    def index(self, key: object) -> int | None:
        """Where a visit stands."""
        return self._places.get(key) if isinstance(key, int) else None


class DeskPage(Page):
    """The page that is always there; everything else comes over it and goes again."""

    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    def __init__(self, context: Context) -> None:
        super().__init__(id="desk")
        self.context = context
        self.waiters: list[Waiter] = []
        self.due: Due | None = None
        self.dues: list[Due] = []
        self.order: waiting.Order = "arrival"
        self._names: Names | None = None
        self._picture: Picture | None = None
        self._phone: tuple[int, str, Millis] | None = None
        self._last_left: Millis | None = None
        self._behind = False

    def compose(self) -> ComposeResult:
        """The list on the left, the selected visitor on the right or under it."""
        with Across(id="desk-panes"):
            with Down(id="desk-left"):
                yield Lines(id="desk-head")
                yield ListPane(self.context.ink, self.context.glyphs, id="waiting")
                yield Lines(id="desk-flat", classes="gives-way")
                yield Lines(id="desk-done")
            yield Lines(id="desk-rail")
            yield Lines(id="desk-side")

    @property
    def list(self) -> ListPane:
        """The waiting list."""
        return self.query_one("#waiting", ListPane)

    @property
    def selected(self) -> Waiter | None:
        """Who is selected."""
        key = self.list.selected
        return waiter_of(self.waiters, key) if isinstance(key, int) else None

    def waiter(self, visit_id: int) -> Waiter | None:
        """The person of a visit, while it goes on."""
        return waiter_of(self.waiters, visit_id)

    def owed_to(self, due: Due | None) -> Waiter | None:
        """Whom of those who wait something is owed to; None for a call or a task."""
        return self.waiter(due.subject_id) if due is not None and due.subject == VISIT else None

    def late(self, now: Millis) -> bool:
        """Whether anybody here waits for something that is past due."""
        return any(one.subject == VISIT and one.state(now) == "due" for one in self.dues)

    def take_focus(self) -> None:
        """Back to the list."""
        focus_now(self.list)

    def select(self, visit_id: int) -> None:
        """Select a visitor and bring the row into view."""
        self.list.select(visit_id)

    def dress(self) -> None:
        """Another theme, language or glyph set."""
        self.list.dress(self.context.ink, self.context.glyphs)
        if self.context.session is not None:
            self.reload()

    def reload(self) -> None:
        """Read the desk again and draw what changed."""
        session = self.context.desk
        before, place = self.selected, self.list.selected_index
        self._names = Names()
        self.waiters = waiting.waiting_list(session, self.order)
        now = self.context.now()
        own = [one for waiter in self.waiters if (one := waiter.due(now)) is not None]
        self.dues = sorted((*own, *following.beside(session)), key=Due.order)
        self.due = self.dues[0] if self.dues else None
        self._picture = None
        self._draw(done=True)
        after = self.selected
        if before is not None and after is not None and before.visit_id == after.visit_id:
            self._stay(before, after, place)

    def _stay(self, before: Waiter, after: Waiter, place: int) -> None:
        """Whoever stops waiting moves down the list; the eye stays where it was."""
        waited = before.wait_id is not None or before.emergency
        waits = after.wait_id is not None or after.emergency
        if waited and not waits:
            self.list.select_index(place)

    def toggle_order(self) -> None:
        """By arrival, or by what is due."""
        self.order = "due" if self.order == "arrival" else "arrival"
        self.reload()

    def show_phone(self, visit_id: int, phone: str) -> None:
        """Show a number in full for ten seconds."""
        self._phone = (visit_id, phone, self.context.now() + SHOW_PHONE)
        self._picture = None
        self._draw()

    def tick(self) -> None:
        """A second has passed: only what depends on it is drawn again."""
        if self._phone is not None and self.context.now() >= self._phone[2]:
            self._phone, self._picture = None, None
        self._draw()

    def tick_pieces(self) -> Sequence[Piece]:
        """What stands around the list, then the list a few rows at a time."""
        if self.list.row_height != (2 if self._two_lines() else 1):
            return (self.tick,)
        freshen = self.list.freshen
        places = range(0, self.list.page + 1, PIECE_ROWS)
        return (self._tick_around, *(partial(freshen, first, PIECE_ROWS) for first in places))

    def _tick_around(self) -> None:
        if self._phone is not None and self.context.now() >= self._phone[2]:
            self._phone, self._picture = None, None
        if not self.is_mounted or self.context.session is None or self._names is None:
            return
        now, look = self.context.now(), self._look(self._two_lines())
        self.list.source = People(self.waiters, look, now)
        self._draw_head(look, now)
        self._draw_side(look)

    def on_resize(self) -> None:
        """Another size, another division."""
        if self.context.session is not None:
            self._draw(done=True)

    def on_list_pane_selected(self, event: ListPane.Selected) -> None:
        """Somebody else is selected: the pane beside tells of them."""
        event.stop()
        self._picture = None
        if not self._behind:
            # The cursor is painted first; a held key does not wait for each one's story.
            self._behind = True
            self.call_after_refresh(self._tell_of_selected)

    def _tell_of_selected(self) -> None:
        self._behind = False
        if self.context.session is not None and self._names is not None:
            self._draw_side(self._look(self._two_lines()))
        self.post_message(Do("selected"))

    def on_list_pane_opened(self, event: ListPane.Opened) -> None:
        """Enter opens the visitor."""
        event.stop()
        self.post_message(Do("open"))

    def _two_lines(self) -> bool:
        return self.wide and self.list.fits(2)

    def _look(self, two: bool) -> rows.Look:
        context = self.context
        return rows.Look(
            context.pack, self._names or Names(), context.ink, context.glyphs, two, context.time
        )

    def _draw(self, *, done: bool = False) -> None:
        if not self.is_mounted or self.context.session is None or self._names is None:
            return
        now = self.context.now()
        # How many lines a row takes is asked of the source that is about to be shown.
        probe = People(self.waiters, self._look(False), now)
        two = self.wide and probe.count() * 2 <= self.list.seen.height
        look = self._look(two)
        people = People(self.waiters, look, now)
        pane = self.list
        pane.empty = self._empty()
        pane.source = people
        if pane.row_height != (2 if two else 1):
            pane.row_height = 2 if two else 1
        else:
            pane.reload()
        self._draw_head(look, now)
        self._draw_side(look)
        if done:
            self._draw_done()

    def _draw_head(self, look: rows.Look, now: Millis) -> None:
        heads = [line(" ", *one) for one in rows.heading(look)]
        if not self.tall:
            self.query_one("#desk-head", Lines).show(heads)
            return
        context = self.context
        room = self.query_one("#desk-head", Lines).seen.width - 1
        watched = [one for one in self.waiters if one.wait_id is not None]
        longest = max((now - one.arrived_at for one in watched), default=None)
        parts = [n_("{count} person", "{count} people", len(watched)).format(count=len(watched))]
        if longest is not None:
            parts.append(_("longest {time}").format(time=clock_text(longest)))
        note: Line = line(
            (f" {context.glyphs.dot} ".join(parts), context.ink.dim),
            "   ",
            *hint("o", _("order") if self.order == "arrival" else _("by due time"), context.ink),
        )
        title = line(" ", *rule_line(_("Waiting"), room, context.ink, context.glyphs, note))
        self.query_one("#desk-head", Lines).show([title, BLANK, *heads])

    def _empty(self) -> tuple[Line, ...]:
        return empty_lines(
            _("Nobody is waiting."), self.context.ink, self.context.glyphs, "", "F2", _("Register")
        )

    def _states(self, waiter: Waiter, now: Millis) -> tuple[StepState, ...]:
        return waiter.states(now)

    def _draw_side(self, look: rows.Look) -> None:
        waiter = self.selected
        where = self.query_one("#desk-side" if self.wide else "#desk-flat", Lines)
        rail = self.query_one("#desk-rail", Lines)
        if self.wide:
            split = Span(self.context.glyphs.split, self.context.ink.rule)
            rail.show([(split,)] * rail.seen.height)
        if waiter is None:
            where.show([])
            return
        now = self.context.now()
        if self._picture is None or self._picture.waiter is not waiter:
            self._picture = self._read(waiter, now)
        states = self._states(waiter, now)
        hints = side.acts(waiter, next_open(states), look)
        room = where.seen.width
        if room == 0:
            return
        if self.wide:
            shown = side.tall(self._picture, states, now, look, room, where.seen.height, hints)
        else:
            shown = side.flat(self._picture, states, now, look, room - 2, hints)
            shown = [line(" ", *one) for one in shown]
        where.show(shown)

    def _read(self, waiter: Waiter, now: Millis) -> Picture:
        session = self.context.desk
        phone = ""
        if self._phone is not None and self._phone[0] == waiter.visit_id:
            phone = self._phone[1]
        return Picture(
            waiter,
            story.story(session, waiter.visit_id),
            story.notes(session, waiter.visit_id),
            phone,
            local(now, session.zone).year,
        )

    def _draw_done(self) -> None:
        pane = self.query_one("#desk-done", Lines)
        if not (self.wide and self.tall):
            return
        context, session = self.context, self.context.desk
        room = pane.seen.width - 1
        if room <= 0:
            return
        shown: list[Line] = [
            line(" ", *rule_line(_("Just done"), room, context.ink, context.glyphs))
        ]
        try:
            names = log.LogNames(session)
            newest = session.store.head().id
            found = list(log.entries(session, after=max(0, newest - JUST_DONE)))
            told = [(one.at, log.say(session, one, names)) for one in reversed(found)]
        except DeskError as fault:
            told = [(context.now(), fault.sentence)]
        for at, sentence in told:
            row = line(
                " ",
                (f"{context.glyphs.done} ", context.ink.done),
                (f"{context.time(at):>5}", context.ink.fg),
                "  ",
                (context.glyphs.text(sentence), context.ink.dim),
            )
            shown.append(fit(row, room, more=context.glyphs.more))
        pane.show(shown)

    def on_focus(self, event: events.Focus) -> None:
        """The page hands the focus to its list."""
        self.take_focus()


def waiter_of(waiters: list[Waiter], visit_id: int) -> Waiter | None:
    """The person of a visit among those read, or None."""
    return next((one for one in waiters if one.visit_id == visit_id), None)
