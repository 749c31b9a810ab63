"""A list that costs what is visible: a thousand rows and a million alike (facts "Drawing").

It keeps its own `top`; what is selected is kept by identity, so that a list that re-orders itself
under the selection never moves the selection to somebody else.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, Protocol

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import BLANK, Line, Lines, Span, fit, over, to_strip


class Row(NamedTuple):
    """One row: who it is, and its lines without the first column, which the pane keeps.

    A row whose key is None is a head over others: it is never selected.
    """

    key: Hashable | None
    lines: tuple[Line, ...]


class Source(Protocol):
    """Where a pane's rows come from. Each call should cost only what it returns."""

    def count(self) -> int:
        """How many rows there are."""
        ...

    def rows(self, top: int, many: int) -> Sequence[Row]:
        """At most `many` rows from index `top`, in order."""
        ...

    def index(self, key: Hashable) -> int | None:
        """Where the row of `key` stands now; None when it is gone."""
        ...


class Fixed:
    """A source over rows already at hand."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self._rows = tuple(rows)
        self._places = {row.key: place for place, row in enumerate(self._rows)}

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def rows(self, top: int, many: int) -> Sequence[Row]:
        """The rows asked for."""
        return self._rows[top : top + many]

    def index(self, key: Hashable) -> int | None:
        """Where the row of `key` stands."""
        return self._places.get(key)


# A cursor that leaves the window shows these rows more: what comes next is seen before one is
# there, and the list stands still for the next keys.
AHEAD = 3


def keep_in_view(top: int, index: int, page: int, count: int, ahead: int = 0) -> int:
    """The nearest `top` to the present one that shows `index`, without blank rows below.

    Where the window has to move it shows `ahead` rows more, as far as it is high enough.
    """
    page = max(1, page)
    ahead = min(ahead, (page - 1) // 2)
    if index < top:
        top = index - ahead
    elif index >= top + page:
        top = index - page + 1 + ahead
    return max(0, min(top, count - page))


class ListPane(Lines):
    """A windowed list with one selected row, which is a band with an edge.

    Call `reload()` when the rows may have changed, or once a second for a list that ticks: what
    looks the same is not drawn again.
    """

    can_focus = True
    DEFAULT_CSS = """
    ListPane { height: 1fr; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("enter", "open", show=False),
    ]

    @dataclass
    class Selected(Message):
        """Another row is selected; `key` is None when the list is empty."""

        pane: "ListPane"
        key: Hashable | None
        index: int

        @property
        def control(self) -> "ListPane":
            """The pane it comes from."""
            return self.pane

    @dataclass
    class Opened(Message):
        """Enter or a double click on a row."""

        pane: "ListPane"
        key: Hashable
        index: int

        @property
        def control(self) -> "ListPane":
            """The pane it comes from."""
            return self.pane

    def __init__(
        self,
        ink: Ink,
        glyphs: Glyphs = FULL,
        source: Source | None = None,
        *,
        row_height: int = 1,
        empty: Sequence[Line] = (),
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.ink = ink
        self.glyphs = glyphs
        self.source: Source = source if source is not None else Fixed()
        self.empty = tuple(empty)
        self.top = 0
        self.selected: Hashable | None = None
        self.selected_index = 0
        self._row_height = row_height
        self._told: Hashable | None = None
        self._bands: frozenset[int] = frozenset()

    @property
    def inner_width(self) -> int:
        """The cells that a row's lines may take."""
        return max(0, self.seen.width - 1)

    @property
    def row_height(self) -> int:
        """Lines a row takes, one or two."""
        return self._row_height

    @row_height.setter
    def row_height(self, lines: int) -> None:
        if lines != self._row_height:
            self._row_height = max(1, lines)
            self.reload()

    @property
    def page(self) -> int:
        """Whole rows that can be seen at once."""
        return max(1, self.seen.height // self._row_height)

    def fits(self, lines: int) -> bool:
        """Whether all rows can be seen at `lines` a row."""
        return self.source.count() * lines <= self.seen.height

    def use(self, source: Source) -> None:
        """Show another source; the selection stays if its key is there too."""
        self.source = source
        self.reload()

    def dress(self, ink: Ink, glyphs: Glyphs | None = None) -> None:
        """Take another theme's ink."""
        self.ink = ink
        self.glyphs = glyphs if glyphs is not None else self.glyphs
        self._bands = frozenset()
        self.forget()
        self.reload()
        self.refresh()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The band says where one is; no style sheet has more to say about the focus."""

    def reload(self) -> None:
        """Read the visible rows again and draw those that look different."""
        count = self.source.count()
        seen = self.top <= self.selected_index < self.top + self.page
        if count == 0:
            self.selected, self.selected_index, self.top = None, 0, 0
        else:
            place = None if self.selected is None else self.source.index(self.selected)
            if place is None:
                place, self.selected = self._near(min(self.selected_index, count - 1))
            self.selected_index = place
            # Who looks elsewhere with the wheel is not pulled back by a tick.
            self.top = (
                keep_in_view(self.top, place, self.page, count)
                if seen
                else max(0, min(self.top, count - self.page))
            )
        self._redraw()
        self._tell()

    def freshen(self, first: int, many: int) -> None:
        """Read `many` rows from row `first` of the window again, while they are the same people."""
        if not self.lines or self.source.count() == 0:
            return
        lines = list(self.lines)
        for at, row in enumerate(self.source.rows(self.top + first, many), first):
            begins = at * self._row_height
            lines[begins : begins + self._row_height] = self._block(row)
        self.show(lines[: self.seen.height])

    def _block(self, row: Row) -> tuple[Line, ...]:
        """A row in exactly its height."""
        shown = row.lines[: self._row_height]
        return (*shown, *(BLANK,) * (self._row_height - len(shown)))

    def select(self, key: Hashable) -> bool:
        """Select the row of `key` and bring it into view; False when it is not there."""
        place = self.source.index(key)
        if place is None:
            return False
        self.selected = key
        self._go(place)
        return True

    def select_index(self, index: int, *, ahead: int = 0) -> None:
        """Select the row at `index`, or the nearest there is; `ahead` as in `keep_in_view`."""
        count = self.source.count()
        if count == 0:
            return
        index = max(0, min(index, count - 1))
        place, key = self._near(index, -1 if index < self.selected_index else 1)
        if key is not None:
            if place != index:
                # A head that the cursor passes over is seen with what stands under it.
                self.top = keep_in_view(self.top, index, self.page, count)
            self.selected = key
            self._go(place, ahead)

    def _near(self, index: int, way: int = 1) -> tuple[int, Hashable | None]:
        """The row at `index`, or where a head stands the one beside it, `way` first."""
        for place in (index, index + way, index - way):
            found = self.source.rows(place, 1) if place >= 0 else ()
            if found and found[0].key is not None:
                return place, found[0].key
        return index, None

    def _go(self, index: int, ahead: int = 0) -> None:
        self.selected_index = index
        self.top = keep_in_view(self.top, index, self.page, self.source.count(), ahead)
        self._redraw()
        self._tell()

    def _tell(self) -> None:
        if self.selected != self._told:
            self._told = self.selected
            self.post_message(self.Selected(self, self.selected, self.selected_index))

    def _redraw(self) -> None:
        """Build the lines of the window; `show` finds out which of them changed."""
        many = -(-self.seen.height // self._row_height) if self.seen.height else 0
        rows = self.source.rows(self.top, many) if many else ()
        if not rows:
            self._band(frozenset())
            self.show([(Span(" "), *spans) for spans in self.empty])
            return
        lines: list[Line] = []
        band: frozenset[int] = frozenset()
        for row in rows:
            block = self._block(row)
            if row.key is not None and row.key == self.selected:
                band = frozenset(range(len(lines), len(lines) + self._row_height))
            lines.extend(block)
        self._band(band)
        self.show(lines[: self.seen.height])

    def _band(self, rows: frozenset[int]) -> None:
        moved = self._bands ^ rows
        self._bands = rows
        for row in moved:
            self._strips.pop(row, None)
        if moved:
            self.repaint(sorted(moved))

    def _carry(self, old: Sequence[Line], new: Sequence[Line], rows: Sequence[int]) -> None:
        """The band belongs to a row of the screen: what is drawn in it is not taken along."""
        for row in self._bands:
            self._strips.pop(row, None)
            self._painted.pop(row, None)
        super()._carry(old, new, rows)

    def make_strip(self, y: int) -> Strip:
        """One row of the window, in its band if it is the selected one's."""
        spans = self.lines[y] if 0 <= y < len(self.lines) else BLANK
        if y in self._bands:
            edge = Span(self.glyphs.edge, self.ink.edge)
            return to_strip(over(self.ink.panel, (edge, *fit(spans, self.inner_width))))
        return to_strip(spans if self.selected is None else (Span(" "), *spans))

    def on_resize(self) -> None:
        """The window is another: read it anew."""
        self.forget()
        self.reload()

    def action_move(self, by: int) -> None:
        """One row up or down."""
        self.select_index(self.selected_index + by, ahead=AHEAD)

    def action_page(self, by: int) -> None:
        """One page up or down."""
        self.select_index(self.selected_index + by * self.page)

    def action_end(self, by: int) -> None:
        """To the first row or the last."""
        self.select_index(0 if by < 0 else self.source.count() - 1)

    def action_open(self) -> None:
        """Open the selected row."""
        if self.selected is not None:
            self.post_message(self.Opened(self, self.selected, self.selected_index))

    def on_click(self, event: events.Click) -> None:
        """A click selects, a double click opens."""
        event.stop()
        index = self.top + event.y // self._row_height
        if index < self.source.count() and event.y // self._row_height < self.page:
            self.select_index(index)
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look further down; the selection stays where it is."""
        event.stop()
        self._look(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look further up; the selection stays where it is."""
        event.stop()
        self._look(-3)

    def _look(self, by: int) -> None:
        self.top = max(0, min(self.top + by, self.source.count() - self.page))
        self._redraw()
