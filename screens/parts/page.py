"""What every page of a window is; whatever it has no use for does nothing (house)."""

from collections.abc import Sequence

from screens.parts.parking import Parked
from screens.parts.rooms import TALL, WIDE, Room
from screens.parts.slices import Piece


class Page(Room):
    """A page, mounted once and shown or hidden."""

    def take_focus(self) -> None:
        """The cursor to where one works on this page."""

    def park(self, *, still_open: bool = True) -> Parked | None:
        """Keep what is half typed here, to the character; `still_open`: it stays on the screen."""

    def keep_cursor(self) -> None:
        """Keep the place where one types, when it moved: a kill must not lose it."""

    def come_up(self) -> None:
        """Shown again after another page: what moved meanwhile is drawn."""
        self.tick()

    def reread(self) -> None:
        """The desk changed: what is shown is read again."""

    def tick(self) -> None:
        """A second has passed: what depends on it is drawn again."""

    def tick_pieces(self) -> Sequence[Piece]:
        """The same in pieces, none of which keeps a key waiting for long."""
        return (self.tick,)

    @property
    def wide(self) -> bool:
        """Whether there are two panes."""
        return self.app.size.width >= WIDE

    @property
    def tall(self) -> bool:
        """Whether there is room for blank rows."""
        return self.app.size.height >= TALL
