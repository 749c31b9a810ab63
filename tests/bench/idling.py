"""What 500 people waiting cost while nobody presses anything."""

import time
from pathlib import Path

from homes import with_waiting
from ptychild import FRONTDESK, Child, environment
from report import Figure

LIMIT = 0.03
SETTLE = 3.0


def measure(folder: Path, seconds: float) -> list[Figure]:
    """Processor seconds a second, over `seconds` of ticking."""
    home = folder / "keying"
    if not home.exists():
        with_waiting(home, 500)
    with Child(FRONTDESK, environment(home)) as ours:
        ours.wait("Who is at the desk", "Li Na")
        ours.press(b"\r")
        ours.wait("waiting 500")
        ours.drain(SETTLE)
        began, used = time.monotonic(), ours.cpu()
        ours.drain(seconds)
        share = (ours.cpu() - used) / (time.monotonic() - began)
    return [Figure("CPU with 500 waiting", share, None, LIMIT, "s/s")]
