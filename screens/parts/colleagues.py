"""Colleagues to choose from by digit, narrowed by what is typed (D7)."""

from collections.abc import Sequence

from frontdesk.desk.names import query_key, search_keys
from frontdesk.staff.staff import Staff
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.keys import DIGITS
from screens.parts.lines import Line, Span, line, width


def narrowed(everyone: Sequence[Staff], typed: str) -> list[Staff]:
    """Those whom the typed letters may mean: a name, its pinyin, or its initials."""
    asked = typed.strip().lower()
    key = query_key(asked) if asked else ""
    return [one for one in everyone if _meant(one.name or "", asked, key)]


def _meant(name: str, asked: str, key: str) -> bool:
    if asked in name.lower():
        return True
    return bool(key) and any(one.startswith(key) for one in search_keys(name, ""))


def choice_line(found: Sequence[Staff], room: int, ink: Ink, glyphs: Glyphs) -> Line:
    """`1 Wu Di  2 Zhao Lei  +3` in at most `room` cells: as many as fit, the rest counted."""
    spans: list[Span] = []
    for at, one in enumerate(found[:DIGITS]):
        item = line(
            "  " if spans else "",
            (f"{at + 1} ", ink.key),
            (glyphs.text(one.name or ""), ink.fg),
        )
        left = len(found) - at - 1
        rest = line((f"  +{left}", ink.dim)) if left else ()
        if width(spans) + width(item) + width(rest) > room:
            break
        spans += item
    shown = sum(1 for span in spans if span.style == ink.key)
    if shown and shown < len(found):
        spans += line((f"  +{len(found) - shown}", ink.dim))
    return tuple(spans)
