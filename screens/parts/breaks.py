"""Where a line of typed text is broken, so that every character keeps its place (visual 1; X3)."""

import re
from functools import cache

from screens.parts import cells
from screens.parts.prose import PIECE


@cache
def _pieces() -> re.Pattern[str]:
    """A word or number stays whole, with its blanks; a mark stays with what it opens or closes.

    Costly to make: only once there is something to wrap.
    """
    return re.compile(rf"{PIECE}\s*|\s+")


def breaks(text: str, room: int) -> list[int]:
    """Where rows after the first begin, each of at most `room` cells; no character is left out.

    A last blank may stand one cell beyond, where the cursor has its place.
    """
    if cells.width(text) <= room:
        return []
    found: list[int] = []
    used = 0
    for match in _pieces().finditer(text):
        piece, start = match[0], match.start()
        wide = _width(piece)
        if used and used + wide > room:
            found.append(start)
            used = 0
        while wide > room:
            start += len(cells.head(piece, room)) or 1
            if start == match.end():
                break
            piece = text[start : match.end()]
            found.append(start)
            wide = _width(piece)
        used += cells.width(piece)
    return found


def _width(piece: str) -> int:
    """The cells of a piece but for one blank at its end."""
    return cells.width(piece) - (1 if piece.endswith(" ") else 0)
