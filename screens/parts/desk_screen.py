"""The one screen under all pages (facts "Drawing")."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget


class DeskScreen(Screen[None]):
    """Painted once when it is laid out anew, and then as a whole.

    Textual paints what it believes to have moved and then, for the same change, the whole screen a
    second time: a page would open half as fast. What it believes may miss a widget when somebody
    asked for a size in between. It also paints all for each move of the focus, which the two
    widgets draw themselves.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if self._layout_required or self._repaint_required:
            self._repaint_required = False
            self._set_dirty()
            self._dirty_widgets.add(self)
        super()._refresh_layout(size, scroll)
