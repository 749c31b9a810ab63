"""What of a case stands where, for the rows there are: pure, from top to bottom (visual 4, 5)."""

from collections.abc import Sequence

import msgspec

from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.deadlines import LongClock
from frontdesk.words import _
from screens.cases import (
    clock_lines,
    closing_lines,
    fact_lines,
    ladder_lines,
    now_lines,
    time_lines,
    trace_lines,
)
from screens.cases.case_look import Look
from screens.cases.fact_lines import Place
from screens.parts.act_hints import ActHint
from screens.parts.lines import BLANK, Line
from screens.parts.panel import rule_line

# The timeline keeps so many rows, and the acts, whatever else there is to say.
TIMES, ACTS = 6, 4
# So many rows of what was said have to fit before the ladder is drawn closer.
SAID = 3
LEAST_FACTS, LEAST_TRACE = 4, 3
CHAIN = 2
SHORT_FACTS, TALL_FACTS = 3, 6
# From so many rows one pane has room for more words.
TALL_PANE = 26


class Clocks(msgspec.Struct, frozen=True):
    """The two clocks as they stand now; None where there is none."""

    acknowledge: LongClock | None
    resolve: LongClock | None


def left_lines(
    case: CaseFile, place: Place | None, full: str, look: Look, room: int, rows: int, times: int
) -> list[Line]:
    """Title, facts, ladder and the timeline's title; `times` are the rows that it would like."""
    title = fact_lines.title_line(case, place, look, room)
    wanted = min(TIMES, times)
    for spaced, airy in ((True, True), (False, True), (False, False)):
        gap = [BLANK] if airy else []
        below = _ladder(case, look, room, gap, spaced=spaced)
        below += [*gap, time_lines.timeline_title(look, room), *gap]
        left = rows - 1 - len(gap) - len(below) - wanted
        if left >= len(fact_lines.fact_lines(case, full, look, room, rows, said_most=SAID)):
            break
    facts = fact_lines.fact_lines(case, full, look, room, max(LEAST_FACTS, left))
    return [title, *gap, *facts, *below]


def _ladder(case: CaseFile, look: Look, room: int, gap: list[Line], *, spaced: bool) -> list[Line]:
    if not ladder_lines.has_ladder(case):
        return []
    note = _("who holds it, from when, till when")
    title = rule_line(_("Ladder"), room, look.ink, look.glyphs, note)
    return [*gap, title, *gap, *ladder_lines.ladder_lines(case, look, room, spaced=spaced)]


# -- the pane beside ---------------------------------------------------------------------------


def side_lines(
    case: CaseFile, clocks: Clocks, hints: Sequence[ActHint], look: Look, room: int, rows: int
) -> list[Line]:
    """Clocks or how it ended, how the times were worked out, and what can be done now."""
    whole = len(trace_lines.trace_lines(case, look, room, rows))
    acts = min(ACTS, len(hints))
    for airy, gaps in ((True, True), (False, True), (False, False)):
        gap = [BLANK] if gaps else []
        above = _above(case, clocks, look, room, gap, rows - acts - 2)
        head = [BLANK, rule_line(_("How the times were worked out"), room, look.ink, look.glyphs)]
        head += [BLANK] if airy else []
        left = rows - len(above) - len(head) - 2 - acts
        if left >= whole:
            break
    trace = trace_lines.trace_lines(case, look, room, left) if left >= LEAST_TRACE else []
    shown = [*above, *(head if trace else []), *trace]
    if shown:
        shown.append(BLANK)
    now = [rule_line(_("Now"), room, look.ink, look.glyphs)]
    now += now_lines.act_rows(hints, look, room, max(acts, rows - len(shown) - 1))
    # What can be done is never lost for want of rows.
    return [*shown[: max(0, rows - len(now))], *now][:rows]


def _above(
    case: CaseFile, clocks: Clocks, look: Look, room: int, gap: list[Line], most: int
) -> list[Line]:
    if case.closed_at is not None:
        times = short_clocks(clocks, look, room)
        return [
            *closing_lines.closing_lines(case, look, room, most),
            *[BLANK][: len(times)],
            *times,
        ]
    ink, glyphs = look.ink, look.glyphs
    shown: list[Line] = []
    if clocks.acknowledge is not None:
        note = clock_lines.acknowledge_note(clocks.acknowledge)
        shown += [rule_line(_("Acknowledge"), room, ink, glyphs, note), *gap]
        shown += clock_lines.acknowledge_lines(clocks.acknowledge, look, room)
    if clocks.resolve is not None:
        note = clock_lines.resolve_note(case)
        shown += [BLANK] if shown else []
        shown += [rule_line(_("Resolve"), room, ink, glyphs, note), *gap]
        shown += clock_lines.resolve_lines(case, clocks.resolve, look, room)
    return shown


def short_clocks(clocks: Clocks, look: Look, room: int) -> list[Line]:
    """A row a clock: what became of it."""
    told = ((_("acknowledged"), clocks.acknowledge), (_("resolved"), clocks.resolve))
    return [clock_lines.short(word, one, look, room) for word, one in told if one is not None]


# -- one pane ----------------------------------------------------------------------------------


def narrow_lines(
    case: CaseFile, clocks: Clocks, place: Place | None, full: str, look: Look, room: int, rows: int
) -> list[Line]:
    """At 80 columns: who and how grave, what was said, the ladder lying, the clocks in one row."""
    said = TALL_FACTS if rows >= TALL_PANE else SHORT_FACTS
    shown = [
        fact_lines.title_line(case, place, look, room, short=True),
        *fact_lines.head_lines(case, full, look, room),
        *fact_lines.short_facts(case, look, room, said),
    ]
    if ladder_lines.has_ladder(case):
        shown += ladder_lines.flat_ladder(case, look, room)
    if case.closed_at is not None:
        shown += closing_lines.short_closing(case, look, room)
    else:
        if clocks.acknowledge is not None:
            shown.append(clock_lines.flat(_("Acknowledge"), clocks.acknowledge, look, room))
        if clocks.resolve is not None:
            shown.append(clock_lines.flat(_("Resolve"), clocks.resolve, look, room, odd=True))
    return [*shown, time_lines.timeline_title(look, room)]


def foot_lines(hints: Sequence[ActHint], look: Look, room: int) -> list[Line]:
    """What can be done, under the timeline of one pane."""
    return now_lines.act_chain(hints, look, room, CHAIN)
