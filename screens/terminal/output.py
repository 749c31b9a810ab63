"""The way out to the terminal, which may vanish at any moment."""

from typing import TextIO


class SturdyFile:
    """A text file whose loss is borne: what cannot be written any more is dropped.

    Without it the writing thread dies with the terminal, its queue fills, and the program waits
    for ever to say good-bye to nobody.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.lost = False

    def write(self, text: str) -> int:
        """Write `text`; characters that the encoding lacks become question marks."""
        if self.lost:
            return len(text)
        try:
            return self._file.write(text)
        except UnicodeEncodeError:
            encoding = self._file.encoding or "utf-8"
            return self.write(text.encode(encoding, "replace").decode(encoding))
        except (OSError, ValueError):
            self.lost = True
            return len(text)

    def flush(self) -> None:
        """Send on what is buffered."""
        if self.lost:
            return
        try:
            self._file.flush()
        except (OSError, ValueError):
            self.lost = True

    def fileno(self) -> int:
        """The number of the file underneath."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether a terminal is at the other end."""
        return not self.lost and self._file.isatty()
