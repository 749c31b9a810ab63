"""A form, a dock and a screen open, and Esc goes back, against a bare modal."""

from pathlib import Path

from homes import with_waiting
from ptychild import BARE, FRONTDESK, Child, environment
from report import Figure, compare

Door = tuple[bytes, tuple[str, ...], tuple[str, ...]]

F1, F2, F9, ESC = b"\x1bOP", b"\x1bOQ", b"\x1b[20~", b"\x1b"
# What opens by which key, what shows that it is there, and that the desk is back.
DOORS: dict[str, Door] = {
    "form": (F2, ("Register a visitor", "e.g. zs"), ("▌ A001", "Just done")),
    "dock": (F9, ("no name needed", "No emergency"), ("Just done",)),
    "screen": (F1, ("What can be done here.", "Esc back"), ("▌ A001", "Just done")),
}
MODAL: Door = (F2, ("Baremodal",), ("A001 Barerow", "Barehead"))


def measure(folder: Path, runs: int) -> list[Figure]:
    """Medians of opening and of going back, each ours beside the bare modal's of the same run."""
    home = folder / "starting"
    if not home.exists():
        with_waiting(home, 30)
    environ = environment(home)
    opened: dict[str, list[float]] = {name: [] for name in (*DOORS, "modal")}
    back: dict[str, list[float]] = {name: [] for name in (*DOORS, "modal")}
    with Child(FRONTDESK, environ) as ours, Child((*BARE, "modal"), environ) as baseline:
        ours.wait("Who is at the desk", "Li Na")
        ours.press(b"\r")
        ours.wait("A001")
        ours.drain(1.0)
        baseline.settle(0.3)
        for run in range(runs + 1):
            for name, door in DOORS.items():
                _through(ours, door, run, opened[name], back[name])
                _through(baseline, MODAL, run, opened["modal"], back["modal"])
    figures = []
    for name in DOORS:
        figures.append(compare(f"{name} opens", opened[name], opened["modal"], 1.0, 0.5))
        figures.append(compare(f"Esc from {name}", back[name], back["modal"], 1.0, 0.5))
    return figures


def _through(child: Child, door: Door, run: int, opened: list[float], back: list[float]) -> None:
    key, there, here = door
    pressed = child.press(key)
    came = child.wait(*there).at - pressed
    child.settle(0.08)
    pressed = child.press(ESC)
    went = child.wait(*here).at - pressed
    child.settle(0.08)
    if run:
        opened.append(came)
        back.append(went)
