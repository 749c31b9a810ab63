"""From a key to its paint with 500 waiting and ticking, against a bare field."""

import random
from pathlib import Path

from homes import with_waiting
from ptychild import BARE, FRONTDESK, Child, environment
from report import Figure, compare

WAITING = 500
BLOCK = 48
WORD = 6
F2, ESC, DOWN, CLEAR = b"\x1bOQ", b"\x1b", b"\x1b[B", b"\x15"
# Names as one types them, so that there is something to find: letters of pinyin, no spaces.
NAMES = ("zhangw", "wangfa", "liming", "chenji", "liuyan", "zhaomi", "sunlia", "zhouha")


def measure(folder: Path, keys: int) -> list[Figure]:
    """Alternating blocks on one running program of each kind; `keys` a side and place."""
    home = folder / "keying"
    tickets = with_waiting(home, WAITING)
    environ = environment(home)
    dice = random.Random(3)
    typing: list[float] = []
    moving: list[float] = []
    bare: list[float] = []
    with Child(FRONTDESK, environ) as ours, Child((*BARE, "input"), environ) as baseline:
        ours.wait("Who is at the desk", "Li Na")
        ours.press(b"\r")
        ours.wait(f"▌ {tickets[0]}")
        baseline.settle()
        place = 0
        for block in range(-1, -(-keys // BLOCK)):
            # The first block of each warms up.
            counted = block >= 0
            times = _type(baseline, dice, bare=True)
            bare += times if counted else []
            place, times = _move(ours, tickets, place, dice)
            moving += times if counted else []
            times = _type(baseline, dice, bare=True)
            bare += times if counted else []
            ours.press(F2)
            ours.wait("Register a visitor")
            ours.settle()
            times = _type(ours, dice, bare=False)
            typing += times if counted else []
            # Empty again, else Esc would keep a form.
            ours.press(ESC)
            ours.wait(f"▌ {tickets[place]}")
            ours.settle()
    return [
        compare("key to paint, F2 field, p50", typing, bare, 1.5, 0.5),
        compare("key to paint, F2 field, p99", typing, bare, 1.3, 0.99),
        compare("key to paint, list, p50", moving, bare, 1.5, 0.5),
        compare("key to paint, list, p99", moving, bare, 1.3, 0.99),
    ]


def _type(child: Child, dice: random.Random, *, bare: bool) -> list[float]:
    """Seconds from each letter to the frame that shows it; the field is empty before and after."""
    times: list[float] = []
    while len(times) < BLOCK:
        word = dice.choice(NAMES)
        for length in range(1, WORD + 1):
            pressed = child.press(word[length - 1].encode())
            times.append(
                child.wait(f"  {word[:length]} " if bare else f"▌ {word[:length]} ").at - pressed
            )
            _pause(child, dice)
        child.press(CLEAR)
        child.settle(0.03)
    return times


def _move(
    child: Child, tickets: list[str], place: int, dice: random.Random
) -> tuple[int, list[float]]:
    """Seconds from each cursor down to the frame with the edge at the next row."""
    times: list[float] = []
    for _number in range(BLOCK):
        place += 1
        pressed = child.press(DOWN)
        times.append(child.wait(f"▌ {tickets[place]}").at - pressed)
        _pause(child, dice)
    return place, times


def _pause(child: Child, dice: random.Random) -> None:
    # A quick typist, out of step with the tick.
    child.drain(dice.uniform(0.02, 0.06))
