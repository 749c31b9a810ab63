"""A label and one widget right of it, in a single widget of ours (visual spec 4 "Field").

A form has a dozen of them: each widget less is felt when it opens and when it is typed in.
"""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.geometry import NULL_OFFSET, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from screens.parts import cells
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Drawn, Line, line

LABEL = 12


def label_line(label: str, ink: Ink, glyphs: Glyphs, *, focused: bool) -> Line:
    """The label in exactly `LABEL` cells, bold while its field has the focus."""
    style = ink.hi if focused else ink.dim
    return line((cells.pad(glyphs.text(label), LABEL, glyphs.more), style))


class BesideLabel(Layout):
    """Places the one child right of the label, as wide as its parent says."""

    name = "beside-label"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """One placement."""
        if not isinstance(parent, Labelled):
            return []
        wide = parent.inner_width(size.width)
        high = parent.inner_height(size, wide)
        return [
            WidgetPlacement(Region(LABEL, 0, wide, high), NULL_OFFSET, Spacing(), child)
            for child in children
        ]


_BESIDE_LABEL = BesideLabel()


class Labelled(Drawn):
    """Draws its label, and what else stands around the widget inside."""

    DEFAULT_CSS = """
    Labelled { height: auto; width: 1fr; }
    """

    @property
    def layout(self) -> Layout:
        """Its own: nothing else is placed here."""
        return _BESIDE_LABEL

    @property
    def inside(self) -> Widget:
        """The widget right of the label; each kind of field has its own."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The widget inside; all the rest is drawn."""
        yield self.inside

    def inner_width(self, room: int) -> int:
        """The cells of the widget inside, in a field of `room` cells: all there are."""
        return max(0, room - LABEL)

    def inner_height(self, size: Size, wide: int) -> int:
        """The rows of the widget inside when it is `wide` cells wide."""
        told = self.inside.styles.height
        if told is not None and told.cells is not None:
            return told.cells
        gutter = self.inside.gutter
        content = max(0, wide - gutter.width)
        return self.inside.get_content_height(size, self.app.size, content) + gutter.height

    def around(self, room: int) -> Sequence[Line]:
        """The label, and the rest of the rows; the widget inside covers its part.

        Each kind of field has its own.
        """
        raise NotImplementedError

    def on_mount(self) -> None:
        """Draw what is known."""
        self.draw(self.around)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as what is inside."""
        return max(1, self.inner_height(container, self.inner_width(width)))
