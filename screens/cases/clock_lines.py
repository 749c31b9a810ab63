"""The long clocks of a case: countdown, due instant, a bar, what stands under it (visual 4; C4)."""

from collections.abc import Sequence
from itertools import groupby

import msgspec
from rich.style import Style

from frontdesk.cases import sentences
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.deadlines import DayPart, LongClock
from frontdesk.words import _, n_
from screens.cases.case_look import Look, day_number, hours_text, span_text, weekday
from screens.parts import cells
from screens.parts.countdown import countdown, remaining
from screens.parts.ink import Ink
from screens.parts.lines import Line, Span, cut, ends, fit, line, width

DAY_CELLS = 7
# So many rows of a bar at most; more days than fit in them share one row.
ROWS = 2
QUARTERS = 4
EIGHTHS = 8
FLAT_WORD, FLAT_BAR = 12, 20
_FLAT_LEFT = 24


class _Cell(msgspec.Struct, frozen=True):
    """One cell of a bar: how much of it is over, in eighths, in which style, with a tick or not."""

    part: int
    fill: Style
    tick: bool = False
    stood: bool = False
    sign: str = ""


# -- the words around a bar --------------------------------------------------------------------


def acknowledge_note(clock: LongClock) -> str:
    """How long there is to acknowledge: `24 h`."""
    return "" if clock.due_at is None else span_text(clock.due_at - clock.begins_at)


def resolve_note(case: CaseFile) -> str:
    """`5 working days`."""
    days = case.clocks.days
    if days is None:
        return ""
    return n_("{count} working day", "{count} working days", days).format(count=days)


def head(clock: LongClock, look: Look, room: int) -> Line:
    """`◕ 1:16:48 left          Mon 23 Nov 9:05` in exactly `room` cells."""
    return ends(_left(clock, look), _right(clock, look), room, more=look.glyphs.more)


def _left(clock: LongClock, look: Look) -> Line:
    ink, glyphs = look.ink, look.glyphs
    if clock.state == "due":
        return line((f" {glyphs.due} {countdown('due', clock.left)} ", ink.due))
    if clock.state == "done" and clock.done_at is not None:
        told = line((f"{glyphs.done} ", ink.done), (look.stamp(clock.done_at), ink.fg))
        if clock.left < 0:
            late = countdown("due", clock.left)
            return told + line((f" {glyphs.dot} ", ink.dim), (late, ink.due_text))
        return told + line((f" {glyphs.dot} ", ink.dim), (_("in time"), ink.done))
    if clock.state == "standing":
        return line((f"{glyphs.changed} ", ink.strong), (_("the clock stands"), ink.strong))
    if clock.state == "soon":
        return line((f"{glyphs.soon} {remaining(clock.left)}", ink.soon))
    return line((f"{glyphs.ahead} ", ink.dim), (remaining(clock.left), ink.strong))


def _right(clock: LongClock, look: Look) -> Line:
    if clock.due_at is None:
        hours = _("{hours} h left").format(hours=hours_text(clock.left))
        return line((hours, look.ink.fg))
    if clock.state == "done":
        return line((look.stamp(clock.due_at), look.ink.dim))
    return line((look.full(clock.due_at), look.ink.fg))


# -- acknowledge: by the clock -----------------------------------------------------------------


def acknowledge_lines(clock: LongClock, look: Look, room: int) -> list[Line]:
    """Countdown, bar and three instants under it."""
    return [head(clock, look, room), bar(clock, look, room), _marks(clock, look, room)]


def bar(clock: LongClock, look: Look, room: int, *, odd: bool = False) -> Line:
    """One bar for the whole time, with a tick at each quarter."""
    quarters = {room * at // QUARTERS for at in range(1, QUARTERS)}
    filled = round(clock.share * room * EIGHTHS)
    found = []
    for at in range(room):
        part = min(EIGHTHS, max(0, filled - at * EIGHTHS))
        sign = look.glyphs.now if at == room - 1 and clock.state == "due" else ""
        found.append(_Cell(part, _shade(clock, at / room, look.ink), at in quarters, sign=sign))
    return _drawn(found, look, odd=odd)


def _marks(clock: LongClock, look: Look, room: int) -> Line:
    """`9:05 Sun        21:05        9:05 Mon`: the days only where there are two."""
    if not clock.marks:
        return ()
    days = {look.day(at) for at in clock.marks}
    words = [look.clock(at) for at in clock.marks]
    for at in (0, -1):
        if len(days) > 1:
            day = weekday(look.day(clock.marks[at]))
            words[at] = _("{time} {weekday}").format(time=words[at], weekday=day)
    begin, middle, end = words[0], words[len(words) // 2], words[-1]
    gap = (room - cells.width(middle)) // 2 - cells.width(begin)
    left = f"{begin}{' ' * max(1, gap)}{middle}"
    ink, more = look.ink, look.glyphs.more
    return ends(line((left, ink.dim)), line((end, ink.dim)), room, more=more)


# -- resolve: by working days ------------------------------------------------------------------


def resolve_lines(case: CaseFile, clock: LongClock, look: Look, room: int) -> list[Line]:
    """Countdown, why it stands, and the days: seven cells each, a week of five in a row."""
    shown = [head(clock, look, room)]
    pause = case.paused
    if clock.state == "standing" and pause is not None:
        word = look.text(sentences.word(case, "pause", pause.reason))
        since = _("since {time}").format(time=look.stamp(pause.began_at))
        reason, began = line((word, look.ink.fg)), line((since, look.ink.dim))
        more = look.glyphs.more
        # A long reason has a row to itself.
        shown += (
            [cut(reason, room, more), ends((), began, room, more=more)]
            if width(reason) + width(began) >= room
            else [ends(reason, began, room, more=more)]
        )
    return [*shown, *day_lines(clock, look, room)]


def day_lines(clock: LongClock, look: Look, room: int) -> list[Line]:
    """The bar day by day with the days named under it; more than two weeks share one row."""
    days = list(clock.parts)
    a_row = max(1, room // DAY_CELLS)
    if len(days) > a_row * ROWS:
        return _many_days(days, clock, look, room)
    shown: list[Line] = []
    for begin in range(0, len(days), a_row):
        week = days[begin : begin + a_row]
        shown.append(_drawn(_day_cells(week, begin, DAY_CELLS, clock, look.ink), look))
        shown.append(_names(week, look))
    return shown


def _many_days(days: list[DayPart], clock: LongClock, look: Look, room: int) -> list[Line]:
    each = max(1, room // len(days))
    shown = _drawn(_day_cells(days, 0, each, clock, look.ink), look)
    first, last = day_number(days[0].day), day_number(days[-1].day)
    today = next((one for one in days[1:-1] if one.today), None)
    names = line((first, look.ink.dim))
    if today is not None:
        names += line("  ", (day_number(today.day), look.ink.hi))
    taken = min(room, each * len(days))
    return [
        fit(shown, room),
        ends(names, line((last, look.ink.dim)), max(taken, DAY_CELLS * 2), more=look.glyphs.more),
    ]


def _day_cells(
    days: Sequence[DayPart], first: int, each: int, clock: LongClock, ink: Ink
) -> list[_Cell]:
    """`each` cells a day: what is over of it, where the clock stood shaded."""
    found = []
    count = len(clock.parts)
    for at, day in enumerate(days):
        filled = round(day.share * each * EIGHTHS)
        for cell in range(each):
            part = min(EIGHTHS, max(0, filled - cell * EIGHTHS))
            # When in the day it stood is not told by one figure: it ends where the day has come.
            over = filled / EIGHTHS
            stood = over - day.stood * each <= cell < over and day.stood > 0
            shade = _shade(clock, (first + at + cell / each) / count, ink)
            found.append(
                _Cell(
                    part,
                    shade,
                    tick=cell == 0 and at > 0 and each > 1,
                    stood=stood,
                )
            )
    return found


def _names(days: Sequence[DayPart], look: Look) -> Line:
    spans: list[Span] = []
    for day in days:
        word = cells.cut(day_number(day.day), DAY_CELLS - 1, "")
        spans += line((word, look.ink.hi if day.today else look.ink.dim))
        spans.append(Span(" " * (DAY_CELLS - cells.width(word))))
    return tuple(spans)


# -- drawing -----------------------------------------------------------------------------------


def _shade(clock: LongClock, at: float, ink: Ink) -> Style:
    """Grey, amber in the window; late: red from the window on; done: the green of what is met."""
    if clock.state == "done":
        return ink.due_fill if clock.left < 0 and at >= clock.soon_share else ink.done_fill
    if clock.state == "due":
        return ink.due_fill if at >= clock.soon_share else ink.fill
    return ink.soon_fill if at >= clock.soon_share else ink.fill


def _drawn(found: Sequence[_Cell], look: Look, *, odd: bool = False) -> Line:
    """The cells as spans; `odd` takes the other pair of shades, so that two bars stay two."""
    track = look.ink.track_odd if odd else look.ink.track
    spans = [_cell(one, look, track) for one in found]
    return tuple(
        Span("".join(span.text for span in alike), style)
        for style, alike in groupby(spans, lambda span: span.style)
    )


# Without colours a bar is told by its signs.
_FLAT_FULL, _FLAT_SOON, _FLAT_DUE, _FLAT_STOOD = "=", "~", "!", ":"


def _cell(one: _Cell, look: Look, track: Style) -> Span:
    """A cell: full as a ground, begun as a block, a tick at its left edge."""
    ink, glyphs = look.ink, look.glyphs
    if ink.flat or glyphs.plain:
        return _plain_cell(one, look)
    ground = Style(bgcolor=one.fill.color)
    if one.sign:
        return Span(one.sign, (ground if one.part else track) + ink.on_due)
    if one.stood:
        return Span(glyphs.shade, track + (ink.fill if one.part else ink.faint))
    if one.tick and one.part in (0, EIGHTHS):
        page = Style(color=ink.colours.background)
        return Span(glyphs.tick, ground + page if one.part else track + ink.faint)
    if one.part == 0:
        return Span(" ", track)
    if one.part == EIGHTHS:
        return Span(" ", ground)
    return Span(glyphs.eighths[one.part - 1], track + one.fill)


def _plain_cell(one: _Cell, look: Look) -> Span:
    ink = look.ink
    full = one.part * 2 >= EIGHTHS
    sign = {id(ink.soon_fill): _FLAT_SOON, id(ink.due_fill): _FLAT_DUE}.get(
        id(one.fill), _FLAT_FULL
    )
    if ink.flat:
        ground = one.fill if full else Style()
    else:
        ground = Style(bgcolor=one.fill.color) if full else ink.track
    if one.sign:
        return Span(one.sign, ground)
    if one.stood:
        return Span(_FLAT_STOOD, ground)
    if one.tick and not full:
        return Span(look.glyphs.tick, ground)
    return Span(sign if full else "." if ink.flat else " ", ground)


# -- one line at 80 columns --------------------------------------------------------------------


def flat(word: str, clock: LongClock, look: Look, room: int, *, odd: bool = False) -> Line:
    """`Acknowledge ◕ 1:16:48 left   ▌▌▌▌▌▌   Mon 23 Nov 9:05` in exactly `room` cells."""
    ink, more = look.ink, look.glyphs.more
    left = (
        *line((cells.pad(word, FLAT_WORD, more), ink.dim), " "),
        *fit(_left(clock, look), _FLAT_LEFT, more=more),
        *line(" "),
    )
    drawn = _flat_bar(clock, look, odd)
    return ends((*left, *drawn), _right(clock, look), room, more=more)


def _flat_bar(clock: LongClock, look: Look, odd: bool) -> Line:
    days = list(clock.parts)
    each = FLAT_BAR // len(days) if days else 0
    if not each:
        return bar(clock, look, FLAT_BAR, odd=odd)
    found = _day_cells(days, 0, each, clock, look.ink)
    return fit(_drawn(found, look, odd=odd), FLAT_BAR)


def short(word: str, clock: LongClock, look: Look, room: int) -> Line:
    """`acknowledged ✓ Mon 8:00 · in time`: what became of it."""
    left = line((cells.pad(word, FLAT_WORD, look.glyphs.more), look.ink.dim), " ")
    return fit((*left, *_left(clock, look)), room, more=look.glyphs.more)
