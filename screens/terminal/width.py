"""Whether ambiguous characters (─, ●, …) take one cell here, or two (X3).

Terminals in China may draw them two cells wide, and no setting tells: so one is printed, and the
terminal asked where its cursor stands now.
"""

import contextlib
import re
import sys
import time
from typing import Literal

from frontdesk.clock import Millis

Width = Literal["narrow", "wide"]

PATIENCE: Millis = 100
"""How long the terminal may take to answer."""

ASK = "\r─\x1b[6n"
"""One ambiguous character at the left edge, then the request for a cursor report."""

CLEAN = "\r\x1b[2K"
"""Takes the character away again."""

_REPORT = re.compile(rb"\x1b\[(\d{1,5});(\d{1,5})R")
_CELLS: dict[int, Width] = {1: "narrow", 2: "wide"}


def encode_report(row: int, column: int) -> bytes:
    """A terminal's answer: cursor at `row` and `column`, both counted from 1."""
    return b"\x1b[%d;%dR" % (row, column)


def decode_report(data: bytes) -> tuple[int, int] | None:
    """Row and column, from 1, of the first cursor report in `data`; None when it has none."""
    found = _REPORT.search(data)
    return (int(found[1]), int(found[2])) if found else None


def width_of(column: int) -> Width | None:
    """What a cursor at `column`, from 1, says after one character from the left edge."""
    return _CELLS.get(column - 1)


def measure(input_fd: int = 0, output_fd: int = 2, patience: Millis = PATIENCE) -> Width | None:
    """Ask the terminal, before the app starts; None when it is none or does not answer in time.

    Leaves the terminal's modes as they were. A late answer is harmless: the app's reader knows
    cursor reports.
    """
    if sys.platform == "win32":
        return _measure_console()
    else:  # noqa: RET505 - the type checker follows the platform by branch
        return _measure_tty(input_fd, output_fd, patience)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Screen(ctypes.Structure):
        _fields_ = (
            ("size", wintypes._COORD),
            ("cursor", wintypes._COORD),
            ("attributes", wintypes.WORD),
            ("window", wintypes.SMALL_RECT),
            ("largest", wintypes._COORD),
        )

    def _measure_console() -> Width | None:
        """The console knows its cursor without being asked in escape sequences."""
        out = sys.__stdout__
        if out is None or not out.isatty():
            return None
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.GetStdHandle.restype = wintypes.HANDLE
        screen = _Screen()
        try:
            out.write("\r─")
            out.flush()
            handle = wintypes.HANDLE(kernel.GetStdHandle(-11))
            told = kernel.GetConsoleScreenBufferInfo(handle, ctypes.byref(screen))
            out.write("\r  \r")
            out.flush()
        except (OSError, ValueError):
            return None
        return width_of(int(screen.cursor.X) + 1) if told else None

else:
    import os
    import select
    import termios
    import tty

    def _measure_tty(input_fd: int, output_fd: int, patience: Millis) -> Width | None:
        try:
            # In the background the answer would go to somebody else, and we be stopped.
            if not os.isatty(output_fd) or os.tcgetpgrp(input_fd) != os.getpgrp():
                return None
            before = termios.tcgetattr(input_fd)
        except (OSError, termios.error):
            return None
        quiet = termios.tcgetattr(input_fd)
        quiet[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON)
        quiet[tty.CC][termios.VMIN] = 1
        quiet[tty.CC][termios.VTIME] = 0
        try:
            termios.tcsetattr(input_fd, termios.TCSANOW, quiet)
            os.write(output_fd, ASK.encode())
            report = _await_report(input_fd, patience)
            os.write(output_fd, CLEAN.encode())
        except (OSError, termios.error):
            return None
        finally:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(input_fd, termios.TCSANOW, before)
        return width_of(report[1]) if report else None

    def _await_report(input_fd: int, patience: Millis) -> tuple[int, int] | None:
        heard = bytearray()
        until = time.monotonic() + patience / 1000
        while (left := until - time.monotonic()) > 0:
            if not select.select([input_fd], [], [], left)[0]:
                break
            # One byte at a time: keys that follow the report are left for the app.
            byte = os.read(input_fd, 1)
            if not byte:
                break
            heard += byte
            if byte == b"R" and (report := decode_report(bytes(heard))):
                return report
        return None
