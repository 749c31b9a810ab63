"""The names of a page's lists in one row: `1 Today 12   2 Call back 3 …` (visual spec 1)."""

from collections.abc import Iterable
from typing import NamedTuple

from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, cut, line, width

_GAPS = (4, 3, 2, 1)


class Counted(NamedTuple):
    """How many stand in a list, and how many of them are late."""

    many: int
    late: int = 0


class Tab(NamedTuple):
    """One list by name; `active`: it is on show."""

    name: str
    counted: Counted
    active: bool


def tabs_line(tabs: Iterable[Tab], room: int, ink: Ink, glyphs: Glyphs) -> Line:
    """A digit, a name and a count each, red where one is late."""
    made: list[Line] = []
    for digit, tab in enumerate(tabs, 1):
        many, late = tab.counted
        figure = ink.due_text if late else ink.hi if many else ink.faint
        made.append(
            line(
                (str(digit), ink.key),
                (f" {tab.name} ", ink.title if tab.active else ink.dim),
                (str(many), figure),
            )
        )
    taken = sum(width(one) for one in made) + 1
    gap = next((one for one in _GAPS if taken + one * (len(made) - 1) <= room), _GAPS[-1])
    spans: Line = line(" ")
    for at, one in enumerate(made):
        spans += line(" " * gap if at else "", *one)
    return cut(spans, room, glyphs.more)


def counted_line(many: str, late: str, way: Line, ink: Ink, glyphs: Glyphs) -> Line:
    """What stands right of a list's title: `3 open · 1 late   / find`."""
    return line(
        (many, ink.dim),
        (f" {glyphs.dot} " if late else "", ink.dim),
        (late, ink.due_text),
        "   " if way else "",
        *way,
    )
