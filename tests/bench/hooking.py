"""What a softphone's hook costs, as its user calls it, against a Python that does nothing."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from homes import with_waiting
from ptychild import environment
from report import Figure, compare

LIMIT = 8.0
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
    ours: list[float] = []
    bare: list[float] = []
    for run in range(runs + 1):
        for times, argv in ((ours, RING), (bare, NOTHING)):
            took = _took(argv, environ)
            if run:
                times.append(took)
    return [compare("a softphone's ring", ours, bare, LIMIT, 0.5)]


def _took(argv: Sequence[str], environ: Mapping[str, str]) -> float:
    """Seconds of the whole process; raises CalledProcessError when it failed."""
    began = time.perf_counter()
    subprocess.run(argv, env=dict(environ), stdin=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began
