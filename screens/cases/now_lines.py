"""What can be done with a case now: its own next step first, short acts two in a row (X2)."""

from collections.abc import Sequence

from frontdesk.words import _
from screens.cases.case_look import Look
from screens.parts import cells
from screens.parts.act_hints import ActHint
from screens.parts.lines import Line, cut, fit, line, width

KEY, SECOND_KEY = 4, 2
# The second act of a row, and the longest word that leaves room for it.
SECOND = 15
_WORD = SECOND - SECOND_KEY
_GAP = 3
MORE = "?"


def act_rows(hints: Sequence[ActHint], look: Look, room: int, rows: int) -> list[Line]:
    """The acts in at most `rows` lines; the last one says how many more there are."""
    pairs = _paired([one for one in hints if one.available])
    if len(pairs) > rows:
        gone = sum(map(len, pairs[max(0, rows - 1) :]))
        more = ActHint(MORE, _("{count} more").format(count=gone))
        pairs = [*pairs[: max(0, rows - 1)], (more,)]
    return [_row(pair, look, room, first=not at) for at, pair in enumerate(pairs)][: max(0, rows)]


def _paired(hints: Sequence[ActHint]) -> list[tuple[ActHint, ...]]:
    """The first alone; of the others two beside each other where both are short."""
    pairs: list[tuple[ActHint, ...]] = [(one,) for one in hints[:1]]
    for one in hints[1:]:
        before = pairs[-1]
        beside = len(pairs) > 1 and len(before) == 1 and cells.width(one.key) < SECOND_KEY
        if beside and all(cells.width(each.word) < _WORD for each in (*before, one)):
            pairs[-1] = (*before, one)
        else:
            pairs.append((one,))
    return pairs


def _row(pair: Sequence[ActHint], look: Look, room: int, *, first: bool) -> Line:
    ink, more = look.ink, look.glyphs.more
    word = ink.strong if first else ink.fg
    # A long key takes what it needs: the words of the others stand nearer to theirs.
    key = cells.pad(pair[0].key, max(KEY, cells.width(pair[0].key) + 1))
    left = line((key, ink.key), (look.glyphs.text(pair[0].word), word))
    if len(pair) == 1:
        return cut(left, room, more)
    right = line((cells.pad(pair[1].key, SECOND_KEY), ink.key), (pair[1].word, ink.fg))
    return cut((*fit(left, room - SECOND, more=more), *right), room, more)


def act_chain(hints: Sequence[ActHint], look: Look, room: int, rows: int) -> list[Line]:
    """One after the other in at most `rows` rows, where there is one pane."""
    ink = look.ink
    shown: list[Line] = [()]
    left = [one for one in hints if one.available]
    for at, one in enumerate(left):
        word = ink.strong if not at else ink.fg
        piece = line((one.key, ink.key), (f" {look.glyphs.text(one.word)}", word))
        more = line(" " * _GAP, (MORE, ink.key), (f" {_more(len(left) - at)}", ink.dim))
        # The last row keeps room to say how many more there are.
        kept = width(more) if len(shown) == rows and at < len(left) - 1 else 0
        gap = _GAP if shown[-1] else 0
        if width(shown[-1]) + gap + width(piece) + kept > room:
            if len(shown) == rows:
                shown[-1] += more if shown[-1] else more[1:]
                break
            shown.append(())
            gap = 0
        shown[-1] += line(" " * gap, *piece)
    return [cut(row, room, look.glyphs.more) for row in shown if row]


def _more(count: int) -> str:
    return _("{count} more").format(count=count)
