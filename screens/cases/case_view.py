"""One case on show: facts, ladder and timeline left, clocks and acts right (C1 to C4)."""

from collections.abc import Callable, Sequence

import msgspec
from textual.app import ComposeResult

from frontdesk.calendar import Calendar
from frontdesk.cases import cases, deadlines, due, reading, sentences
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.deadlines import ClockFacts
from frontdesk.cases.sentences import SpokenNames
from frontdesk.clock import MINUTE, Millis
from frontdesk.session import Session
from screens.cases import case_hints, case_layout, ladder_lines, time_lines
from screens.cases.case_layout import Clocks
from screens.cases.case_look import Look
from screens.cases.fact_lines import Place
from screens.cases.names import CASE
from screens.cases.time_lines import NEXT, Timeline
from screens.parts.act_hints import ActHint
from screens.parts.context import Context
from screens.parts.lines import Line, Lines, Span
from screens.parts.listpane import ListPane
from screens.parts.page import Page
from screens.parts.rooms import Across, Down


class Known(msgspec.Struct, frozen=True):
    """A case as it was read, with what its clocks are worked out from."""

    case: CaseFile
    facts: ClockFacts
    calendar: Calendar | None
    names: SpokenNames
    hints: tuple[ActHint, ...]


def read(session: Session, case_id: int) -> Known:
    """The case and all that stands on its page; raises Refused when there is none."""
    row = cases.case_by_id(case_id)
    case = reading.read_case(session, case_id)
    return Known(
        case,
        due.facts_of(row),
        cases.calendar_of(session, row),
        sentences.spoken_names(),
        tuple(case_hints.hints(case, session)),
    )


def clocks_at(known: Known, session: Session, now: Millis) -> Clocks:
    """Both clocks as they stand at `now`."""
    found, facts = known.case.clocks, known.facts
    resolve = None
    if known.calendar is not None:
        resolve = deadlines.resolve_clock(facts, found, known.calendar, session.zone, now)
    return Clocks(deadlines.acknowledge_clock(facts, found, now), resolve)


def counts_left(case: CaseFile, now: Millis) -> bool:
    """Whether a countdown by the second runs among what stands left."""
    if case.closed_at is not None:
        return False
    if ladder_lines.rung_state(case, now) != "ahead":
        return True
    return case.next is not None and time_lines.step_state(case.next, now) == "due"


class CaseView(Page):
    """One case on show; `known` is None until one is."""

    def __init__(self, context: Context) -> None:
        super().__init__(id=CASE)
        self.context = context
        self.known: Known | None = None
        self._among: tuple[int, ...] = ()
        self._all_open = True
        self._shown: tuple[str, Millis] | None = None
        self._hinted: Millis = 0
        # The minute in which all of it was drawn last.
        self._drawn = 0

    def compose(self) -> ComposeResult:
        """Facts and ladder over the timeline; beside it clocks and acts."""
        with Across(id="case-panes"):
            with Down(id="case-left"):
                yield Lines(id="case-head")
                yield ListPane(self.context.ink, self.context.glyphs, id="case-times")
                yield Lines(id="case-foot")
            yield Lines(id="case-rail")
            yield Lines(id="case-side")

    # -- what is there -----------------------------------------------------------------------

    @property
    def case(self) -> CaseFile | None:
        """The case on show."""
        return self.known.case if self.known is not None else None

    @property
    def case_id(self) -> int | None:
        """Its id."""
        return self.known.case.id if self.known is not None else None

    @property
    def timeline(self) -> ListPane:
        """What happened to it."""
        return self.query_one("#case-times", ListPane)

    @property
    def selected_event(self) -> int | None:
        """The event that is selected; None on what is to be done next."""
        key = self.timeline.selected
        return key if isinstance(key, int) else None

    @property
    def place(self) -> Place | None:
        """Where it stands among those that it was opened with."""
        case_id = self.case_id
        if case_id is None or case_id not in self._among:
            return None
        return Place(self._among.index(case_id) + 1, len(self._among), self._all_open)

    def read_event(self, event_id: int) -> Callable[[int], Sequence[Line]]:
        """One event in full, as a page to read."""
        known = self.known
        if known is None:
            return lambda _room: ()
        return lambda room: time_lines.event_lines(known.case, event_id, self.look(known), room)

    # -- drawing -----------------------------------------------------------------------------

    def look(self, known: Known) -> Look:
        """What lines are drawn with now."""
        context = self.context
        return Look(
            ink=context.ink, glyphs=context.glyphs, now=context.now(), zone=context.desk.zone,
            names=known.names,
        )  # fmt: skip

    def dress(self) -> None:
        """Another theme, language or glyph set."""
        self.timeline.dress(self.context.ink, self.context.glyphs)
        if self.context.session is not None:
            self.reread()

    def on_resize(self) -> None:
        """Another size, another division."""
        self.call_after_refresh(self.draw)

    def tick(self) -> None:
        """A second has passed: what depends on it is drawn again."""
        known, now = self.known, self.context.now()
        if known is None or self.context.session is None:
            return
        hidden = self._shown is not None and now >= self._shown[1]
        if hidden:
            self._shown = None
        if now >= self._hinted + MINUTE:
            self._hint(known, now)
        # What stands left changes by the minute, unless a countdown runs in it.
        if hidden or now // MINUTE != self._drawn or counts_left(known.case, now):
            self.draw()
            return
        look = self.look(known)
        clocks = clocks_at(known, self.context.desk, now)
        if self.wide:
            self._draw_side(known, clocks, look)
        else:
            self._draw_narrow(known, clocks, look)

    def _hint(self, known: Known, now: Millis) -> None:
        """What may be done depends on the hour too."""
        found = tuple(case_hints.hints(known.case, self.context.desk))
        self.known = msgspec.structs.replace(known, hints=found)
        self._hinted = now

    def draw(self) -> None:
        """All of it; what looks the same is not drawn again."""
        known = self.known
        if known is None or not self.is_mounted or self.context.session is None:
            return
        look = self.look(known)
        self._drawn = look.now // MINUTE
        clocks = clocks_at(known, self.context.desk, look.now)
        if self.wide:
            self._draw_left(known, look)
            self._draw_side(known, clocks, look)
        else:
            self._draw_narrow(known, clocks, look)
        pane = self.timeline
        seen = pane.top <= pane.selected_index < pane.top + pane.page
        pane.source = Timeline(known.case, look, pane.inner_width)
        pane.reload()
        if seen:
            # The head may have taken another height: the window is known after that only.
            self.call_after_refresh(self._keep_seen)

    def _keep_seen(self) -> None:
        """The cursor stays in the window where it was."""
        pane = self.timeline
        if not pane.top <= pane.selected_index < pane.top + pane.page and pane.selected is not None:
            pane.select(pane.selected)

    @property
    def _full(self) -> str:
        return self._shown[0] if self._shown is not None else ""

    def _draw_left(self, known: Known, look: Look) -> None:
        head, case = self.query_one("#case-head", Lines), known.case
        # What only holds others is not drawn, and has no size to ask for.
        room, rows = head.seen.width, self.query_one("#case-side", Lines).seen.height
        if not room or not rows:
            return
        times = len(case.events) + time_lines.has_next(case)
        head.show(case_layout.left_lines(case, self.place, self._full, look, room, rows, times))

    def _draw_side(self, known: Known, clocks: Clocks, look: Look) -> None:
        side, case = self.query_one("#case-side", Lines), known.case
        size = side.seen
        if not size.width:
            return
        side.show(case_layout.side_lines(case, clocks, known.hints, look, size.width, size.height))
        rail = self.query_one("#case-rail", Lines)
        rail.show([(Span(look.glyphs.split, look.ink.rule),)] * rail.seen.height)

    def _draw_narrow(self, known: Known, clocks: Clocks, look: Look) -> None:
        head, foot = self.query_one("#case-head", Lines), self.query_one("#case-foot", Lines)
        room, rows = head.seen.width, self.size.height
        if not room:
            return
        head.show(
            case_layout.narrow_lines(known.case, clocks, self.place, self._full, look, room, rows)
        )
        foot.show(case_layout.foot_lines(known.hints, look, room))

    def to_the_end(self) -> None:
        """The newest line of the timeline, and what is to be done next."""
        pane = self.timeline
        pane.selected = NEXT
        pane.select_index(pane.source.count() - 1)
