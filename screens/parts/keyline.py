"""The last row: nine fixed slots, a key always where it was (visual spec 4; X2)."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from textual import events
from textual.message import Message

from screens.parts import cells
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Drawn, Line, line, over
from screens.parts.panel import margin

WIDE = 110
SHORT_WORD = 6
"""Cells of a word at 80 columns: five letters, or three Chinese characters."""


class Slot(msgspec.Struct, frozen=True):
    """One key. `room` is what its longest word takes at 120 columns; it never changes."""

    key: str
    word: str
    word80: str
    available: bool = True
    room: int = 10


class Place(msgspec.Struct, frozen=True):
    """Where a slot is drawn, in columns: its start and the cells up to the next."""

    slot: Slot
    start: int
    cells: int


def places(slots: Sequence[Slot], screen_width: int) -> list[Place]:
    """Where each slot stands. Under 110 F1 gives way; a slot's place hangs on the width only."""
    wide = screen_width >= WIDE
    shown = [slot for slot in slots if wide or slot.key != "F1"]
    if not shown:
        return []
    side = margin(screen_width)
    whole = max(0, screen_width - 2 * side)
    sizes = [cells.width(slot.key) + 2 + (slot.room if wide else 0) for slot in shown]
    # What the words do not need is spread evenly. The last slot needs no gap after it.
    spare = whole + 1 - sum(sizes)
    if not wide or spare < 0:
        starts = [side + index * (whole + 1) // len(shown) for index in range(len(shown))]
    else:
        starts, at = [], side
        for index, size in enumerate(sizes):
            starts.append(at + index * spare // len(shown))
            at += size
    ends_at = [*starts[1:], side + whole + 1]
    return [
        Place(slot, start, end - start)
        for slot, start, end in zip(shown, starts, ends_at, strict=True)
    ]


def key_line(slots: Sequence[Slot], screen_width: int, ink: Ink, glyphs: Glyphs) -> Line:
    """The line in exactly `screen_width` cells; a key that cannot act now is faint in place."""
    spans: Line = ()
    at = 0
    for place in places(slots, screen_width):
        slot = place.slot
        word = slot.word if screen_width >= WIDE else slot.word80
        room = place.cells - cells.width(slot.key) - 2
        shown = cells.cut(glyphs.text(word), max(0, room), glyphs.more)
        spans += line(
            " " * (place.start - at),
            (slot.key, ink.key if slot.available else ink.faint),
            (f" {shown}", ink.fg if slot.available else ink.faint),
        )
        at = place.start + cells.width(slot.key) + 1 + cells.width(shown)
    return over(ink.surface, line(*spans, " " * max(0, screen_width - at)))


class KeyLine(Drawn):
    """The last row of every screen; a slot can be clicked."""

    DEFAULT_CSS = """
    KeyLine { height: 1; width: 100%; background: $surface; }
    """

    @dataclass
    class Clicked(Message):
        """A slot was clicked: do what its key does."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._slots: tuple[Slot, ...] = ()

    def put(self, slots: Sequence[Slot], ink: Ink, glyphs: Glyphs = FULL) -> None:
        """Show these; nothing is drawn when they are what stands."""
        self._slots = tuple(slots)
        self.draw(lambda room: [key_line(slots, room, ink, glyphs)])

    def on_click(self, event: events.Click) -> None:
        """The mouse's way to a key."""
        event.stop()
        for place in places(self._slots, self.size.width):
            if place.start <= event.x < place.start + place.cells - 1:
                self.post_message(self.Clicked(place.slot.key))
