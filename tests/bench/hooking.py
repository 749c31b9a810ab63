"""What a softphone's hook costs, as its user calls it, against a Python that does nothing."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from homes import with_waiting
from ptychild import FRONTDESK, Child, environment
from report import Figure, at, compare

LIMIT = 8.0
# A ring is seen within a quarter second.
HEARD_MS = 250.0
GONE = b"\x07"
WAITING = 30
# The command as it was installed beside this Python, not a module that only runs alike.
COMMAND = str(Path(sys.executable).with_name("frontdesk"))
RING = (COMMAND, "ring", "13812342046", "--line", "1")
NOTHING = (sys.executable, "-c", "pass")


def measure(folder: Path, runs: int) -> list[Figure]:
    """`frontdesk ring` and `python -c pass` in turn; a first run of each is not counted."""
    home = folder / "hooking"
    with_waiting(home, WAITING)
    environ = environment(home)
    # Before the others leave their rings behind.
    heard = _heard(environ, runs)
    ours: list[float] = []
    bare: list[float] = []
    for run in range(runs + 1):
        for times, argv in ((ours, RING), (bare, NOTHING)):
            took = _took(argv, environ)
            if run:
                times.append(took)
    return [
        compare("a softphone's ring", ours, bare, LIMIT, 0.5),
        Figure("ring to painted, p95", at(heard, 0.95) * 1000, None, HEARD_MS),
    ]


def _heard(environ: Mapping[str, str], runs: int) -> list[float]:
    """Seconds from the end of the command to the frame that shows the ring, in a running window."""
    times = []
    with Child(FRONTDESK, environ) as ours:
        ours.wait("Who is at the desk", "Li Na")
        ours.press(b"\r")
        ours.wait("phone quiet")
        for number in range(runs):
            ours.drain(0.3 + 0.01 * number)
            ours.press(b"")
            subprocess.run((*RING[:2], f"1390000{number:04d}"), env=dict(environ), check=True)
            began = time.perf_counter()
            times.append(ours.wait("RING 1 of 3").at - began)
            ours.press(GONE)
            ours.wait("phone quiet")
    return times


def _took(argv: Sequence[str], environ: Mapping[str, str]) -> float:
    """Seconds of the whole process; raises CalledProcessError when it failed."""
    began = time.perf_counter()
    subprocess.run(argv, env=dict(environ), stdin=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began
