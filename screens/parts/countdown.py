"""Clocks and countdowns in words (visual spec 4 "Countdown", 6; W1, X3)."""

from typing import Literal

from frontdesk.clock import DAY, HOUR, MINUTE, SECOND, Millis
from frontdesk.words import _
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, line

State = Literal["ahead", "soon", "due", "done"]


def clock_text(span: Millis) -> str:
    """`span` as 1:12, from an hour 1:02:03, from a day `4 d 9:41`. Whole seconds, cut off.

    A negative span is shown as nothing passed: 0:00.
    """
    span = max(0, span)
    if span >= DAY:
        days, rest = divmod(span, DAY)
        return _("{days} d {hours}:{minutes:02}").format(
            days=days, hours=rest // HOUR, minutes=rest % HOUR // MINUTE
        )
    seconds = span // SECOND
    if span >= HOUR:
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{seconds // 60}:{seconds % 60:02}"


def left_text(span: Millis) -> str:
    """A time still to run as a clock shows it: rounded up, so that 0:00 is the very end."""
    return clock_text(-(-span // SECOND) * SECOND)


def countdown(state: State, left: Millis) -> str:
    """`in 1:12`, or `1:12 late` when due; `left` is negative by how late it is. Done: nothing."""
    if state == "done":
        return ""
    if state == "due":
        return _("{time} late").format(time=clock_text(-left))
    return _("in {time}").format(time=left_text(left))


def remaining(left: Millis) -> str:
    """`1:12 left`."""
    return _("{time} left").format(time=left_text(left))


def sign(state: State, glyphs: Glyphs) -> str:
    """The glyph of a step's state."""
    return {
        "ahead": glyphs.ahead,
        "soon": glyphs.soon,
        "due": glyphs.due,
        "done": glyphs.done,
    }[state]


def step_line(state: State, word: str, ink: Ink, glyphs: Glyphs) -> Line:
    """A step's glyph and word: ` ! GIVE WATER ` inverse when due, else ` ◦ Give water`.

    `word` is the pack's word for that state: a due step comes in capitals from there.
    """
    if state == "due":
        return line((f" {glyphs.due} {word} ", ink.due))
    glyph_style = {"ahead": ink.dim, "soon": ink.soon, "done": ink.done}[state]
    word_style = {"ahead": ink.fg, "soon": ink.soon, "done": ink.done}[state]
    return line((f" {sign(state, glyphs)} ", glyph_style), (word, word_style))


def left_line(state: State, left: Millis, ink: Ink) -> Line:
    """The countdown in the colour of its state."""
    style = {"ahead": ink.dim, "soon": ink.soon_text, "due": ink.due_text, "done": ink.done}[state]
    return line((countdown(state, left), style))
