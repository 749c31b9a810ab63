"""The first row of a call: who, the number, and its clocks (visual spec 4 "Call dock"; P1, P5)."""

from collections.abc import Mapping
from typing import Literal

import msgspec
from rich.style import Style

from frontdesk.clock import Millis
from frontdesk.packs.structs import Cadence
from frontdesk.phone import ringing
from frontdesk.phone.lists import CallLine
from frontdesk.words import _
from screens.parts.countdown import clock_text, left_text
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, ends, fit, line, width
from screens.phone.phone_strip import held_now

# Between two clocks where there is room, and where there is not.
_GAPS = (4, 2)
_BETWEEN = 2


State = Literal["calling", "talking", "held", "wrapup", "done"]
_STATES: Mapping[str, State] = {
    "ringing": "calling", "talking": "talking", "held": "held", "wrapup": "wrapup",
}  # fmt: skip


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Who is on the telephone, and the clocks of the call.

    `rang`: how long it rang, None where that is not known; `held`: how long it is on hold now,
    or was altogether; `left`: of the wrap-up, negative once it is over.
    """

    who: str
    number: str
    state: State
    talked: Millis
    held: Millis
    hold_most: Millis
    left: Millis
    about: str = ""
    rang: Millis | None = None
    cadence: Cadence | None = None
    out: bool = False


def head_of(line: CallLine, now: Millis, who: str, number: str, about: str = "") -> Head:
    """The head of an answered call as it stands at `now`."""
    facts, rules = line.facts, line.rules
    state = line.state(now)
    holding = state == "held"
    return Head(
        who=who,
        number=number,
        state=_STATES.get(state, "done"),
        talked=ringing.talked(facts, line.holds, now),
        held=held_now(line, now) if holding else ringing.held(line.holds, facts.ended_at or now),
        hold_most=rules.hold_most,
        left=rules.wrap_up - ringing.wrapped(facts, now),
        about=about,
        rang=ringing.rang(facts, now),
        cadence=line.pack.rings[line.pack.country],
        out=line.direction == "out",
    )


def head_lines(head: Head, room: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """One row of exactly `room` cells; what is known of the caller gives way first."""
    who = line((glyphs.text(head.who), ink.hi))
    number = line((glyphs.text(head.number), ink.fg))
    about = line((glyphs.text(head.about), ink.dim))
    clocks = _clocks(head, ink, glyphs)
    long = [_spread(clocks, gap) for gap in _GAPS]
    short = _spread(_clocks(head, ink, glyphs, short=True), _GAPS[-1])
    offered = (
        ([who, about, number], long),
        ([who, number], [*long, short]),
        ([who], [short]),
    )
    for parts, rights in offered:
        left = _spread([part for part in parts if part], _BETWEEN)
        for right in rights:
            if width(left) + _BETWEEN + width(right) <= room:
                return [ends(left, right, room)]
    return [fit(ends(who, short, room, gap=_GAPS[-1], more=glyphs.more), room, more=glyphs.more)]


def _spread(parts: list[Line], gap: int) -> Line:
    out: Line = ()
    for part in parts:
        out += (*line(" " * gap if out else ""), *part)
    return out


def _clocks(head: Head, ink: Ink, glyphs: Glyphs, *, short: bool = False) -> list[Line]:
    """Answered after, talking, on hold, after the call; only what runs now is bold."""
    if head.state == "calling":
        return [line((_("calling") + " ", ink.dim), (clock_text(head.rang or 0), ink.hi))]
    live = {"talking": head.state == "talking", "held": head.state == "held"}
    talk = clock_text(head.talked)
    held = clock_text(head.held)
    most = clock_text(head.hold_most)
    hold = f"{held}/{most}" if short else _("{time} of {most}").format(time=held, most=most)
    words = (
        ("", _("talk"), _("hold"), _("after"))
        if short
        else (
            _("reached") if head.out else _("answered in"),
            _("talking"),
            _("on hold"),
            _("after call"),
        )
    )
    told = (
        _answered(head, ink, glyphs),
        line((talk, ink.hi if live["talking"] else ink.fg)),
        line((hold, _hold_style(head, ink))),
        _after(head, ink),
    )
    return [
        (*line((f"{word} " if word else "", ink.dim)), *one)
        for word, one in zip(words, told, strict=True)
        if one
    ]


def _answered(head: Head, ink: Ink, glyphs: Glyphs) -> Line:
    """How long it rang, and whether that was in time."""
    if head.rang is None:
        return line((glyphs.dash, ink.dim))
    told = line((clock_text(head.rang), ink.fg))
    if head.out or head.cadence is None:
        return told
    if head.rang >= ringing.answer_by(head.cadence):
        return line((f"{glyphs.due} {clock_text(head.rang)}", ink.due_text))
    return line((f"{glyphs.done} ", ink.done)) + told


def _hold_style(head: Head, ink: Ink) -> Style:
    if head.state != "held":
        return ink.fg
    return ink.due if head.held >= head.hold_most else ink.soon


def _after(head: Head, ink: Ink) -> Line:
    """What there is for the record; while it runs it is amber, and red when it is over."""
    if head.state in ("talking", "held"):
        return line((left_text(head.left), ink.fg))
    if head.left < 0:
        return line((_("{time} late").format(time=clock_text(-head.left)), ink.due_text))
    return line((left_text(head.left), ink.soon if head.state == "wrapup" else ink.fg))
