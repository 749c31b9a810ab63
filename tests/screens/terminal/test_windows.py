"""The twin for Windows, against a console made of plain objects."""

import ctypes
import importlib.util
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import textual.drivers
from textual import events

from screens.terminal import decoding, output, signals

SOURCE = Path(signals.__file__).with_name("windows.py")
# Loaded before the platform is made to look like another one.
LOADED = (decoding, output)


class Console:
    """Gives out batches of records, one for each reading; then it is gone."""

    def __init__(self, batches: list[list[Any]]) -> None:
        self.batches = batches
        self.record: list[Any] = []

    def wait(self, handles: list[Any], timeout: int) -> Any:
        assert timeout <= decoding.IDLE
        return handles[0]

    # The name is the system's own.
    def ReadConsoleInputW(self, _handle: Any, into: Any, most: int, count: Any) -> int:  # noqa: N802
        if not self.batches:
            return 0
        batch = self.batches.pop(0)
        assert len(batch) <= most
        for place, one in enumerate(batch):
            into._obj[place] = one
        count._obj.value = len(batch)
        return 1


def key(unit: str, down: bool = True, code: int = 65, state: int = 0) -> Any:
    return SimpleNamespace(
        EventType=1,
        Event=SimpleNamespace(
            KeyEvent=SimpleNamespace(
                bKeyDown=down,
                wVirtualKeyCode=code,
                dwControlKeyState=state,
                uChar=SimpleNamespace(UnicodeChar=unit),
            )
        ),
    )


def resized(width: int, height: int) -> Any:
    size = SimpleNamespace(X=width, Y=height)
    return SimpleNamespace(
        EventType=4, Event=SimpleNamespace(WindowBufferSizeEvent=SimpleNamespace(dwSize=size))
    )


class Monitor:
    """What ours inherits from Textual's."""

    def __init__(self) -> None:
        self.exit_event = threading.Event()
        self.heard: list[Any] = []
        self.sizes: list[tuple[int, int]] = []
        self.app = object()

    def process_event(self, event: Any) -> None:
        self.heard.append(event)

    def on_size_change(self, width: int, height: int) -> None:
        self.sizes.append((width, height))


class Records:
    """Stands for the array type: `RECORD * n` makes an array that `byref` can point at."""

    def __mul__(self, count: int) -> Any:
        return lambda: [None] * count


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ModuleType, Any]]:
    fake: Any = ModuleType("textual.drivers.win32")
    fake.EventMonitor = Monitor
    fake.GetStdHandle = lambda number: number
    fake.STD_INPUT_HANDLE = -10
    fake.INPUT_RECORD = Records()
    monkeypatch.setitem(sys.modules, "textual.drivers.win32", fake)
    monkeypatch.setattr(textual.drivers, "win32", fake, raising=False)
    monkeypatch.setattr(ctypes, "byref", lambda what: SimpleNamespace(_obj=what))
    monkeypatch.setattr(sys, "platform", "win32")
    spec = importlib.util.spec_from_file_location("windows_twin", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "platform", "linux")
    yield module, fake
    sys.modules.pop("textual.drivers.windows_driver", None)


def run(windows: tuple[ModuleType, Any], batches: list[list[Any]], lost: list[Any]) -> Monitor:
    module, fake = windows
    console = Console(batches)
    fake.wait_for_handles = console.wait
    fake.KERNEL32 = console
    module.signals = SimpleNamespace(terminal_lost=lost.append)  # type: ignore[attr-defined]
    monitor: Monitor = module.DeskEventMonitor()
    monitor.run()  # type: ignore[attr-defined]
    return monitor


def typed(monitor: Monitor) -> str:
    return "".join(one.character or "" for one in monitor.heard if isinstance(one, events.Key))


def test_keys_go_down_once_and_modifiers_alone_type_nothing(
    windows: tuple[ModuleType, Any],
) -> None:
    monitor = run(
        windows,
        [[key("a"), key("a", down=False), key("\x00", code=0, state=8), key("王")]],
        [],
    )
    assert typed(monitor) == "a王"


def test_a_pair_cut_between_readings_is_joined_and_half_a_pair_is_borne(
    windows: tuple[ModuleType, Any],
) -> None:
    monitor = run(windows, [[key("\ud842")], [key("\udfb7")], [key("\udc00"), key("b")]], [])
    assert typed(monitor) == "𠮷\ufffdb"


def test_only_the_last_size_of_a_batch_counts(windows: tuple[ModuleType, Any]) -> None:
    monitor = run(windows, [[resized(80, 24), resized(120, 36)], [key("a")]], [])
    assert monitor.sizes == [(120, 36)]


def test_a_console_that_is_gone_is_a_closed_window(windows: tuple[ModuleType, Any]) -> None:
    lost: list[Any] = []
    monitor = run(windows, [[key("a")]], lost)
    assert lost == [monitor.app]


def test_the_driver_lends_its_monitor_and_asks_no_kitty(
    windows: tuple[ModuleType, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    module, fake = windows
    seen: list[Any] = []
    theirs = sys.modules["textual.drivers.windows_driver"].WindowsDriver
    monkeypatch.setattr(
        theirs, "start_application_mode", lambda _self: seen.append(fake.EventMonitor)
    )
    monkeypatch.setattr(theirs, "write", lambda _self, data: seen.append(data))
    driver = object.__new__(module.DeskWindowsDriver)
    driver.start_application_mode()
    assert seen == [module.DeskEventMonitor]
    assert fake.EventMonitor is Monitor
    driver.write("\x1b[>1u")
    driver.write("x")
    assert seen[1:] == ["x"]


@pytest.mark.parametrize(("event", "calls"), [(0, 0), (1, 0), (2, 1), (5, 1), (6, 1)])
def test_only_closing_events_end_the_desk(
    windows: tuple[ModuleType, Any], monkeypatch: pytest.MonkeyPatch, event: int, calls: int
) -> None:
    module, _ = windows
    handlers: list[tuple[Any, bool]] = []
    kernel = SimpleNamespace(
        SetConsoleCtrlHandler=lambda handler, add: handlers.append((handler, add))
    )
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_a, **_n: kernel, raising=False)
    monkeypatch.setattr(ctypes, "WINFUNCTYPE", lambda *_a: lambda call: call, raising=False)
    called: list[int] = []
    undo = module.on_console_close(lambda: called.append(1))
    assert handlers[0][0](event) is bool(calls)
    assert len(called) == calls
    undo()
    assert handlers == [(handlers[0][0], True), (handlers[0][0], False)]
