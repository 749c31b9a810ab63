"""The ring strip: a segment a ring, its tones two rows high, filled live (visual spec 4; P1)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rich.style import Style

from frontdesk.clock import Millis
from frontdesk.packs.structs import Cadence
from frontdesk.phone import ringing
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import PLAIN, Line, line

# The least a caption is readable in, and what lies between two segments.
LEAST = 14
GAP = 2
# Segments grow by so many cells, so that the fifth of a ring is near a whole one.
STEP = 6

Shade = Literal["tone", "pause", "late", "empty"]


class Segment(NamedTuple):
    """One ring of the strip: which, where it begins and how long it is, in cells."""

    ring: int
    at: int
    size: int


def layout(room: int, cadence: Cadence, elapsed: Millis) -> list[Segment]:
    """The rings in time over `room` cells; where not all fit, those around the present one."""
    many = max(1, min(cadence.target_rings, (room + GAP) // (LEAST + GAP)))
    size = max(0, room - (many - 1) * GAP) // many
    if many > 1:
        size -= size % STEP if size >= 2 * STEP else 0
    spare = room - many * size
    now = min(cadence.target_rings, ringing.rings_sounded(cadence, elapsed))
    first = max(1, min(now - (many > 1), cadence.target_rings - many + 1))
    gap = spare // (many - 1) if many > 1 else 0
    return [Segment(first + place, place * (size + gap), size) for place in range(many)]


def tones(cadence: Cadence, size: int) -> list[tuple[int, int]]:
    """The cells of a segment in which it sounds, as (begin, end); none shorter than one."""
    found: list[tuple[int, int]] = []
    begin = 0
    for on, off in zip(cadence.on, cadence.off, strict=True):
        first = _cell(begin, cadence, size)
        found.append((first, max(first + 1, _cell(begin + on, cadence, size))))
        begin += on + off
    return found


def _cell(at: Millis, cadence: Cadence, size: int) -> int:
    return (2 * at * size + cadence.ring) // (2 * cadence.ring)


def filled(segment: Segment, cadence: Cadence, elapsed: Millis) -> int:
    """How many eighths of a cell of this segment are over."""
    into = max(0, elapsed) - (segment.ring - 1) * cadence.ring
    return max(0, min(segment.size * 8, into * segment.size * 8 // cadence.ring))


def bar_rows(
    segments: Sequence[Segment], cadence: Cadence, elapsed: Millis, ink: Ink, glyphs: Glyphs
) -> tuple[Line, Line]:
    """The two rows of the strip: above only where it sounds, below all of each ring."""
    late = elapsed >= ringing.answer_by(cadence)
    above: list[tuple[str, Style]] = []
    below: list[tuple[str, Style]] = []
    at = 0
    for segment in segments:
        gap = (" " * (segment.at - at), PLAIN)
        above.append(gap)
        below.append(gap)
        part = segment.size * 8 if late else filled(segment, cadence, elapsed)
        sounding = [False] * segment.size
        for first, end in tones(cadence, segment.size):
            sounding[first:end] = [True] * len(sounding[first:end])
        for cell, sounds in enumerate(sounding):
            shade: Shade = "late" if late else "tone" if sounds else "pause"
            drawn = _drawn(shade, max(0, min(8, part - cell * 8)), ink, glyphs)
            above.append(drawn if sounds else (" ", PLAIN))
            below.append(drawn)
        at = segment.at + segment.size
    return _joined(above), _joined(below)


def _joined(parts: Sequence[tuple[str, Style]]) -> Line:
    out: list[tuple[str, Style]] = []
    for text, style in parts:
        if out and out[-1][1] == style:
            out[-1] = (out[-1][0] + text, style)
        else:
            out.append((text, style))
    return line(*out)


# What stands for a shade where there is no colour; then where no block is one cell wide either.
_FLAT: dict[Shade, str] = {"tone": "█", "pause": "▒", "late": "!", "empty": "·"}
_BARE: dict[Shade, str] = {"tone": "#", "pause": "=", "late": "!", "empty": "."}


@lru_cache(maxsize=16)
def _styles(ink: Ink) -> dict[Shade, Style]:
    """The style of each shade: its colour both as sign and as ground, so that blocks join."""
    if ink.flat:
        return {"tone": ink.hi, "pause": Style(), "late": ink.due_fill, "empty": ink.faint}
    colours = ink.colours
    shades: dict[Shade, str] = {
        "tone": colours.accent,
        "pause": colours.accent_lo,
        "late": colours.due_bg,
        "empty": colours.rule,
    }
    return {shade: Style(color=colour, bgcolor=colour) for shade, colour in shades.items()}


def _drawn(shade: Shade, part: int, ink: Ink, glyphs: Glyphs) -> tuple[str, Style]:
    """One cell of which `part` eighths are over."""
    styles = _styles(ink)
    if glyphs.plain or ink.flat:
        shown: Shade = shade if part >= 4 else "empty"
        signs = _BARE if glyphs.plain else _FLAT
        return (signs[shown] if ink.flat else " ", styles[shown])
    if part in (0, 8):
        shown = shade if part else "empty"
        return (glyphs.eighths[7] if part else " ", styles[shown])
    ground = Style(bgcolor=styles["empty"].bgcolor)
    return glyphs.eighths[part - 1], ground + Style(color=styles[shade].color)
