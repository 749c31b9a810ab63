"""From raw input to messages, with no input that ends the program (requirements X2, X3)."""

import codecs

from textual import _time
from textual._xterm_parser import XTermParser
from textual.message import Message

from frontdesk.clock import Millis

IDLE: Millis = 100
"""How long a reader may wait when nothing is half read; also how late it notices the end."""


class WideDecoder:
    """UTF-16 code units as the Windows console gives them, to text.

    A pair cut between two reads is joined; half a pair alone becomes U+FFFD.
    """

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-16-le")("replace").decode

    def decode(self, units: str) -> str:
        """The text of `units`, a string that may hold lone surrogates."""
        return self._decode(units.encode("utf-16-le", "surrogatepass"))


class InputReader:
    """Keeps what is half read: a character cut in two, an Esc that may begin a sequence.

    Bytes that are not UTF-8 (a GBK paste, an odd scanner) become U+FFFD. A sequence that the
    parser cannot bear is dropped, and reading goes on after it.
    """

    def __init__(self) -> None:
        self._bytes = codecs.getincrementaldecoder("utf-8")("replace")
        self._parser = XTermParser()

    def feed(self, data: bytes) -> list[Message]:
        """The messages that `data`, at least one byte, completes."""
        return self.feed_text(self._bytes.decode(data))

    def feed_text(self, text: str) -> list[Message]:
        """The messages that already decoded `text` completes."""
        heard: list[Message] = []
        # Character by character, so that a fault costs one sequence and not the rest of a paste.
        for character in text:
            try:
                heard.extend(self._parser.feed(character))
            except Exception:
                self._start_afresh()
                if character == "\x1b":
                    heard.extend(self._parser.feed(character))
        return heard

    def tick(self) -> list[Message]:
        """The messages that become certain because nothing followed: a lone Esc."""
        try:
            return list(self._parser.tick())
        except Exception:
            self._start_afresh()
            return []

    def patience(self) -> Millis:
        """How long to wait for more input before `tick` is worth calling."""
        due = self._parser._timeout_time
        if due is None:
            return IDLE
        return max(0, min(IDLE, round((due - _time.get_time()) * 1000) + 1))

    def _start_afresh(self) -> None:
        worn, self._parser = self._parser, XTermParser()
        # Where the mouse is counted in pixels, the new parser must go on counting so.
        self._parser.mouse_pixels = worn.mouse_pixels
        self._parser.terminal_size = worn.terminal_size
        self._parser.terminal_pixel_size = worn.terminal_pixel_size
