"""From the command to the first frame, and to the list filled, on an existing home."""

from pathlib import Path

from bare import ROWS
from homes import with_waiting
from ptychild import BARE, FRONTDESK, Child, environment
from report import Figure, compare


def measure(folder: Path, runs: int) -> list[Figure]:
    """Ours against the bare list; a first run of each, not counted, fills the file cache."""
    home = folder / "starting"
    tickets = with_waiting(home, ROWS)
    environ = environment(home)
    first: list[float] = []
    filled: list[float] = []
    bare: list[float] = []
    for run in range(runs + 1):
        with Child(FRONTDESK, environ) as ours:
            # The strip above and the keys below: all that stands before the database opens.
            seen = ours.wait("Nothing is due", "F1 Help", "F9 Emergency")
            names = ours.wait("Who is at the desk", "Li Na")
            # Whoever sits down is asked for between: that wait is the program's, not a person's.
            pressed = ours.press(b"\r")
            list_at = ours.wait(f"▌ {tickets[0]}", f" {tickets[9]} ")
            if run:
                first.append(seen.at - ours.began)
                filled.append(names.at - ours.began + list_at.at - pressed)
        with Child((*BARE, "list"), environ) as baseline:
            painted = baseline.wait("Barehead", "A001 Barerow", "Barefoot")
            if run:
                bare.append(painted.at - baseline.began)
    return [
        compare("first frame", first, bare, 1.25, 0.5),
        compare("list filled", filled, bare, 1.7, 0.5),
    ]
