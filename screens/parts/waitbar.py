"""The wait bar: a wait as a length, with its steps as ticks (visual spec 4; W1-W3).

The bar covers the pack's last step times 4/3, so that at 5 and 15 minutes one cell is one minute.
Ticks stand on whole cells; time runs evenly between two ticks, so that the fill meets a tick
exactly when its step falls due, whatever minutes the pack names.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec
from rich.style import Style

from frontdesk.clock import MINUTE, Millis
from screens.parts import cells as cell
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, Span, line

MarkState = Literal["ahead", "soon", "due", "done", "skipped"]
Shade = Literal["track", "fill", "soon", "due", "all_done"]


class Mark(msgspec.Struct, frozen=True):
    """One step of a wait: `at` after the wait's start, warned of `window` before."""

    at: Millis
    state: MarkState
    window: Millis = 0
    word: str = ""


def span_of(last: Millis) -> Millis:
    """What the whole bar covers when the pack's last step is at `last`."""
    return max(1, last * 4 // 3)


def tick_cells(ats: Sequence[Millis], cells: int, span: Millis) -> dict[Millis, int]:
    """The cell each tick stands in; ticks beyond the bar are left out."""
    return {
        at: min(cells - 1, (2 * at * cells + span) // (2 * span)) for at in ats if 0 <= at < span
    }


def _eighths(at: Millis, anchors: Sequence[tuple[Millis, int]]) -> int:
    """How far `at` reaches, in eighths of a cell, rounded down."""
    if at <= anchors[0][0]:
        return anchors[0][1] * 8
    for (begin, low), (end, high) in pairwise(anchors):
        if at < end:
            return low * 8 + (at - begin) * (high - low) * 8 // (end - begin)
    return anchors[-1][1] * 8


class _Look(NamedTuple):
    """The styles of one shade: drawn as a block, as a ground, and a sign upon that ground."""

    block: Style
    ground: Style
    sign: Style


@lru_cache(maxsize=32)
def _looks(ink: Ink, odd: bool) -> dict[Shade, _Look]:
    track = ink.track_odd if odd else ink.track
    fill = ink.fill_odd if odd else ink.fill

    def look(style: Style, sign: Style) -> _Look:
        if ink.flat:
            return _Look(style, style, style + sign)
        ground = Style(bgcolor=style.color)
        return _Look(track + style, ground, ground + sign)

    return {
        "track": _Look(track, track, track + ink.dim),
        "fill": look(fill, ink.on_fill),
        "soon": look(ink.soon_fill, ink.on_soon),
        "due": look(ink.due_fill, ink.on_due),
        "all_done": look(ink.done_fill, ink.on_done),
    }


# What stands for a shade where there is no colour, or no part of a block that is one cell wide.
_FLAT: dict[Shade, str] = {"track": " ", "fill": "▒", "soon": "▓", "due": "!", "all_done": "▒"}
_BARE: dict[Shade, str] = {"track": " ", "fill": "=", "soon": "~", "due": "!", "all_done": "="}


def _block(shade: Shade, ink: Ink, glyphs: Glyphs) -> str:
    if ink.flat:
        return (_BARE if glyphs.plain else _FLAT)[shade]
    return " "


class _Bar:
    """One bar being drawn: how far it is filled, and which shade each cell has."""

    def __init__(
        self, elapsed: Millis, marks: Sequence[Mark], cells: int, span: Millis, all_done: bool
    ) -> None:
        self.cells = cells
        self.places = tick_cells([mark.at for mark in marks], cells, span)
        inner = sorted((at, place) for at, place in self.places.items() if at > 0)
        self.anchors = [(0, 0), *inner, (span, cells)]
        self.filled = _eighths(max(0, elapsed), self.anchors)
        self.all_done = all_done
        late = [mark.at for mark in marks if mark.state == "due"]
        # A step that fell due beyond the bar's end has no cell: the last one tells it.
        self.red = self._cell(min(late)) if late else cells
        self.over = elapsed > span
        self.warn = [
            (_eighths(max(0, mark.at - mark.window), self.anchors) // 8, self._cell(mark.at))
            for mark in marks
            if mark.state == "soon"
        ]

    def _cell(self, at: Millis) -> int:
        return self.places.get(at, self.cells - 1)

    def shade(self, index: int) -> Shade:
        """The shade of a filled cell."""
        if self.all_done:
            return "all_done"
        if index >= self.red:
            return "due"
        if any(first <= index < end for first, end in self.warn):
            return "soon"
        return "fill"

    def eighths(self, index: int) -> int:
        """How many eighths of this cell are filled; a late step shows from its first second."""
        part = min(8, max(0, self.filled - index * 8))
        return max(1, part) if index == self.red and not self.all_done else part


def wait_bar(
    elapsed: Millis,
    marks: Sequence[Mark],
    *,
    span: Millis,
    ink: Ink,
    glyphs: Glyphs,
    cells: int = 20,
    odd: bool = False,
    all_done: bool = False,
) -> list[Span]:
    """The bar of a wait that has lasted `elapsed`, always exactly `cells` wide.

    After a due mark cells are red; in the window of a soon mark amber; with `all_done` dim green;
    past `span` the last cell shows that it runs on. `odd` takes the other pair of shades.
    """
    if cells <= 0:
        return []
    bar = _Bar(elapsed, marks, cells, max(1, span), all_done)
    looks = _looks(ink, odd)
    signs: dict[int, str] = {}
    ticks: set[int] = set()
    for mark in marks:
        if (place := bar.places.get(mark.at)) is None:
            continue
        if mark.state in ("done", "skipped"):
            signs.setdefault(place, glyphs.done if mark.state == "done" else glyphs.wrong)
        else:
            # What still must be done outweighs what is done in the same cell.
            ticks.add(place)
            signs.pop(place, None)
    for place in ticks:
        signs.pop(place, None)
    if bar.over:
        signs[cells - 1] = glyphs.now
    out: list[Span] = []
    for index in range(cells):
        text, style = _cell(bar, looks, index, signs, ticks, ink, glyphs)
        if out and out[-1].style == style:
            out[-1] = Span(out[-1].text + text, style)
        else:
            out.append(Span(text, style))
    return out


def _cell(
    bar: _Bar,
    looks: dict[Shade, _Look],
    index: int,
    signs: dict[int, str],
    ticks: set[int],
    ink: Ink,
    glyphs: Glyphs,
) -> tuple[str, Style]:
    """The character and style of one cell."""
    part = bar.eighths(index)
    if glyphs.plain or ink.flat:
        late = part > 0 and index == bar.red
        part = 8 if part >= 4 or late else 0
    shade = bar.shade(index)
    track = looks["track"]
    if index in signs:
        if part >= 4:
            return signs[index], looks[shade].sign
        return signs[index], track.ground + (ink.done if signs[index] == glyphs.done else ink.dim)
    if index in ticks and part in (0, 8):
        if part == 0:
            return glyphs.tick, track.sign
        if not ink.flat:
            return glyphs.tick, looks[shade].sign
    if part == 0:
        return " ", track.ground
    if part == 8:
        if glyphs.plain or ink.flat:
            return _block(shade, ink, glyphs), looks[shade].ground
        return glyphs.eighths[7], looks[shade].block
    return glyphs.eighths[part - 1], looks[shade].block


def wait_head(
    marks: Sequence[Mark], *, span: Millis, ink: Ink, cells: int = 20
) -> tuple[Line, Line]:
    """The two heading lines over the bars: words (water, check), and 0 and the minutes.

    Each is at most `cells` wide plus what the last word runs over; a word that would touch the
    one before it is left out. Minutes are told without a unit, parts of one as 7:30.
    """
    places = tick_cells([mark.at for mark in marks], cells, max(1, span))
    words = [(places[mark.at], mark.word) for mark in marks if mark.at in places]
    figures = [(0, "0")]
    figures += [(places[mark.at], _minutes(mark.at)) for mark in marks if places.get(mark.at)]
    return _placed(words, ink.dim), _placed(figures, ink.dim)


def _minutes(at: Millis) -> str:
    whole, rest = divmod(at, MINUTE)
    return f"{whole}:{rest // 1000:02}" if rest else str(whole)


def _placed(words: Sequence[tuple[int, str]], style: Style) -> Line:
    out = ""
    for place, word in sorted(words):
        gap = place - cell.width(out)
        if word and (gap > 0 or not out):
            out += " " * gap + word
    return line((out, style))
