"""The twin for Windows: its driver, and the closed window there."""

import sys

if sys.platform == "win32":
    import ctypes
    from collections.abc import Callable
    from ctypes import wintypes
    from typing import TYPE_CHECKING, Any, TextIO, cast

    from textual.drivers import win32
    from textual.drivers.windows_driver import WindowsDriver

    from screens.terminal import signals
    from screens.terminal.decoding import InputReader, WideDecoder
    from screens.terminal.output import SturdyFile

    if TYPE_CHECKING:
        from textual.app import App

    _RECORDS_AT_ONCE = 1024
    _KEY_EVENT = 0x0001
    _WINDOW_BUFFER_SIZE_EVENT = 0x0004
    # Window closed, user signs off, machine goes down.
    _CLOSING_EVENTS = frozenset((2, 5, 6))

    class DeskEventMonitor(win32.EventMonitor):
        """Reads the console's records; a cut or lone surrogate does not make it deaf."""

        def run(self) -> None:
            """Read until told to stop or until the console is gone."""
            reader = InputReader()
            decoder = WideDecoder()
            handle = win32.GetStdHandle(win32.STD_INPUT_HANDLE)
            records = (win32.INPUT_RECORD * _RECORDS_AT_ONCE)()
            count = wintypes.DWORD(0)
            while not self.exit_event.is_set():
                if win32.wait_for_handles([handle], reader.patience()) is not None:
                    taken = win32.KERNEL32.ReadConsoleInputW(
                        handle, ctypes.byref(records), _RECORDS_AT_ONCE, ctypes.byref(count)
                    )
                    if not taken:
                        if not self.exit_event.is_set():
                            signals.terminal_lost(self.app)
                        return
                    units, size = self._sort(records[: count.value])
                    for message in reader.feed_text(decoder.decode(units)):
                        self.process_event(cast(Any, message))
                    if size is not None:
                        self.on_size_change(*size)
                for message in reader.tick():
                    self.process_event(cast(Any, message))

        @staticmethod
        def _sort(records: "list[win32.INPUT_RECORD]") -> tuple[str, tuple[int, int] | None]:
            """The UTF-16 units typed, and the last new size in cells if there is one."""
            units: list[str] = []
            size: tuple[int, int] | None = None
            for record in records:
                if record.EventType == _KEY_EVENT:
                    key = record.Event.KeyEvent
                    # A state without a key is a modifier alone.
                    alone = key.dwControlKeyState and key.wVirtualKeyCode == 0
                    if key.bKeyDown and not alone:
                        units.append(key.uChar.UnicodeChar)
                elif record.EventType == _WINDOW_BUFFER_SIZE_EVENT:
                    new = record.Event.WindowBufferSizeEvent.dwSize
                    size = (new.X, new.Y)
            return "".join(units), size

    class DeskWindowsDriver(WindowsDriver):
        """Textual's driver with our own reading of input and without the Kitty protocol."""

        def __init__(
            self,
            app: "App[Any]",
            *,
            debug: bool = False,
            mouse: bool = True,
            size: tuple[int, int] | None = None,
        ) -> None:
            super().__init__(app, debug=debug, mouse=mouse, size=size)
            self._file = cast(Any, SturdyFile(cast(TextIO, self._file)))
            signals.attach(self._loop)

        def write(self, data: str) -> None:
            """Write `data`, except the request that takes text away from input methods."""
            if data != "\x1b[>1u":
                super().write(data)

        def start_application_mode(self) -> None:
            """Start as Textual does, with our monitor in the place of its own."""
            # Textual names its monitor inside this method: lend it ours meanwhile.
            theirs = win32.EventMonitor
            win32.EventMonitor = DeskEventMonitor  # type: ignore[misc]
            try:
                super().start_application_mode()
            finally:
                win32.EventMonitor = theirs  # type: ignore[misc]

    def on_console_close(call: Callable[[], None]) -> Callable[[], None]:
        """Have `call` run, in a thread of the system's, when the window closes.

        Returns what undoes it. Windows ends the process some seconds after, or when `call`
        returns.
        """

        def closed(event: int) -> bool:
            if event not in _CLOSING_EVENTS:
                return False
            call()
            return True

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handler = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)(closed)
        kernel.SetConsoleCtrlHandler(handler, True)

        def undo() -> None:
            kernel.SetConsoleCtrlHandler(handler, False)

        return undo

    signals.console_closing = on_console_close
