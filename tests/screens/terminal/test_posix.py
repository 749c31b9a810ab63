"""The parts of the driver that no real terminal shows on demand; the rest is in tests/faults."""

import os
import sys
import threading
from types import SimpleNamespace
from typing import Any

import pytest

if sys.platform != "win32":
    from screens.terminal import posix, signals
    from screens.terminal.posix import DeskPosixDriver

    def reading(end: int, is_tty: bool) -> tuple[DeskPosixDriver, list[Any]]:
        """A driver that has only what reading needs, and where its messages go."""
        driver = object.__new__(DeskPosixDriver)
        heard: list[Any] = []
        driver.fileno = end
        driver.input_tty = is_tty
        driver.exit_event = threading.Event()
        driver._app = SimpleNamespace()  # type: ignore[assignment]
        driver.process_message = heard.append  # type: ignore[method-assign,assignment]
        return driver, heard

    @pytest.mark.parametrize("fault", [OSError(5, "gone"), None])
    @pytest.mark.parametrize("is_tty", [True, False])
    def test_the_end_of_input_ends_the_reading(
        monkeypatch: pytest.MonkeyPatch, fault: OSError | None, is_tty: bool
    ) -> None:
        """A terminal that ends is lost; a pipe that ends has said all it had to."""
        out, into = os.pipe()
        lost: list[Any] = []
        monkeypatch.setattr(signals, "terminal_lost", lost.append)
        driver, heard = reading(out, is_tty)
        os.write(into, b"k")
        os.close(into)
        if fault is not None:
            answers = iter([b"k"])

            def read(_end: int, _most: int) -> bytes:
                for answer in answers:
                    return answer
                raise fault

            monkeypatch.setattr(posix.os, "read", read)
        driver.run_input_thread()
        monkeypatch.undo()
        os.close(out)
        assert [one.key for one in heard] == ["k"]
        assert lost == ([driver._app] if is_tty else [])

    def test_a_fault_in_reading_goes_to_the_app_as_it_is() -> None:
        driver, _ = reading(-1, True)
        calls: list[tuple[Any, ...]] = []
        handle = object()
        app: Any = SimpleNamespace(call_later=lambda *call: calls.append(call))
        app._handle_exception = handle
        driver._app = app
        driver._run_input_thread()
        ((called, error),) = calls
        assert called is handle
        assert isinstance(error, ValueError)
