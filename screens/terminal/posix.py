"""The driver for Linux and macOS: Textual's, with our own reading of input and loss of terminal."""

import sys

if sys.platform != "win32":
    import os
    import selectors
    import time
    from typing import TYPE_CHECKING, Any, TextIO, cast

    from textual.drivers.linux_driver import LinuxDriver

    from screens.terminal import signals
    from screens.terminal.decoding import InputReader
    from screens.terminal.output import SturdyFile

    if TYPE_CHECKING:
        from textual.app import App

    _READ_AT_ONCE = 4096
    # What the writing thread needs to send a frame off; whatever else there is to do comes after.
    _HANDOVER_S = 0.0001

    class DeskPosixDriver(LinuxDriver):
        """Reads with replacement, tells a lone Esc in about 40 ms, and knows a lost terminal."""

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

        def flush(self) -> None:
            """Called after each frame: let the thread that writes it go first."""
            super().flush()
            time.sleep(_HANDOVER_S)

        def _run_input_thread(self) -> None:
            try:
                self.run_input_thread()
            except Exception as error:
                # Textual would print a traceback with values here.
                self._app.call_later(self._app._handle_exception, error)

        def run_input_thread(self) -> None:
            """Read until told to stop or until the terminal is gone."""
            reader = InputReader()
            # Not the default selector: on macOS that one cannot wait for a terminal.
            with selectors.SelectSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    if selector.select(reader.patience() / 1000):
                        data = self._read()
                        if not data:
                            if self.input_tty and not self.exit_event.is_set():
                                signals.terminal_lost(self._app)
                            return
                        for message in reader.feed(data):
                            self.process_message(message)
                    for message in reader.tick():
                        self.process_message(message)

        def _read(self) -> bytes:
            """What can be read now; nothing when the other end is gone."""
            try:
                return os.read(self.fileno, _READ_AT_ONCE)
            except OSError:
                return b""
