"""The ladder of a case: who holds it, from when, till when; the top rung is the highest post (C3).

Visual spec 4 "Ladder": rungs passed green, held in the accent with an inverse number, ahead faint.
"""

from collections.abc import Mapping, Sequence

import msgspec
from rich.style import Style

from frontdesk.cases import sentences
from frontdesk.cases.case_file import CaseFile, RungLine, RungState
from frontdesk.clock import Millis
from frontdesk.words import _
from screens.cases.case_look import Look
from screens.parts import cells
from screens.parts.countdown import State, countdown, remaining
from screens.parts.lines import Line, Span, cut, fit, line, over, width
from screens.parts.stepper import Stage, StepState
from screens.parts.stepper import flat as flat_route

INDENT = 2
BAR = 2
# The signs of a rung: both rails, both bars, a number between.
STEP = 9
NAME_MOST, STAFF_MOST, STAFF_LEAST = 18, 12, 6
GAP = 2


class _Rung(msgspec.Struct, frozen=True):
    """One rung as words: what it is called, who, when, what of it."""

    line: RungLine
    name: str
    staff: str
    when: str
    note: str
    noted: Style


def has_ladder(case: CaseFile) -> bool:
    """Whether there is anything above the rung it began on."""
    return len(case.rungs) > 1


def rung_state(case: CaseFile, now: Millis) -> State:
    """How the time stands that the case may stay where it is."""
    until = case.rung_until
    if until is None:
        return "ahead"
    if now >= until:
        return "due"
    return "soon" if now >= until - case.held.window else "ahead"


def ladder_lines(case: CaseFile, look: Look, room: int, *, spaced: bool) -> list[Line]:
    """The rungs from the top; `spaced`: with rails between them and feet."""
    told = [_told(case, one, look) for one in reversed(case.rungs)]
    named = min(NAME_MOST, max(cells.width(one.name) for one in told))
    staff = max(STAFF_LEAST, min(STAFF_MOST, max(cells.width(one.staff) for one in told)))
    when = max(cells.width(one.when) for one in told)
    shown: list[Line] = []
    for at, one in enumerate(told):
        shown.append(_row(one, named, staff, when, look, room))
        if spaced:
            shown.append(_rails(told, at, look))
    return shown


def _rails(told: Sequence[_Rung], at: int, look: Look) -> Line:
    """Under a rung: dotted where what is above was not reached, else on its way or its feet."""
    ink, glyphs = look.ink, look.glyphs
    above = told[at].line.state
    below = told[at + 1].line.state if at + 1 < len(told) else above
    ahead = above in ("ahead", "offered")
    sign = glyphs.rail if ahead else glyphs.split
    style = ink.faint if ahead or "skipped" in (above, below) else ink.done
    if above == below == "held":
        style = ink.accent
    return line(" " * INDENT, (sign, style), " " * (STEP - 2), (sign, style))


_NUMBER: Mapping[RungState, str] = {
    "passed": "done", "skipped": "faint", "held": "accent", "offered": "accent", "ahead": "faint",
}  # fmt: skip


def _row(one: _Rung, named: int, staff: int, when: int, look: Look, room: int) -> Line:
    ink, glyphs = look.ink, look.glyphs
    state = one.line.state
    rail: Style = getattr(ink, _NUMBER[state])
    held = state == "held"
    number = Style(color=ink.colours.background, bgcolor=ink.colours.accent, bold=True)
    if ink.flat:
        number = Style(bold=True, reverse=True)
    bars = glyphs.rule * BAR
    gone = state in ("skipped", "ahead")
    plain = ink.dim if gone else ink.fg
    mark, marked = _mark(state, look)
    left = line(
        " " * INDENT,
        (f"{glyphs.tee_left}{bars}", rail),
        (f" {one.line.place} ", number if held else ink.dim if gone else rail + Style(bold=True)),
        (f"{bars}{glyphs.tee_right}", rail),
        " ",
        (f"{mark} ", marked),
        (cells.pad(one.name, named, glyphs.more), ink.hi if held else plain),
        " " * GAP,
        (cells.pad(one.staff, staff, glyphs.more), plain),
        " " * GAP,
        (cells.right(one.when, when, glyphs.more), ink.hi if held else plain),
        " " * GAP,
        (one.note, one.noted),
    )
    shown = fit(left, room, more=glyphs.more)
    if not held:
        return shown
    # The band begins a little before the rails.
    return (shown[0]._replace(text=" "), *over(ink.panel, (Span(" " * (INDENT - 1)), *shown[1:])))


def _mark(state: RungState, look: Look) -> tuple[str, Style]:
    ink, glyphs = look.ink, look.glyphs
    return {
        "passed": (glyphs.done, ink.done),
        "skipped": (glyphs.dash, ink.faint),
        "held": (glyphs.now, ink.title),
        "offered": (glyphs.changed, ink.strong),
        "ahead": (glyphs.ahead, ink.dim),
    }[state]


def _told(case: CaseFile, one: RungLine, look: Look) -> _Rung:
    name = look.text(sentences.word(case, f"rung.{one.code}", "name"))
    when, note, style = _when(case, one, look)
    return _Rung(one, name, look.text(one.staff), when, note, style)


def _when(case: CaseFile, one: RungLine, look: Look) -> tuple[str, str, Style]:
    """From when till when, and what more there is to say."""
    dim = look.ink.dim
    if one.state == "skipped":
        return "", _("passed over"), dim
    if one.state == "offered":
        asked = "" if one.since is None else _("asked {time}").format(time=look.stamp(one.since))
        return asked, _("not accepted yet"), look.ink.strong
    if one.state == "ahead":
        return _ahead(one, look)
    if one.state == "held" and one.since is not None:
        since = _("now since {time}").format(time=look.stamp(one.since))
        return since, *_held(case, look)
    if one.since is None or one.until is None:
        return "", look.text(one.note), dim
    return look.span(one.since, one.until), look.text(one.note), dim


def _ahead(one: RungLine, look: Look) -> tuple[str, str, Style]:
    if one.since is None:
        return "", "", look.ink.dim
    note = _("if not resolved") if look.now < one.since else _("not passed up")
    return look.full(one.since), note, look.ink.dim


def _held(case: CaseFile, look: Look) -> tuple[str, Style]:
    """Till when it may stay there, in the colour of that."""
    ink, until = look.ink, case.rung_until
    if until is None:
        return "", ink.dim
    state = rung_state(case, look.now)
    if state == "due":
        return countdown("due", until - look.now), ink.due_text
    if state == "soon":
        return remaining(until - look.now), ink.soon_text
    return _("till {time}").format(time=look.stamp(until)), ink.dim


# -- at 80 columns -----------------------------------------------------------------------------


def flat_ladder(case: CaseFile, look: Look, room: int) -> list[Line]:
    """The ladder lying down, one row where it fits, else what is ahead in a second."""
    stages = [_stage(case, one, look) for one in case.rungs]
    done, ahead = flat_route(stages, room, look.ink, look.glyphs)
    link = line(" ", (look.glyphs.rule * BAR, look.ink.faint), " ")
    # In one row the rail that leads what is ahead is not wanted.
    joined = (*done, *link, *ahead[1:])
    if not ahead or width(joined) <= room:
        return [done if not ahead else joined]
    return [done, cut(ahead, room, look.glyphs.more)]


def _stage(case: CaseFile, one: RungLine, look: Look) -> Stage:
    told = _told(case, one, look)
    word = told.name
    if one.state == "held":
        state = rung_state(case, look.now)
        step: StepState = "now" if state == "ahead" else "due" if state == "due" else "soon"
        return Stage(step, " ".join(part for part in (word, told.staff, told.note) if part))
    if one.state == "passed":
        return Stage("done", word)
    if one.state == "skipped":
        return Stage("skipped", word)
    if one.state == "offered":
        return Stage("ahead", _("{rung} {who} asked").format(rung=word, who=told.staff))
    since = look.stamp(one.since) if one.since is not None else ""
    return Stage("ahead", " ".join(part for part in (word, since) if part))
