"""What can be done with what is selected, a line each, as panes beside a list show it (X2)."""

from collections.abc import Sequence
from typing import NamedTuple

from screens.parts import cells
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, Span, cut, fit, line, width

CHAIN_ROWS = 2


class ActHint(NamedTuple):
    """One act on what is selected: its key and its words, faint when it cannot be."""

    key: str
    word: str
    available: bool = True


def act_lines(hints: Sequence[ActHint], room: int, ink: Ink, key_room: int) -> list[Line]:
    """The acts, a line each; the first in bold. Keys take `key_room` cells."""
    rows = []
    for at, one in enumerate(hints):
        key = ink.key if one.available else ink.faint
        word = ink.faint if not one.available else ink.strong if at == 0 else ink.fg
        rows.append(fit(line((cells.pad(one.key, key_room), key), (one.word, word)), room))
    return rows


def act_chain(hints: Sequence[ActHint], room: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """What can be done, one after the other, in at most two rows."""
    rows: list[Line] = [()]
    for one in hints:
        if not one.available:
            continue
        piece: tuple[Span, ...] = line((one.key, ink.key), (f" {one.word}", ink.fg))
        gap = line("   ") if rows[-1] else ()
        if width(rows[-1]) + width(gap) + width(piece) > room and len(rows) < CHAIN_ROWS:
            rows.append(())
            gap = ()
        rows[-1] = (*rows[-1], *gap, *piece)
    return [cut(row, room, glyphs.more) for row in rows]
