"""What can be done with what is selected, a line each, as panes beside a list show it (X2)."""

from collections.abc import Sequence
from typing import NamedTuple

from screens.parts import cells
from screens.parts.ink import Ink
from screens.parts.lines import Line, fit, line


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
