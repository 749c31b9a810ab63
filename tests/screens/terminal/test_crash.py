"""A fault shows a code and places, and nothing of what the program held."""

import io
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.worker import WorkerFailed

from frontdesk.clock import FixedClock
from screens.terminal import crash
from screens.terminal.crash import KEPT_REPORTS, CrashGuard, code_of, faults, write_report

SECRET = "WangFang13900001111"
NOON = 1_795_435_200_000
ROOT = Path(__file__).parents[3]


def fault_of(message: str) -> Exception:
    secret_local = message
    try:
        raise ValueError(secret_local)
    except ValueError as error:
        return error


# How a fault gets out of an app: by its message pump, a worker, a forgotten task, a picture.
WAYS = {
    "mount": "raise ValueError(held)",
    "worker": "self.run_worker(self.work(held))",
    "thread": "self.run_worker(lambda: self.fail(held), thread=True)",
    "task": "asyncio.create_task(self.work(held))",
    "panic": "self.panic(held)",
    "rich": "raise Rich(held)",
    "message": "self.exit_late(held)",
}

PROGRAM = """
import asyncio, sys, gc
from pathlib import Path
from screens.terminal.crash import CrashGuard

class Rich(Exception):
    def __rich__(self):
        return str(self)

class Probe(CrashGuard[None]):
    crash_folder = Path(sys.argv[1])
    crash_packages = ("__main__",)
    async def work(self, held):
        self.fail(held)
    def fail(self, held):
        raise ValueError(held)
    def exit_late(self, held):
        self.call_later(self.fail, held)
        self.call_later(self.fail, held)
    def on_mount(self):
        held = sys.argv[2]
        self.set_timer(5, self.exit)
        self.set_interval(0.01, gc.collect)
        {way}

app = Probe()
app.run(headless=True)
sys.exit(app.return_code)
"""


@pytest.mark.parametrize("way", sorted(WAYS))
def test_no_value_gets_out(way: str, tmp_path: Path) -> None:
    program = PROGRAM.replace("{way}", WAYS[way])
    told = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), SECRET],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": ".", "TEXTUAL": "debug"} if way == "mount" else {"PYTHONPATH": "."},
    )
    assert told.returncode == 1, told
    (report,) = tmp_path.iterdir()
    text = report.read_text(encoding="utf-8")
    everything = told.stdout + told.stderr + text + report.name
    assert SECRET not in everything
    for word in ("Traceback", "held", "locals ─", "errors shown", str(ROOT)):
        assert word not in everything
    assert told.stderr.count("FD-") == 1
    assert report.stem[-7:] in told.stderr
    if way not in ("panic", "rich"):
        assert "builtins.ValueError" in text
        assert "__main__.py:" in text


def test_report_names_our_places_and_only_counts_others(tmp_path: Path) -> None:
    code, path = write_report(tmp_path / "new", fault_of(SECRET), NOON, ("test_crash",))
    assert path is not None
    lines = path.read_text(encoding="utf-8").splitlines()
    assert path.name == f"crash-20261123T120000Z-{code}.txt"
    assert lines[0] == f"{code} 2026-11-23T12:00:00Z"
    assert "builtins.ValueError" in lines
    assert lines[-1] == "  (1)"
    assert SECRET not in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_our_place_is_a_module_a_line_and_a_function() -> None:
    module = __name__.split(".")[0]
    (fault,) = faults(fault_of(SECRET), (module,))
    (place,) = fault.places
    assert place.startswith(__name__.replace(".", "/") + ".py:")
    assert place.endswith(" fault_of")


def test_causes_contexts_groups_and_workers_are_followed() -> None:
    inner = OSError(28, SECRET)
    try:
        try:
            raise inner
        except OSError:
            raise KeyError(SECRET) from None
    except KeyError as error:
        outer = ExceptionGroup(SECRET, [WorkerFailed(error)])
    kinds = [fault.kind for fault in faults(outer)]
    assert kinds == [
        "builtins.ExceptionGroup",
        "textual.worker.WorkerFailed",
        "builtins.KeyError",
        "builtins.OSError",
    ]


def test_a_circle_of_causes_ends() -> None:
    one, two = ValueError(), KeyError()
    one.__cause__, two.__cause__ = two, one
    assert len(faults(one)) == 2


def test_same_place_same_code_whatever_the_values() -> None:
    first, second = faults(fault_of("a")), faults(fault_of("b"))
    assert code_of(first) == code_of(second)
    assert code_of(faults(KeyError())) != code_of(first)
    assert len(code_of(first)) == 7


def test_old_reports_make_room(tmp_path: Path) -> None:
    for second in range(KEPT_REPORTS + 3):
        write_report(tmp_path, ValueError(), NOON + second * 1_000)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == KEPT_REPORTS
    assert "T120003Z" in names[0]


def test_a_folder_that_cannot_be_written_is_borne(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, path = write_report(tmp_path / "file", ValueError(), NOON)
    assert path is None
    assert code.startswith("FD-")


class Probe(CrashGuard[None]):
    """Fails on mount; keeps what is typed, or fails at that too."""

    crash_clock = FixedClock(NOON)
    kept: bool | None = True

    def keep_after_crash(self) -> bool:
        if self.kept is None:
            raise RuntimeError(SECRET)
        return self.kept

    def on_mount(self) -> None:
        raise ValueError(SECRET)


async def shown(app: App[None]) -> str:
    out = io.StringIO()
    app.error_console.file = out
    with pytest.raises(ValueError, match=SECRET):
        async with app.run_test() as pilot:
            await pilot.pause()
    return out.getvalue()


@pytest.mark.parametrize(
    ("kept", "word"), [(True, "comes back"), (False, "may be lost"), (None, "may be lost")]
)
async def test_what_is_safe_is_said_as_it_is(kept: bool | None, word: str, tmp_path: Path) -> None:
    app = Probe()
    app.kept = kept
    app.crash_folder = tmp_path
    text = await shown(app)
    assert word in " ".join(text.split())
    assert app.crash_code is not None
    assert app.crash_code in text
    assert SECRET not in text
    assert app.return_code == 1


class Quiet(CrashGuard[None]):
    """Does nothing at all."""


async def test_only_the_first_fault_is_told(tmp_path: Path) -> None:
    app = Quiet()
    app.crash_folder = tmp_path
    app._handle_exception(ValueError(SECRET))
    first = app.crash_code
    app._handle_exception(KeyError(SECRET))
    assert app.crash_code == first
    assert len(list(tmp_path.iterdir())) == 1
    assert len(app._exit_renderables) == 1
    assert app.return_code == 1


def test_outside_the_app_too(tmp_path: Path) -> None:
    program = (
        "import sys, threading\n"
        "from pathlib import Path\n"
        "from screens.terminal.crash import guard_process\n"
        "guard_process(Path(sys.argv[1]))\n"
        "def fail(held=sys.argv[2]): raise ValueError(held)\n"
        "class Late:\n"
        "    def __del__(self): raise KeyError(sys.argv[2])\n"
        "thread = threading.Thread(target=fail); thread.start(); thread.join()\n"
        "late = Late(); del late\n"
        "fail()\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), SECRET],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": "."},
    )
    reports = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()]
    everything = "".join([told.stdout, told.stderr, *reports])
    assert told.returncode == 1
    assert SECRET not in everything
    assert "Traceback" not in everything
    assert told.stderr.count("FD-") == 1
    assert sum("builtins.KeyError" in text for text in reports) == 1


def test_an_interrupt_by_the_person_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for owner, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    crash.guard_process(tmp_path, FixedClock(NOON))
    hook: Any = sys.excepthook
    hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr() == ("", "")
