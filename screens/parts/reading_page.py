"""A page to read: help, the emergency card, one visit in full. Esc goes back."""

from collections.abc import Callable, Sequence

from textual.containers import VerticalScroll

from screens.parts.focus import focus_now
from screens.parts.lines import Drawn, Line
from screens.parts.page import Page


class ReadingPage(Page):
    """Lines in a scroll, made for the width there is, and made again on a tick."""

    DEFAULT_CSS = """
    ReadingPage { width: 100%; height: 1fr; display: none; background: $background; }
    ReadingPage > VerticalScroll { padding: 1 2; scrollbar-size: 0 0; }
    """

    def __init__(self, page_id: str) -> None:
        super().__init__(id=page_id)
        self._drawn = Drawn()
        self._scroll = VerticalScroll(self._drawn)
        self._make: Callable[[int], Sequence[Line]] | None = None

    def compose(self):  # type: ignore[no-untyped-def]
        """One scroll."""
        yield self._scroll

    def read(self, make: Callable[[int], Sequence[Line]]) -> None:
        """Show what `make(width)` gives, from the top."""
        self._make = make
        self._drawn.draw(make)
        self._scroll.scroll_home(animate=False)
        focus_now(self._scroll)

    def tick(self) -> None:
        """Draw again what depends on the time."""
        if self._make is not None and self.display:
            self._drawn.draw(self._make)
