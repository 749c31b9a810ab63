"""What is chosen, not typed: chips, a choice by digits, matches under a field (visual spec 4)."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message

from screens.parts import cells
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.keys import digit
from screens.parts.lines import Drawn, Line, Span, fit, line, over, width
from screens.parts.listpane import Row

# Cells between two options.
GAP = 3


class Chip(msgspec.Struct, frozen=True):
    """One thing that may be ticked."""

    code: str
    word: str
    ticked: bool = False


def chips_line(chips: Sequence[Chip], at: int | None, room: int, ink: Ink, glyphs: Glyphs) -> Line:
    """The chips in at most `room` cells; `at` is the one under the cursor, always shown.

    Those without room are counted: `+2`.
    """
    drawn = [_chip(chip, index == at, ink, glyphs) for index, chip in enumerate(chips)]
    first = 0
    while True:
        shown, taken = 0, 0
        for index in range(first, len(drawn)):
            size = width(drawn[index]) + (1 if shown else 0)
            hidden = len(drawn) - shown - 1
            if taken + size + (len(f" +{hidden}") if hidden else 0) > room:
                break
            taken, shown = taken + size, shown + 1
        if at is None or at < first + shown or first >= len(drawn) - 1:
            break
        first += 1
    spans: list[Span] = []
    for index in range(first, first + shown):
        spans += [*(line(" ") if index > first else ()), *drawn[index]]
    hidden = len(drawn) - shown
    if hidden and width(spans) + len(f" +{hidden}") <= room:
        spans += line((f" +{hidden}", ink.dim))
    return tuple(spans)


def _chip(chip: Chip, here: bool, ink: Ink, glyphs: Glyphs) -> Line:
    mark = glyphs.done if chip.ticked else glyphs.dot
    ground = ink.field_focus if here else ink.panel if chip.ticked else ink.surface
    style = ink.strong if chip.ticked else ink.dim
    return over(ground, line((f" {mark} {glyphs.text(chip.word)} ", style)))


class Chips(Drawn):
    """Needs and the like: arrows move, Space ticks."""

    can_focus = True
    DEFAULT_CSS = """
    Chips { height: 1; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("space", "tick", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Something was ticked or unticked; `codes` are those ticked now."""

        chips: "Chips"
        codes: tuple[str, ...]

        @property
        def control(self) -> "Chips":
            """The chips it comes from."""
            return self.chips

    def __init__(
        self,
        chips: Sequence[Chip],
        ink: Ink,
        glyphs: Glyphs = FULL,
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.ink, self.glyphs = ink, glyphs
        self.chips = tuple(chips)
        self.at = 0

    @property
    def codes(self) -> tuple[str, ...]:
        """Those ticked now."""
        return tuple(chip.code for chip in self.chips if chip.ticked)

    def put(self, codes: Sequence[str]) -> None:
        """Tick these and no others, without a message."""
        self.chips = tuple(
            msgspec.structs.replace(chip, ticked=chip.code in codes) for chip in self.chips
        )
        self._redraw()

    def dress(self, ink: Ink, glyphs: Glyphs | None = None) -> None:
        """Take another theme's ink."""
        self.ink = ink
        self.glyphs = glyphs if glyphs is not None else self.glyphs
        self._redraw()

    def _redraw(self) -> None:
        at = self.at if self.has_focus else None
        self.draw(lambda room: [chips_line(self.chips, at, room, self.ink, self.glyphs)])

    def on_mount(self) -> None:
        """Draw what is known."""
        self._redraw()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._redraw()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self._redraw()

    def action_move(self, by: int) -> None:
        """To the chip beside."""
        self.at = max(0, min(len(self.chips) - 1, self.at + by))
        self._redraw()

    def action_tick(self) -> None:
        """Tick the chip under the cursor, or take its tick away."""
        if not self.chips:
            return
        self.chips = tuple(
            msgspec.structs.replace(chip, ticked=not chip.ticked) if index == self.at else chip
            for index, chip in enumerate(self.chips)
        )
        self._redraw()
        self.post_message(self.Changed(self, self.codes))


def choice_lines(
    options: Sequence[tuple[str, str]],
    chosen: str | None,
    room: int,
    ink: Ink,
    glyphs: Glyphs,
    *,
    gap: int = GAP,
) -> list[Line]:
    """Numbered options in rows of at most `room` cells: `1 follow-up   2 first visit`.

    The chosen one has `▸` before it and is bold. From the tenth on there is no number.
    """
    rows: list[list[Span]] = [[]]
    for index, (code, word) in enumerate(options):
        number = str(index + 1) if index < 9 else " "
        here = code == chosen
        item = line(
            (glyphs.now if here else " ", ink.title),
            (number, ink.key),
            (f" {cells.cut(glyphs.text(word), max(1, room - 3), glyphs.more)}", ink.fg),
        )
        if here:
            item = (*item[:-1], Span(item[-1].text, ink.hi))
        between = gap - 1 if rows[-1] else 0
        if rows[-1] and width(rows[-1]) + between + width(item) > room:
            rows.append([])
            between = 0
        rows[-1] += [*line(" " * between), *item]
    return [tuple(row) for row in rows]


class Choice(Drawn):
    """One of a few: a digit chooses, arrows move the choice."""

    can_focus = True
    DEFAULT_CSS = """
    Choice { height: auto; width: 1fr; }
    Choice:focus { background: $accent-bg; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Another option is chosen."""

        choice: "Choice"
        code: str

        @property
        def control(self) -> "Choice":
            """The choice it comes from."""
            return self.choice

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        ink: Ink,
        glyphs: Glyphs = FULL,
        *,
        chosen: str | None = None,
        gap: int = GAP,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.options = tuple(options)
        self.ink, self.glyphs = ink, glyphs
        self.chosen = chosen
        self.gap = gap

    def put(self, code: str | None) -> None:
        """Choose without a message; None: nothing."""
        self.chosen = code
        self._redraw()

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Other options; what was chosen stays if it is still there."""
        self.options = tuple(options)
        if self.chosen not in {code for code, _word in options}:
            self.chosen = None
        self._redraw()

    def dress(self, ink: Ink, glyphs: Glyphs | None = None) -> None:
        """Take another theme's ink."""
        self.ink = ink
        self.glyphs = glyphs if glyphs is not None else self.glyphs
        self._redraw()

    def _rows(self, room: int) -> list[Line]:
        return choice_lines(self.options, self.chosen, room, self.ink, self.glyphs, gap=self.gap)

    def _redraw(self) -> None:
        self.draw(self._rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows that the options take in this width."""
        return len(self._rows(width))

    def on_mount(self) -> None:
        """Draw what is known."""
        self._redraw()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses, full-width ones too."""
        number = digit(event.character)
        if number is not None:
            event.stop()
            event.prevent_default()
            if 1 <= number <= len(self.options):
                self._take(number - 1)

    def action_move(self, by: int) -> None:
        """To the option beside."""
        codes = [code for code, _word in self.options]
        if codes:
            at = codes.index(self.chosen) + by if self.chosen in codes else 0
            self._take(max(0, min(len(codes) - 1, at)))

    def _take(self, index: int) -> None:
        self.chosen = self.options[index][0]
        self._redraw()
        self.post_message(self.Changed(self, self.chosen))


def match_lines(
    rows: Sequence[Row], at: int | None, room: int, ink: Ink, glyphs: Glyphs
) -> list[Line]:
    """The rows that hang from a field, each exactly `room` cells, text in its third column."""
    out: list[Line] = []
    for index, row in enumerate(rows):
        here = index == at
        mark = line((glyphs.now if here else " ", ink.accent), " ")
        body = row.lines[0] if row.lines else ()
        out.append(over(ink.panel if here else ink.surface, fit((*mark, *body), room)))
    return out


class Matches(Drawn):
    """What was found, hanging from the field that keeps the focus: the form moves `at`."""

    DEFAULT_CSS = """
    Matches { height: auto; width: 1fr; display: none; }
    """

    @dataclass
    class Taken(Message):
        """A match was clicked."""

        matches: "Matches"
        key: Hashable

        @property
        def control(self) -> "Matches":
            """The list it comes from."""
            return self.matches

    def __init__(
        self,
        ink: Ink,
        glyphs: Glyphs = FULL,
        *,
        most: int = 5,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.ink, self.glyphs, self.most = ink, glyphs, most
        self.rows: tuple[Row, ...] = ()
        self.at: int | None = None

    @property
    def current(self) -> Hashable | None:
        """The key under the cursor, or None."""
        return None if self.at is None else self.rows[self.at].key

    def offer(self, rows: Sequence[Row], *, first: bool = True) -> None:
        """Show at most `most` rows; the cursor stays with who it was on, else goes to the first.

        With `first` False no row is under the cursor until a key is pressed.
        """
        kept = self.current
        self.rows = tuple(rows)[: self.most]
        keys = [row.key for row in self.rows]
        if kept is not None and kept in keys:
            self.at = keys.index(kept)
        else:
            self.at = 0 if first and keys else None
        self.display = bool(keys)
        self._redraw()

    def move(self, by: int) -> None:
        """The cursor up or down, as the field's form asks."""
        if self.rows:
            start = -1 if self.at is None and by > 0 else self.at or 0
            self.at = max(0, min(len(self.rows) - 1, start + by))
            self._redraw()

    def dress(self, ink: Ink, glyphs: Glyphs | None = None) -> None:
        """Take another theme's ink."""
        self.ink = ink
        self.glyphs = glyphs if glyphs is not None else self.glyphs
        self._redraw()

    def _redraw(self) -> None:
        self.draw(lambda room: match_lines(self.rows, self.at, room, self.ink, self.glyphs))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line each."""
        return len(self.rows)

    def on_click(self, event: events.Click) -> None:
        """A click takes the match."""
        event.stop()
        if event.y < len(self.rows):
            self.post_message(self.Taken(self, self.rows[event.y].key))
