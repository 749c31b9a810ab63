"""Told to end from outside: draft kept, database closed, out in time, nothing left behind.

SIGHUP, SIGTERM and a closed window all end here (house: promise 1; facts: "Text from people").
"""

import asyncio
import atexit
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from frontdesk.clock import SECOND, Millis

if TYPE_CHECKING:
    from textual.app import App

LIMIT: Millis = 2 * SECOND
"""From the signal to the end of the process, at the very most."""

_WATCHDOG: Millis = 1_700
"""When the process is ended whatever it does; the rest of `LIMIT` is for the system."""

_PATIENCE: Millis = 700
"""How long the app's own thread may take to begin closing before the draft is kept elsewhere."""


console_closing: Callable[[Callable[[], None]], Callable[[], None]] | None = None
"""How Windows tells of a closed window: the twin there puts it in, and knows this room alone."""


def _ending_signals() -> tuple[signal.Signals, ...]:
    if sys.platform == "win32":
        return (signal.SIGTERM, signal.SIGBREAK)
    return (signal.SIGTERM, signal.SIGHUP)


def _window_closed() -> signal.Signals:
    """The signal that stands for a closed window on this system."""
    if sys.platform == "win32":
        return signal.SIGBREAK
    return signal.SIGHUP


class Ending:
    """One orderly end, however many signals ask for it.

    Its callbacks run in the app's own thread: `keep_draft`, then `close_database`, then
    `app_close(return_code)`. When that thread is stuck, `keep_draft` alone is called from another
    one (so it must bear that), and the watchdog ends the process: what was acknowledged is
    committed already.
    """

    def __init__(
        self,
        app_close: Callable[[int], object],
        *,
        keep_draft: Callable[[], object] | None = None,
        close_database: Callable[[], object] | None = None,
        leave: Callable[[int], object] = os._exit,
        watchdog: Millis = _WATCHDOG,
        patience: Millis = _PATIENCE,
    ) -> None:
        self._app_close = app_close
        self._keep_draft = keep_draft
        self._close_database = close_database
        self._leave = leave
        self._watchdog = watchdog
        self._patience = patience
        # Re-entrant: Python runs a second signal's handler in the midst of the first one's work.
        self._lock = threading.RLock()
        self._begun = False
        self._draft_taken = False
        self._closing = threading.Event()
        self._over = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pipe: tuple[int, int] | None = None
        self._before: dict[int, Any] = {}
        self._release_console: Callable[[], None] = lambda: None

    # -- setting up ---------------------------------------------------------------------------

    def install(self) -> None:
        """Take over the signals; only from the main thread, and before Textual starts."""
        if sys.platform == "win32":
            if console_closing is not None:
                self._release_console = console_closing(self.from_console)
        else:
            self._watch_wakeups()
        for number in _ending_signals():
            self._before[number] = signal.signal(number, self._on_signal)

    def remove(self) -> None:
        """Give the signals back; an end that has begun goes on."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()
        self._release_console()
        if self._pipe is not None:
            signal.set_wakeup_fd(-1)
            os.close(self._pipe[1])
            self._pipe = None

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Remember the loop in whose thread the callbacks belong."""
        self._loop = loop

    def _watch_wakeups(self) -> None:
        """Hear signals in a thread of our own, even while the main thread is deep in C code."""
        if sys.platform != "win32":
            reading, writing = os.pipe()
            os.set_blocking(writing, False)
            self._pipe = (reading, writing)
            signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
            threading.Thread(
                target=self._hear, args=(reading,), name="frontdesk-ending", daemon=True
            ).start()

    def _hear(self, reading: int) -> None:
        wanted = {int(number) for number in _ending_signals()}
        while data := os.read(reading, 64):
            for number in data:
                if number in wanted:
                    self.begin(number)
        os.close(reading)

    # -- the end ------------------------------------------------------------------------------

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        """Run by Python in the main thread, between two instructions."""
        self._guard(number)
        try:
            asyncio.get_running_loop().call_soon_threadsafe(self._close, number)
        except RuntimeError:
            # No app is running. What is open unwinds first (a transaction rolls back), and only
            # then is the database closed under it.
            atexit.register(self._close, number, stop_app=False)
            raise SystemExit(128 + number) from None

    def from_console(self) -> None:
        """Called by Windows in a thread of its own; the process may be ended on return."""
        number = int(_window_closed())
        self.begin(number)
        self._over.wait(self._watchdog / 1000)

    def begin(self, number: int) -> None:
        """End because of signal `number`, from any thread but the app's; later calls do nothing."""
        if not self._guard(number):
            return
        with contextlib.suppress(RuntimeError):
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._close, number)

    def _guard(self, number: int) -> bool:
        """Set the watchdog behind the end; False when that was done before."""
        with self._lock:
            if self._begun:
                return False
            self._begun = True
        threading.Thread(
            target=self._bite, args=(number,), name="frontdesk-watchdog", daemon=True
        ).start()
        return True

    def _bite(self, number: int) -> None:
        until = time.monotonic() + self._watchdog / 1000
        if not self._closing.wait(self._patience / 1000):
            # In a thread of its own: keeping the draft may itself be what is stuck.
            threading.Thread(target=self._take_draft, daemon=True).start()
        time.sleep(max(0.0, until - time.monotonic()))
        self._leave(128 + number)

    def _close(self, number: int, stop_app: bool = True) -> None:
        with self._lock:
            if self._closing.is_set():
                return
            self._closing.set()
        self._take_draft()
        # One step that fails must not keep the next from its turn, nor print what it held.
        if self._close_database is not None:
            with contextlib.suppress(Exception):
                self._close_database()
        if stop_app:
            with contextlib.suppress(Exception):
                self._app_close(128 + number)
        self._over.set()

    def _take_draft(self) -> None:
        with self._lock:
            if self._draft_taken:
                return
            self._draft_taken = True
        if self._keep_draft is not None:
            with contextlib.suppress(Exception):
                self._keep_draft()


_installed: Ending | None = None


def install(
    app_close: Callable[[int], object],
    *,
    keep_draft: Callable[[], object] | None = None,
    close_database: Callable[[], object] | None = None,
) -> Ending:
    """End in order, within 2 s, on SIGHUP, SIGTERM or a closed window (promise 1).

    `app_close` gets the return code (128 + signal) and only asks the app to stop. Call it in the
    main thread before the app runs; the driver attaches the app's loop. An earlier installation
    is removed.
    """
    global _installed
    if _installed is not None:
        _installed.remove()
    _installed = Ending(app_close, keep_draft=keep_draft, close_database=close_database)
    _installed.install()
    return _installed


def attach(loop: asyncio.AbstractEventLoop) -> None:
    """Tell the installed ending, if any, in which loop the app runs."""
    if _installed is not None:
        _installed.attach(loop)


def terminal_lost(app: "App[Any]") -> None:
    """The terminal is gone, seen by the input thread: the same as its window being closed."""
    if _installed is not None:
        _installed.begin(int(_window_closed()))
    else:
        app.call_later(app.exit, None, 128 + int(_window_closed()))
