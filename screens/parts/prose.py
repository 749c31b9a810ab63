"""Sentences broken into rows by cells, English and Chinese alike (visual spec 1; X3)."""

import re
from functools import cache

from screens.parts import cells

# What is two cells wide in every terminal, and may stand at the end of a row.
_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U00020000-\U0003fffd"
_OPENING = "“‘（《【「"
_CLOSING = "。，、；：！？）》】」”’…"
# A word, a number or a time stays whole; a mark stays with what it opens or closes.
PIECE = rf"[{_OPENING}]*(?:[^\s{_WIDE}]+|\S)[{_CLOSING}]*"


@cache
def _pieces() -> re.Pattern[str]:
    """Costly to make: only once there is something to wrap."""
    return re.compile(rf"\s+|{PIECE}")


def wrap(text: str, room: int) -> list[str]:
    """Text in rows of at most `room` cells, no word lost; no row begins with a closing mark.

    A word longer than a row is broken. No rows where there is no room, or nothing to say.
    """
    rows: list[str] = []
    row = ""
    for piece in _pieces().findall(cells.safe(text).strip()):
        if row and cells.width(row) + cells.width(piece) > room:
            rows.append(row.rstrip())
            row, piece = "", piece.lstrip()
        while cells.width(piece) > room:
            head = cells.head(piece, room)
            if not head:
                return []
            rows.append(head)
            piece = piece[len(head) :]
        row += piece
    rows.append(row.rstrip())
    return [one for one in rows if one]


def wrap_most(text: str, room: int, most: int, more: str = cells.MORE) -> list[str]:
    """The same in at most `most` rows; the last is marked by `more` where something is lost."""
    rows = wrap(text, room)
    if len(rows) <= most:
        return rows
    last = cells.head(rows[most - 1], room - cells.width(more)) if most > 0 else ""
    return [*rows[: max(0, most - 1)], *([last.rstrip() + more] if most > 0 else [])]
