"""The one screen under all pages (facts "Drawing")."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget


class DeskScreen(Screen[None]):
    """Painted once when it is laid out anew.

    Textual paints what moved and then, for the same change, the whole screen a second time: a page
    would open half as fast. It does so for each move of the focus as well; the widgets draw that.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if self._repaint_required:
            self._repaint_required = False
            self._dirty_widgets.add(self)
        super()._refresh_layout(size, scroll)
