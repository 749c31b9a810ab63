"""One line on a terminal that shows how far a long piece of work is; nothing elsewhere."""

import sys
import time
from types import TracebackType
from typing import TextIO

from frontdesk.words import _

_CELLS = 24
_EVERY_S = 0.1
_CLEAR = "\r\x1b[K"


class ProgressLine:
    """Shows `word`, a bar and a count; the line is gone when the work is over or fails."""

    def __init__(self, word: str, stream: TextIO | None = None) -> None:
        self._word = word
        self._stream = sys.stderr if stream is None else stream
        self._shown = self._stream.isatty()
        self._drawn_at = 0.0
        self._drawn = False

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._drawn:
            self._stream.write(_CLEAR)
            self._stream.flush()

    def __call__(self, done: int, whole: int | None = None) -> None:
        """So much is done, of `whole` if that is known."""
        if not self._shown:
            return
        now = time.monotonic()
        if now - self._drawn_at < _EVERY_S and done != whole:
            return
        self._drawn_at, self._drawn = now, True
        self._stream.write(f"{_CLEAR}{self._word} {bar(done, whole)}")
        self._stream.flush()


def bar(done: int, whole: int | None) -> str:
    """`[######------] 1234 of 2468`, or the count alone."""
    if not whole:
        return str(done)
    full = min(_CELLS, _CELLS * done // whole)
    drawn = "#" * full + "-" * (_CELLS - full)
    return f"[{drawn}] " + _("{done} of {whole}").format(done=done, whole=whole)
