"""A panel's title on a rule, and the two lines of an empty list (visual spec 1, 4 "Empty")."""

from collections.abc import Sequence

from screens.parts import cells
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, Span, cut, line, width


def margin(screen_width: int) -> int:
    """The free columns at each side of a screen that wide."""
    return 2 if screen_width >= 110 else 1


def rule_line(
    title: str, room: int, ink: Ink, glyphs: Glyphs, note: Sequence[Span] | str = ()
) -> Line:
    """`Title ───────── right note` in exactly `room` cells; the note gives way, then the title."""
    right = line((glyphs.text(note), ink.dim)) if isinstance(note, str) else tuple(note)
    head = cells.cut(glyphs.text(title), room, glyphs.more)
    taken = cells.width(head)
    # At least a short rule stays between the two.
    right = cut(right, max(0, room - taken - 4), glyphs.more)
    noted = width(right)
    bare = room - taken - (1 if taken else 0) - (noted + 1 if noted else 0)
    if bare <= 0:
        return line((cells.pad(head, room, glyphs.more), ink.title))
    return line(
        (head, ink.title),
        " " if taken else "",
        (glyphs.rule * bare, ink.rule),
        " " if noted else "",
        *right,
    )


def hint(key: str, word: str, ink: Ink) -> Line:
    """A key and its word: `u undo`."""
    return line((key, ink.key), (f" {word}", ink.dim))


def empty_lines(
    says: str, ink: Ink, glyphs: Glyphs, then: str = "", key: str = "", word: str = ""
) -> tuple[Line, Line]:
    """`Nobody is waiting.` over `The last left at 7:31.  F2 Register`."""
    after = line((glyphs.text(then), ink.dim), "  " if then and key else "")
    return line((glyphs.text(says), ink.fg)), after + (hint(key, word, ink) if key else ())
