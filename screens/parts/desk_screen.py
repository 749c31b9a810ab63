"""The one screen under all pages (facts "Drawing")."""

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.color import Color
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from screens.parts.rooms import Bare


class DeskCompositor(Compositor):
    """Draws of each widget only the rows that changed.

    Textual has every widget of a pane drawn from top to bottom as soon as one row in the pane is
    another: a letter typed into a form would draw the list beside it as well. And every container
    draws itself whole, though only the gaps between what it holds are seen of it.
    """

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if self.root is None:
            return
        whole = self.size.region if crop is None else crop
        ground = self.root.styles.background
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not seen.overlaps(whole) or _is_seen_through(widget, ground):
                continue
            # Whole rows: where widgets meet is worked out by row.
            top, bottom = max(seen.y, whole.y), min(seen.bottom, whole.bottom)
            part = Region(seen.x, top, seen.width, bottom - top)
            yield region, part, widget.render_lines(part.translate(-region.offset))


def _is_seen_through(widget: Widget, ground: Color) -> bool:
    own = widget.styles.background
    return isinstance(widget, Bare) and (own.is_transparent or own == ground)


class DeskScreen(Screen[None]):
    """Painted once when it is laid out anew, and then as a whole.

    Textual paints what it believes to have moved and then, for the same change, the whole screen a
    second time: a page would open half as fast. What it believes may miss a widget when somebody
    asked for a size in between. It also paints all for each move of the focus, which the two
    widgets draw themselves.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._compositor = DeskCompositor()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if self._layout_required or self._repaint_required:
            self._repaint_required = False
            self._set_dirty()
            self._dirty_widgets.add(self)
        super()._refresh_layout(size, scroll)
