"""Row 0: the desk, who is at it, the day and a clock that always runs (visual spec 4)."""

from collections.abc import Sequence

import msgspec

from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Drawn, Line, Span, ends, line, over
from screens.parts.panel import margin


class Top(msgspec.Struct, frozen=True):
    """What the top line says; every text already in the desk's language."""

    desk: str
    about: Sequence[str] = ()
    """Name, post, shift: whatever is known, in that order."""
    day: str = ""
    clock: str = ""
    mark: str = ""
    """Shown inverse beside the desk's name: that this is practice."""


def top_line(top: Top, screen_width: int, ink: Ink, glyphs: Glyphs) -> Line:
    """The line in exactly `screen_width` cells. Under 110 the day is left out."""
    side = " " * margin(screen_width)
    about = f" {glyphs.dot} ".join(part for part in top.about if part)
    left = line(side, (top.desk, ink.hi))
    if top.mark:
        left += line("  ", (f" {top.mark} ", ink.emergency))
    left += line("  ", (about, ink.dim))
    day = top.day if screen_width >= 110 else ""
    right = line((day, ink.dim), "  " if day else "", (top.clock, ink.hi), side)
    return over(ink.surface, ends(left, right, screen_width, gap=2, more=glyphs.more))


class TopLine(Drawn):
    """Row 0 of every screen."""

    DEFAULT_CSS = """
    TopLine { height: 1; width: 100%; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)

    def put(self, top: Top, ink: Ink, glyphs: Glyphs = FULL) -> None:
        """Say this; nothing is drawn when it is what stands."""
        self.draw(lambda room: [top_line(top, room, ink, glyphs)])


def rail(ink: Ink, glyphs: Glyphs) -> Span:
    """The one `│` between a wide pane and a narrow one."""
    return Span(glyphs.split, ink.rule)
