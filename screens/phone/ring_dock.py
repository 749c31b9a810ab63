"""The dock of a call that rings: it pushes the screen down, and takes no focus (P1).

Visual spec 4 "Ring strip".
"""

from collections.abc import Callable, Sequence

from textual.geometry import Size
from textual.timer import Timer

from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Drawn, Line
from screens.phone.ring_lines import ROWS, Ring, ring_lines

TICKS_A_SECOND = 10


class RingDock(Drawn):
    """Hidden until `put`; while shown it asks `make` ten times a second how the ring stands.

    Nobody looks at a clock here: `make` does. When it gives nothing more, the dock is hidden.
    """

    DEFAULT_CSS = """
    RingDock { height: auto; width: 100%; display: none; background: $surface; }
    """

    def __init__(self, make: Callable[[], Ring | None], *, id: str = "ring") -> None:
        super().__init__(id=id)
        self.make = make
        self.ring: Ring | None = None
        self._ink: Ink | None = None
        self._glyphs = FULL
        self._ticking: Timer | None = None

    def on_mount(self) -> None:
        """Stand ready; nothing ticks while nothing rings."""
        still = self.ring is None
        self._ticking = self.set_interval(1 / TICKS_A_SECOND, self.tick, pause=still)

    def put(self, ring: Ring | None, ink: Ink, glyphs: Glyphs = FULL) -> None:
        """Show this ring, or nothing: hidden. Only coming and going lays the screen out."""
        self._ink, self._glyphs = ink, glyphs
        before, self.ring = self.ring, ring
        if ring is not None:
            self._redraw()
        if (before is None) != (ring is None):
            self.display = ring is not None
            self._run()

    def tick(self) -> None:
        """How it stands now; only rows that changed are drawn again."""
        if self.ring is not None and self._ink is not None:
            self.put(self.make(), self._ink, self._glyphs)

    def _run(self) -> None:
        if self._ticking is None:
            return
        if self.ring is not None:
            self._ticking.resume()
        else:
            self._ticking.pause()

    def _rows(self, room: int) -> Sequence[Line]:
        if self.ring is None or self._ink is None:
            return ()
        return ring_lines(self.ring, room, self._ink, self._glyphs)

    def _redraw(self) -> None:
        self.draw(self._rows)
        if not self.seen.width and self.is_attached:
            # Never shown yet: it is as wide as the screen, and opens with its words in it.
            self.show(self._rows(self.app.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Always as high, so that no tick lays the screen out."""
        return ROWS
