"""A real process in a real terminal: signals, a closed window, stray bytes, a fault of ours."""

import os
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Runs as a person starts it: its own session, the terminal its controlling one.
PROGRAM = """
import fcntl, hashlib, os, signal, sys, termios, threading, time
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
mode, folder = sys.argv[1], sys.argv[2]
from screens.terminal import prepare_environment
assert prepare_environment()
from pathlib import Path
from textual import constants
from screens.terminal import signals
from screens.terminal.crash import CrashGuard
from screens.terminal.driver import driver_class

SECRET = "Wang" + "Fang" + "13900001111"

class Probe(CrashGuard[None]):
    crash_folder = Path(folder) / "crashes"
    def on_mount(self):
        self.write("ready")
    def write(self, word):
        with open(Path(folder) / "heard", "a", encoding="utf-8") as file:
            file.write(word + "\\n")
        # The terminal's title tells the test without waiting for a frame.
        self._driver.write(f"\\x1b]0;<{word}>\\x07")
    def on_key(self, event):
        self.write(event.key)
        if event.key == "b":
            patient = SECRET
            raise ValueError(f"no row for {patient}")
        if event.key == "s":
            time.sleep(30)
        if event.key == "c":
            # Python runs no signal handler before this returns.
            hashlib.pbkdf2_hmac("sha256", b"", b"", 10**9)

if mode.endswith("ignored"):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
app = Probe(driver_class=driver_class())
def keep():
    thread = threading.current_thread() is threading.main_thread()
    Path(folder, "draft").write_text("main" if thread else "other")
    if thread and app._driver is not None:
        # More than the writing thread's queue can hold.
        for number in range(100):
            app._driver.write("good-bye ")
def close():
    Path(folder, "closed").write_text(str(Path(folder, "draft").exists()))
if not mode.startswith("bare"):
    signals.install(lambda code: app.exit(return_code=code), keep_draft=keep, close_database=close)
if mode == "early":
    sys.stderr.write("<ready>")
    sys.stderr.flush()
    time.sleep(30)
app.run()
Path(folder, "finished").touch()
if mode == "clinging":
    # A worker that does not end would hold the interpreter for ever.
    threading.Thread(target=threading.Event().wait).start()
sys.exit(app.return_code or 0)
"""

LIMIT = 2.0


class Desk:
    """The process, and the terminal's other end."""

    def __init__(self, mode: str, folder: Path) -> None:
        self.folder = folder
        self.master, slave = os.openpty()
        termios.tcsetwinsize(slave, (24, 80))
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, mode, str(folder)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": "."},
        )
        os.close(slave)
        self.shown = b""

    def until(self, word: str, within: float = 20.0) -> float:
        """Read until `<word>` was shown; the seconds it took."""
        began = time.monotonic()
        while f"<{word}>".encode() not in self.shown:
            left = began + within - time.monotonic()
            if left <= 0 or not self._read(left):
                raise AssertionError((word, self.shown[-2000:]))
        return time.monotonic() - began

    def press(self, keys: bytes) -> None:
        self.shown = b""
        os.write(self.master, keys)

    def close_window(self) -> None:
        os.close(self.master)
        self.master = -1

    def gone(self) -> int:
        """Its return code; it must be out in time while the terminal goes on reading."""
        until = time.monotonic() + LIMIT
        while self.master >= 0 and (left := until - time.monotonic()) > 0 and self._read(left):
            pass
        return self.process.wait(max(0.05, until - time.monotonic()))

    def told(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def _read(self, within: float) -> bool:
        if not select.select([self.master], [], [], within)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # every process that had the terminal has ended
            return False
        self.shown += data
        return bool(data)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.master >= 0:
            os.close(self.master)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    running: list[Desk] = []

    def begin(mode: str = "plain") -> Desk:
        running.append(Desk(mode, tmp_path))
        running[-1].until("ready")
        return running[-1]

    yield begin
    for desk in running:
        desk.end()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_signal_keeps_the_draft_and_ends_in_time(
    start: Callable[[str], Desk], number: signal.Signals
) -> None:
    desk = start("plain")
    desk.process.send_signal(number)
    assert desk.gone() == 128 + number
    assert desk.told("draft") == "main"
    assert desk.told("closed") == "True"
    assert desk.told("finished") == "", "by itself, not by the watchdog"
    given_back = desk.shown[desk.shown.index(b"\x1b[?1049l") :]
    assert b"\x1b[?25h" in given_back, "the cursor is shown again"
    assert b"\x1b[?1049h" not in given_back, "the person's own screen stays"


def test_two_signals_are_one_end(start: Callable[[str], Desk]) -> None:
    desk = start("plain")
    desk.process.send_signal(signal.SIGTERM)
    desk.process.send_signal(signal.SIGHUP)
    assert desk.gone() in (128 + signal.SIGTERM, 128 + signal.SIGHUP)
    assert desk.told("closed") == "True"


@pytest.mark.parametrize("mode", ["plain", "ignored"])
def test_closed_window_ends_in_time(start: Callable[[str], Desk], mode: str) -> None:
    desk = start(mode)
    desk.close_window()
    assert desk.gone() == 128 + signal.SIGHUP
    assert desk.told("draft") == "main"
    assert desk.told("closed") == "True"
    assert desk.told("finished") == "", "by itself, not by the watchdog"


def test_closed_window_without_installation_still_ends(start: Callable[[str], Desk]) -> None:
    desk = start("bare-ignored")
    desk.close_window()
    assert desk.gone() == 128 + signal.SIGHUP


@pytest.mark.parametrize("key", ["s", "c"])
def test_app_stuck_draft_is_kept_by_another_thread(start: Callable[[str], Desk], key: str) -> None:
    desk = start("plain")
    desk.press(key.encode())
    desk.until(key)
    desk.process.send_signal(signal.SIGTERM)
    assert desk.gone() == 128 + signal.SIGTERM
    assert desk.told("draft") == "other"


def test_thread_that_clings_is_left_behind(start: Callable[[str], Desk]) -> None:
    desk = start("clinging")
    desk.process.send_signal(signal.SIGTERM)
    assert desk.gone() == 128 + signal.SIGTERM
    assert desk.told("closed") == "True"


def test_signal_before_the_app_runs(start: Callable[[str], Desk]) -> None:
    desk = start("early")
    desk.process.send_signal(signal.SIGTERM)
    assert desk.gone() == 128 + signal.SIGTERM
    assert desk.told("closed") == "True"
    assert b"Traceback" not in desk.shown


@pytest.mark.parametrize(
    "stray",
    [b"\xb0\xa1\xff", "王芳".encode("gb18030"), b"\xe4\xbd", b"\x1b[99999999999u", b"\x00\x80\x9b"],
)
def test_stray_bytes_then_a_key_still_works(start: Callable[[str], Desk], stray: bytes) -> None:
    desk = start("plain")
    desk.press(stray)
    desk.press(b"\x1bOS")
    desk.until("f4")
    assert desk.process.poll() is None
    desk.process.send_signal(signal.SIGTERM)
    assert desk.gone() == 128 + signal.SIGTERM


def test_lone_escape_is_told_soon(start: Callable[[str], Desk]) -> None:
    desk = start("plain")
    times = []
    for _ in range(7):
        desk.press(b"\x1b")
        times.append(desk.until("escape"))
    # The best of seven, so that a busy machine does not decide; Textual's own needs 100 ms.
    assert 0.035 <= min(times) < 0.09, times


def test_fault_shows_a_code_and_no_value(start: Callable[[str], Desk]) -> None:
    desk = start("plain")
    desk.press(b"b")
    assert desk.gone() == 1
    reports = list((desk.folder / "crashes").iterdir())
    assert len(reports) == 1
    everything = desk.shown + reports[0].read_bytes() + reports[0].name.encode()
    for secret in (b"WangFang", b"13900001111", b"no row for", b"Traceback", b"patient"):
        assert secret not in everything
    assert b"builtins.ValueError" in reports[0].read_bytes()
    code = reports[0].stem[-7:]
    assert code.startswith("FD-")
    assert code.encode() in desk.shown
    assert reports[0].stat().st_mode & 0o777 == 0o600
