"""The timeline of a case: newest last, and after it what is to be done next (C3, C4)."""

from collections.abc import Hashable, Sequence
from typing import Final, Literal

from rich.style import Style

from frontdesk.cases import sentences
from frontdesk.cases.case_file import CaseFile, EventLine
from frontdesk.cases.steps import Step, StepCode
from frontdesk.clock import Millis
from frontdesk.words import _
from screens.cases import fact_lines
from screens.cases.case_look import Look, day_number, month_day
from screens.parts import cells
from screens.parts.countdown import countdown
from screens.parts.lines import BLANK, Line, cut, ends, fit, line
from screens.parts.listpane import Row
from screens.parts.panel import rule_line
from screens.parts.prose import wrap

NEXT: Final = "next"
"""The key of the last row, which is no event: what is due next."""

CLOCK = 5
# A day further away than this is said by its month.
_NEAR = 20
_PHONE = "phone"

State = Literal["ahead", "soon", "due"]


class Timeline:
    """The rows of the timeline; only those on show are made."""

    def __init__(self, case: CaseFile, look: Look, room: int) -> None:
        self._case, self._look, self._room = case, look, room
        self._places: dict[Hashable, int] = {one.id: at for at, one in enumerate(case.events)}
        if has_next(case):
            self._places[NEXT] = len(case.events)
        self._day = max((cells.width(_day(one.at, look)) for one in case.events), default=0)

    def count(self) -> int:
        """How many rows there are."""
        return len(self._places)

    def rows(self, top: int, many: int) -> Sequence[Row]:
        """At most `many` rows from index `top`."""
        case, events = self._case, self._case.events
        found = []
        for at in range(top, min(top + many, self.count())):
            if at < len(events):
                # Of a window's first row the day is said again.
                before = events[at - 1] if at > top else None
                found.append(Row(events[at].id, (self._event(events[at], before),)))
            else:
                found.append(Row(NEXT, (self._next(case, top == at),)))
        return found

    def index(self, key: Hashable) -> int | None:
        """Where the row of `key` stands."""
        return self._places.get(key)

    def _event(self, event: EventLine, before: EventLine | None) -> Line:
        look = self._look
        day = _day(event.at, look)
        told = "" if before is not None and _day(before.at, look) == day else day
        sign, style = mark(event, self._case, look)
        return self._row(
            told,
            look.clock(event.at),
            line((f"{sign} ", style)),
            _said(self._case, event, look),
            event.staff,
        )

    def _next(self, case: CaseFile, alone: bool) -> Line:
        look = self._look
        day = _day(look.now, look)
        last = case.events[-1] if case.events else None
        told = day if alone or last is None or _day(last.at, look) != day else ""
        sign, words = next_words(case, look)
        return self._row(told, look.clock(look.now), sign, words, case.owner)

    def _row(self, day: str, clock: str, sign: Line, words: Line, who: str) -> Line:
        ink, more = self._look.ink, self._look.glyphs.more
        left = line(
            " ",
            (cells.pad(day, self._day, more), ink.dim),
            " ",
            (cells.right(clock, CLOCK), ink.fg),
            "  ",
            *sign,
            *words,
        )
        right = line((cells.cut(self._look.text(who), _WHO, more), ink.dim))
        return ends(left, right, self._room, more=more)


_WHO = 14


def has_next(case: CaseFile) -> bool:
    """Whether something is still to be done: a closed case is at its end."""
    return case.closed_at is None and (case.next is not None or case.paused is not None)


def _day(at: Millis, look: Look) -> str:
    day = look.day(at)
    apart = abs((look.day(look.now) - day).days)
    return day_number(day) if apart <= _NEAR else month_day(day)


def _said(case: CaseFile, event: EventLine, look: Look) -> Line:
    """What happened and what was written; of a note only what was written."""
    ink = look.ink
    said = look.text(sentences.event(case, event, look.names))
    written = look.text(sentences.written(case, event, look.names))
    if event.what == "note" and written:
        return line((written, ink.fg))
    if not written:
        return line((said, ink.fg))
    return line((said, ink.fg), (f" {look.glyphs.dot} {written}", ink.dim))


def mark(event: EventLine, case: CaseFile, look: Look) -> tuple[str, Style]:
    """The sign of what happened."""
    glyphs, ink = look.glyphs, look.ink
    if event.what in ("opened", "acknowledged"):
        by_phone = _PHONE in (event.code_from, event.code_to)
        sign = glyphs.call if by_phone else glyphs.corrected
    elif event.what == "severity":
        graver = _place(case, event.code_to) >= _place(case, event.code_from)
        sign = glyphs.up if graver else glyphs.down
    elif event.what == "passed":
        sign = glyphs.up if event.code_from != event.code_to else glyphs.now
    elif event.what in ("declined", "replied") and event.code_to != "yes":
        sign = glyphs.wrong
    else:
        sign = {
            "note": glyphs.corrected, "corrected": glyphs.corrected, "proposed": glyphs.corrected,
            "accepted": glyphs.now, "resumed": glyphs.now, "sheet": glyphs.now,
            "paused": glyphs.changed, "joint": glyphs.changed, "redated": glyphs.changed,
            "reopened": glyphs.changed, "reported": glyphs.up, "linked": glyphs.dot,
            "attached": glyphs.dot, "printed": glyphs.dot,
        }.get(event.what, glyphs.done)  # fmt: skip
    return sign, ink.accent


def _place(case: CaseFile, severity: str) -> int:
    codes = [one.code for one in case.rules.severities]
    return codes.index(severity) if severity in codes else 0


# -- what is due next --------------------------------------------------------------------------


def step_state(step: Step, now: Millis) -> State:
    """How its time stands."""
    if now >= step.due_at:
        return "due"
    return "soon" if now >= step.due_at - step.window else "ahead"


def next_words(case: CaseFile, look: Look) -> tuple[Line, Line]:
    """The sign and the words of the last row, in the colour of their time."""
    ink, glyphs, step = look.ink, look.glyphs, case.next
    if step is None:
        return line((f"{glyphs.changed} ", ink.accent)), line((_("the clock stands"), ink.dim))
    word = step_word(step.step, case, look)
    state = step_state(step, look.now)
    if state == "due":
        late = countdown("due", step.due_at - look.now)
        due = line((f"{glyphs.due} ", ink.due_text))
        return due, line((f" {word.upper()} {glyphs.dot} {late} ", ink.due))
    said = _("next: {step} by {time}").format(step=word, time=look.stamp(step.due_at))
    if state == "soon":
        return line((f"{glyphs.soon} ", ink.soon_text)), line((said, ink.soon_text))
    return line((f"{glyphs.ahead} ", ink.dim)), line((said, ink.fg))


def step_word(step: StepCode, case: CaseFile, look: Look) -> str:
    """What is to be done, inside a sentence."""
    if step == "accept":
        return _("{who} accepts").format(who=look.text(case.offered))
    return {
        "acknowledge": _("acknowledge"),
        "rung": _("resolve or pass up"),
        "resolve": _("resolve"),
    }[step]


def timeline_title(look: Look, room: int) -> Line:
    """`Timeline ───── n note   Enter open`."""
    ink = look.ink
    note = line(("n", ink.key), (f" {_('note')}   ", ink.dim), (_("Enter"), ink.key))
    note += line((f" {_('open')}", ink.dim))
    return rule_line(_("Timeline"), room, ink, look.glyphs, note)


# -- one event in full -------------------------------------------------------------------------


def event_lines(case: CaseFile, event_id: int, look: Look, room: int) -> list[Line]:
    """One event as a page to read: what, when, who, all that was written; of the first the form."""
    ink = look.ink
    title = fact_lines.title(case)
    event = next((one for one in case.events if one.id == event_id), None)
    if event is None:
        return [
            rule_line(title, room, ink, look.glyphs), BLANK,
            line((_("This is not on the timeline any more."), ink.fg)),
        ]  # fmt: skip
    sign, style = mark(event, case, look)
    said = look.text(sentences.event(case, event, look.names))
    shown: list[Line] = [
        rule_line(title, room, ink, look.glyphs, look.full(event.at)),
        BLANK,
        cut(line((f"{sign} ", style), (said, ink.hi)), room, look.glyphs.more),
    ]
    if event.staff:
        shown.append(fit(line("  ", (look.text(event.staff), ink.dim)), room))
    shown.append(BLANK)
    written = sentences.written(case, event, look.names)
    for part in written.splitlines():
        rows = wrap(look.glyphs.text(part), max(1, room - 2))
        shown += [line("  ", (row, ink.fg)) for row in rows]
    if written.strip():
        shown.append(BLANK)
    return [*shown, *(fact_lines.form_lines(case, look, room) if event.what == "opened" else [])]
