"""Work in small pieces, between which a key is heard and painted (house, promise 3)."""

from collections import deque
from collections.abc import Callable, Iterable

Piece = Callable[[], None]


class Slices:
    """Pieces of one round of work, done one after the other; a new round replaces what is left.

    `later` has a piece done a moment later, when keys that came meanwhile were answered; nothing is
    done any more once `goes_on` says no.
    """

    def __init__(self, later: Callable[[Piece], object], goes_on: Callable[[], bool]) -> None:
        self._later = later
        self._goes_on = goes_on
        self._left: deque[Piece] = deque()
        self._waits = False

    def begin(self, pieces: Iterable[Piece]) -> None:
        """Do the first piece now and the others a moment apart."""
        self._left = deque(pieces)
        self._step()

    def finish(self) -> None:
        """Do all that is left at once."""
        while self._left:
            self._left.popleft()()

    def _step(self) -> None:
        if self._left:
            self._left.popleft()()
        if self._left and not self._waits:
            self._waits = True
            self._later(self._again)

    def _again(self) -> None:
        self._waits = False
        if self._goes_on():
            self._step()
