"""A program behind a real pseudo-terminal: keys go in, painted frames come out with their times.

Times are seconds of `time.perf_counter`. The terminal answers what a usual one answers (cursor
report, synchronised output), at once and the same to every program.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROWS, COLUMNS = 36, 120
PATIENCE = 30.0
FRONTDESK = (sys.executable, "-c", "from frontdesk.cli import main; raise SystemExit(main())")
BARE = (sys.executable, str(Path(__file__).with_name("bare.py")))
FRAME_END = "\x00"

_COLOUR = re.compile(r"\x1b\[[0-9;:]*m")
_OTHER = re.compile(r"\x1b(\[[?>=]?[0-9;:]*[ $]?[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[()].|[=>78])")
_END = b"\x1b[?2026l"
_ANSWERS = ((b"\x1b[6n", b"\x1b[1;2R"), (b"\x1b[?2026$p", b"\x1b[?2026;2$y"))


class Timeout(Exception):
    """The program did not paint what was waited for."""


class Seen(NamedTuple):
    """When the awaited text was painted, to the end of its frame, and all text until then."""

    at: float
    text: str


def plain(data: bytes) -> str:
    """Output as text: colours taken out, the end of a frame as FRAME_END, moves as new lines."""
    text = data.decode("utf-8", "replace").replace("\x1b[?2026l", FRAME_END)
    return _OTHER.sub("\n", _COLOUR.sub("", text))


class Child:
    """One running program; use as a context manager, which ends it."""

    def __init__(self, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        self.began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(argv[0], list(argv), dict(environ))
        self._held = bytearray()
        self._looked = 0

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_error: object) -> None:
        os.kill(self.pid, signal.SIGTERM)
        until = time.monotonic() + 5
        while time.monotonic() < until:
            with contextlib.suppress(Timeout):
                self._read(0.02)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    def press(self, keys: bytes) -> float:
        """Forget what was painted so far, press `keys`; the time just before."""
        self._held.clear()
        at = time.perf_counter()
        os.write(self._fd, keys)
        return at

    def wait(self, *texts: str, patience: float = PATIENCE) -> Seen:
        """Until all of `texts` are painted, and the frame after the last; raises Timeout."""
        until = time.monotonic() + patience
        text = plain(bytes(self._held))
        while time.monotonic() < until:
            # A frame is looked at once it is whole: to read slower than it comes would slow it.
            if self._read(0.25) and self._whole():
                at = time.perf_counter()
                text = plain(bytes(self._held))
                ends = [text.find(one) for one in texts]
                if min(ends) >= 0 and text.rfind(FRAME_END) > max(ends):
                    return Seen(at, text)
        raise Timeout(f"{texts!r} never came; last: {text[-400:]!r}")

    def drain(self, seconds: float) -> None:
        """Read whatever comes for so long."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._read(left)

    def settle(self, quiet: float = 0.05, most: float = 1.0) -> None:
        """Read until nothing came for `quiet` seconds."""
        until = time.monotonic() + most
        while time.monotonic() < until and self._read(quiet):
            pass

    def cpu(self) -> float:
        """Processor seconds used so far (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _whole(self) -> bool:
        return self._held.rfind(_END, self._looked) >= 0

    def _read(self, seconds: float) -> bool:
        if not select.select([self._fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            raise Timeout(f"the program ended: {plain(bytes(self._held))[-800:]}") from None
        for asked, answer in _ANSWERS:
            if asked in data:
                os.write(self._fd, answer)
        self._looked = max(0, len(self._held) - len(_END))
        self._held += data
        return True


def environment(home: Path) -> dict[str, str]:
    """The very same variables for both sides, those that the desk sets itself included."""
    names = ("PATH", "PYTHONPATH", "HOME", "TMPDIR")
    return {
        **{name: os.environ[name] for name in names if name in os.environ},
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "FRONTDESK_HOME": str(home),
        "TEXTUAL_FPS": "240",
        "ESCDELAY": "40",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
    }
