"""Lines of styled spans, and the widget that draws them (facts "Drawing"; visual spec 1).

Every long or ticking thing is drawn here, never by ScrollView or DataTable: a row is redrawn only
when what it shows has changed. Text is never read as markup.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from screens.parts import cells

PLAIN = Style()


class Span(NamedTuple):
    """A piece of text in one style. The text is data: shown as it stands."""

    text: str
    style: Style = PLAIN


Line = tuple[Span, ...]
BLANK: Line = ()


def line(*parts: Span | str | tuple[str, Style]) -> Line:
    """A line of spans, bare strings (no style) and pairs; empty pieces are left out."""
    spans = (Span(part) if isinstance(part, str) else Span(*part) for part in parts)
    return tuple(span for span in spans if span.text)


def width(spans: Iterable[Span]) -> int:
    """The cells that a line takes."""
    return sum(cells.width(span.text) for span in spans)


def text_of(spans: Iterable[Span]) -> str:
    """A line's bare text, for tests and for saying it elsewhere."""
    return "".join(cells.safe(span.text) for span in spans)


def cut(spans: Sequence[Span], room: int, more: str = cells.MORE) -> Line:
    """A line in at most `room` cells; what is lost is marked by `more`."""
    if width(spans) <= room:
        return tuple(spans)
    left = max(0, room - cells.width(more))
    if left == 0:
        more, left = "", max(0, room)
    out: list[Span] = []
    last = PLAIN
    for span in spans:
        last = span.style
        size = cells.width(span.text)
        if size > left:
            out.append(Span(cells.head(span.text, left), span.style))
            break
        out.append(span)
        left -= size
    out.append(Span(more, last))
    return tuple(span for span in out if span.text)


def fit(spans: Sequence[Span], room: int, style: Style = PLAIN, more: str = cells.MORE) -> Line:
    """A line in exactly `room` cells, filled up with blanks in `style`."""
    shown = cut(spans, room, more)
    gap = room - width(shown)
    return (*shown, Span(" " * gap, style)) if gap > 0 else shown


def ends(
    left: Sequence[Span],
    right: Sequence[Span],
    room: int,
    *,
    gap: int = 1,
    style: Style = PLAIN,
    more: str = cells.MORE,
) -> Line:
    """`left` and `right` at the two ends of exactly `room` cells; the left gives way first."""
    shown_right = cut(right, room, more)
    taken = width(shown_right)
    space = room - taken - (gap if taken else 0)
    shown_left = cut(left, max(0, space), more)
    between = room - taken - width(shown_left)
    return (*shown_left, *line((" " * between, style)), *shown_right)


def over(ground: Style, spans: Iterable[Span]) -> Line:
    """A line upon `ground`: each span keeps what it says itself."""
    return tuple(Span(span.text, ground + span.style) for span in spans)


def to_strip(spans: Iterable[Span]) -> Strip:
    """What Textual draws. The last door for text: controls are made visible here.

    The same line is the same strip, wherever it is scrolled to: a strip keeps what was made of it.
    """
    return _strip(tuple(spans))


@lru_cache(maxsize=1024)
def _strip(spans: Line) -> Strip:
    # Neighbours in one style are one piece: a bar of twenty cells is drawn and sent as three or so.
    return Strip(
        [
            Segment("".join(cells.safe(span.text) for span in alike), style)
            for style, alike in groupby((span for span in spans if span.text), _style)
        ]
    )


def _style(span: Span) -> Style:
    return span.style


_NOTHING = Strip([])


def changed_rows(old: Sequence[Line], new: Sequence[Line]) -> list[int]:
    """The rows whose content differs, those that only one of the two has included."""
    shared = min(len(old), len(new))
    rows = [y for y in range(shared) if old[y] is not new[y] and old[y] != new[y]]
    rows.extend(range(shared, max(len(old), len(new))))
    return rows


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending rows as (first, how many) runs."""
    out: list[tuple[int, int]] = []
    for row in rows:
        if out and sum(out[-1]) == row:
            out[-1] = (out[-1][0], out[-1][1] + 1)
        else:
            out.append((row, 1))
    return out


class Lines(Widget):
    """Draws the lines it is shown; only changed rows are drawn again."""

    DEFAULT_CSS = """
    Lines { height: auto; width: 1fr; background: transparent; }
    """
    # Nothing scrolls in here: another size must not have the whole screen laid out a second time.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)

    def __init__(
        self,
        lines: Sequence[Line] = (),
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._lines: tuple[Line, ...] = tuple(lines)
        self._strips: dict[int, Strip] = {}
        # As painted last: whole rows in this style and width.
        self._painted: dict[int, Strip] = {}
        self._ground: tuple[Style, int] | None = None
        self._painting: Style | None = None
        self._own: tuple[int, Style] | None = None

    def notify_style_update(self) -> None:
        """The style sheets say something else now, perhaps of what is behind."""
        self._own = None
        super().notify_style_update()

    def _ground_style(self) -> Style:
        """The widget's own style: asked of the whole tree once, until it may be another."""
        changes = self.styles._cache_key
        if self._own is None or self._own[0] != changes:
            self._own = changes, self.rich_style
        return self._own[1]

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown now."""
        return self._lines

    @property
    def seen(self) -> Size:
        """The room for lines; while hidden the room there was, so that it comes back right."""
        size = self.size
        if size or not self.is_attached:
            return size
        return self.outer_size - Size(self.gutter.width, self.gutter.height)

    def show(self, lines: Sequence[Line]) -> None:
        """Show `lines` from the top. Costs only the rows that differ from what stands."""
        new = tuple(lines)
        old = self._lines
        rows = changed_rows(old, new)
        if not rows:
            return
        self._carry(old, new, rows)
        self._lines = new
        if len(new) not in (len(old), self.size.height) and self.styles.auto_dimensions:
            self.refresh(layout=True)
            return
        self._show_rows(rows)

    def _carry(self, old: Sequence[Line], new: Sequence[Line], rows: Sequence[int]) -> None:
        """What was drawn of a line that only moved is taken along: a list scrolls by one row."""
        places = {id(old[y]): y for y in self._painted if y < len(old)}
        kept = [(y, places[id(new[y])]) for y in rows if y < len(new) and id(new[y]) in places]
        painted = {y: self._painted[before] for y, before in kept}
        strips = {y: self._strips[before] for y, before in kept if before in self._strips}
        for row in rows:
            self._strips.pop(row, None)
            self._painted.pop(row, None)
        self._painted.update(painted)
        self._strips.update(strips)

    def repaint(self, rows: Sequence[int]) -> None:
        """Have these rows drawn again, where they can be seen."""
        for row in rows:
            self._painted.pop(row, None)
        self._show_rows(rows)

    def _show_rows(self, rows: Sequence[int]) -> None:
        wide, high = self.size
        if rows and (max(rows) >= high or not self.is_mounted):
            # Textual keeps what it drew while the widget was lower: all of it is stale then.
            self.refresh()
            return
        self.refresh(*(Region(0, first, wide, many) for first, many in runs(rows)))

    def render_line(self, y: int) -> Strip:
        """One row upon the widget's own ground; blank below the last line."""
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self.make_strip(y)
        # Textual fills only what a line leaves free: what a span does not say comes from here.
        return strip.apply_style(self._painting or self._ground_style())

    def forget(self) -> None:
        """Make every row anew when it is next painted."""
        self._strips.clear()
        self._painted.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of `crop`, the widget's style asked for once a paint instead of once a row."""
        if any(self.gutter) or not self.size.width:
            return super().render_lines(crop)
        style, wide = self._ground_style(), self.size.width
        if self._ground != (style, wide):
            self._ground = style, wide
            self._painted.clear()
        self._painting = style
        filters = self.get_line_filters()
        background = self.background_colors[1] if filters else None
        rows = []
        for y in crop.line_range:
            row = self._painted.get(y)
            if row is None:
                row = self._painted[y] = self.render_line(y).adjust_cell_length(wide, style)
            for one in filters:
                row = row.apply_filter(one, background) if background is not None else row
            rows.append(row if crop.column_span == (0, wide) else row.crop(*crop.column_span))
        self._painting = None
        return rows

    def make_strip(self, y: int) -> Strip:
        """The row as its spans say; kept until they change."""
        return to_strip(self._lines[y]) if 0 <= y < len(self._lines) else _NOTHING

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as there are lines, where the style sheet leaves it open."""
        return len(self._lines)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the widest line, where the style sheet leaves it open."""
        return max((width(spans) for spans in self._lines), default=0)


class Drawn(Lines):
    """Lines that depend on the width: drawn anew when it changes."""

    _make: Callable[[int], Sequence[Line]] | None = None

    def draw(self, make: Callable[[int], Sequence[Line]]) -> None:
        """Show what `make(width)` gives, now and whenever the width is another."""
        self._make = make
        if self.seen.width:
            self.show(make(self.seen.width))

    def on_resize(self) -> None:
        """Another width: the same content again."""
        if self._make is not None and self.seen.width:
            self.show(self._make(self.seen.width))
