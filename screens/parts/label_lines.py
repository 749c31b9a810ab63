"""A label and a text beside it, in as many rows as it takes, as panes beside a list show facts."""

from screens.parts import cells
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, line
from screens.parts.prose import wrap_most

LABEL = 10
TEXT_ROWS = 6


def label_lines(
    label: str, text: str, room: int, ink: Ink, glyphs: Glyphs, *, most: int = TEXT_ROWS
) -> list[Line]:
    """The label in `LABEL` cells and the text in at most `most` rows; no text, no rows."""
    if not text.strip():
        return []
    # Plain signs may take more cells: they are put in before the rows are made.
    whole = glyphs.text(" ".join(text.split()))
    shown = wrap_most(whole, max(1, room - LABEL), most, glyphs.more)
    return [
        line((cells.pad(label if not at else "", LABEL, glyphs.more), ink.dim), (row, ink.fg))
        for at, row in enumerate(shown)
    ]
