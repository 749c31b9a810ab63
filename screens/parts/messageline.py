"""Row h-2: what was just done or refused, and how to take it back (visual spec 1, 4, 6)."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Drawn, Line, Span, ends, line
from screens.parts.panel import margin


class Said(msgspec.Struct, frozen=True):
    """One message. `done`: ✓ and its time; `refused`: ✗ and bold; `plain`: words only.

    `key` with `hint` tell the way on (`u`, `undo, 0:08`); `more` is what follows a refusal.
    """

    text: str
    kind: Literal["done", "refused", "plain"] = "plain"
    time: str = ""
    more: str = ""
    key: str = ""
    hint: str = ""


def message_line(
    said: Said | None,
    screen_width: int,
    ink: Ink,
    glyphs: Glyphs,
    right: Sequence[Span] = (),
) -> Line:
    """The line in exactly `screen_width` cells; `right` stands at its end."""
    side = " " * margin(screen_width)
    spans: Line = line(side)
    if said is not None:
        refused = said.kind == "refused"
        if said.kind == "done":
            spans += line((f"{glyphs.done} ", ink.done))
        elif refused:
            spans += line((f"{glyphs.wrong} ", ink.hi))
        spans += line((said.time, ink.dim), "  " if said.time else "")
        spans += line((glyphs.text(said.text), ink.hi if refused else ink.fg))
        spans += line(" " if said.more else "", (glyphs.text(said.more), ink.dim))
        if said.key:
            spans += line("  ", (said.key, ink.key), (f" {glyphs.text(said.hint)}", ink.dim))
    end = (*right, Span(side)) if right else ()
    return ends(spans, end, screen_width, gap=2, more=glyphs.more)


class MessageLine(Drawn):
    """The row above the keys."""

    DEFAULT_CSS = """
    MessageLine { height: 1; width: 100%; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)

    def put(
        self, said: Said | None, ink: Ink, glyphs: Glyphs = FULL, right: Sequence[Span] = ()
    ) -> None:
        """Say this; nothing is drawn when it is what stands."""
        self.draw(lambda room: [message_line(said, room, ink, glyphs, right)])
