"""The power goes while a window works: what it acknowledged is on the disk, and verifies.

A window's system calls are recorded; the disk is then rebuilt as it may stand after a cut at any
of them: what was synced is there, what was not is there, missing or torn. The same with a setting
that does not sync each commit must lose acts, or the test could not tell.
"""

import random
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from frontdesk.errors import DeskError
from frontdesk.opening import start
from frontdesk.settings import Folders, folders
from frontdesk.staff.staff import Seat
from frontdesk.store import verify

ACTS = 150
CUTS = 60
SECTOR = 512

_WORK = """
import os, sys
from pathlib import Path
from frontdesk.clock import FixedClock
from frontdesk.opening import start
from frontdesk.settings import folders
from frontdesk.staff import staff
session = start(folders(Path(sys.argv[1])), FixedClock(int(sys.argv[2]))).session
session.store.database.execute_sql(f"PRAGMA synchronous = {sys.argv[3]}")
# Often enough that cuts fall into the writing back as well.
session.store.database.execute_sql("PRAGMA wal_autocheckpoint = 200")
for number in range(int(sys.argv[4])):
    seat = staff.add_seat(session, f"seat {number}")
    os.write(1, f"kept {seat.id}\\n".encode())
os._exit(0)
"""
_CALL = re.compile(
    r"(?P<call>pwrite64|write|fsync|fdatasync|ftruncate)\((?P<fd>\d+)<(?P<path>[^>]*)>"
    r"(?:, \"(?P<body>(?:\\x[0-9a-f]{2})*)\")?(?:, (?P<first>\d+))?(?:, (?P<second>\d+))?\) = \d+"
)


class Event(NamedTuple):
    """One thing that happened: a write, a sync or a truncation of a file, or an act told."""

    what: str
    name: str = ""
    at: int = 0
    body: bytes = b""


def _recorded(home: Path, at: int, synchronous: str) -> list[Event]:
    trace = home.with_name(f"trace-{synchronous}")
    calls = "pwrite64,write,fsync,fdatasync,ftruncate"
    subprocess.run(
        [
            "strace", "-y", "-xx", "-s", "100000", "-e", f"trace={calls}", "-o", str(trace),
            sys.executable, "-c", _WORK, str(home), str(at), synchronous, str(ACTS),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    events = []
    for line in trace.read_text("ascii").splitlines():
        found = _CALL.match(line)
        if found is None:
            continue
        # With -xx the path is written as the strings are.
        path = Path(
            bytes.fromhex(found["path"].replace("\\x", "")).decode()
            if found["path"].startswith("\\x")
            else found["path"]
        )
        body = bytes.fromhex((found["body"] or "").replace("\\x", ""))
        if found["fd"] == "1":
            events.append(Event("told", body.decode().split()[1]))
        elif path.name not in ("desk.db", "desk.db-wal"):
            continue
        elif found["call"] == "pwrite64":
            events.append(Event("write", path.name, int(found["second"]), body))
        elif found["call"] == "ftruncate":
            events.append(Event("cut", path.name, int(found["first"])))
        else:
            events.append(Event("sync", path.name))
    return events


def _apply(body: bytearray, event: Event, part: int | None = None) -> None:
    if event.what == "cut":
        del body[event.at :]
        return
    written = event.body if part is None else event.body[:part]
    if len(body) < event.at:
        body.extend(bytes(event.at - len(body)))
    body[event.at : event.at + len(written)] = written


def _disk_after(
    events: list[Event], before: dict[str, bytes], chance: random.Random
) -> dict[str, bytes]:
    """The files as they may stand when the power goes after `events`."""
    files = defaultdict(bytearray, {name: bytearray(body) for name, body in before.items()})
    open_ones: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.what == "sync":
            for done in open_ones.pop(event.name, []):
                _apply(files[event.name], done)
        elif event.what != "told":
            open_ones[event.name].append(event)
    for name, unsynced in open_ones.items():
        for event in unsynced:
            fate = chance.random()
            if fate < 0.4:
                _apply(files[name], event)
            elif fate < 0.6 and event.what == "write":
                _apply(files[name], event, chance.randrange(0, len(event.body) + 1, SECTOR))
    return {name: bytes(body) for name, body in files.items()}


def _lost(place: Folders, before: dict[str, bytes], events: list[Event], clock, seed: int) -> int:
    """In how many of the cuts an act that was told is gone, or the desk does not open."""
    chance = random.Random(seed)
    told_at = [number for number, event in enumerate(events) if event.what == "told"]
    assert len(told_at) == ACTS
    # Half of the cuts right after something was told, half anywhere.
    cuts = chance.sample(told_at, CUTS // 2)
    cuts += [chance.randrange(told_at[0], len(events)) for _cut in range(CUTS // 2)]
    lost = 0
    for cut in cuts:
        for path in place.data.glob("desk.db*"):
            path.unlink()
        for name, body in _disk_after(events[: cut + 1], before, chance).items():
            (place.data / name).write_bytes(body)
        promised = {int(event.name) for event in events[: cut + 1] if event.what == "told"}
        try:
            session = start(place, clock).session
        except DeskError:
            lost += 1
            continue
        verify.whole(session.store.database)
        kept = {seat.id for seat in Seat.select()}
        session.store.database.close()
        lost += not promised <= kept
    return lost


@pytest.mark.parametrize(("synchronous", "loses"), [("FULL", False), ("NORMAL", True)])
def test_only_a_window_that_syncs_each_act_keeps_its_word(
    desk, tmp_path: Path, synchronous: str, loses: bool
) -> None:
    desk.machine.store.close()
    home = tmp_path / "worked"
    shutil.copytree(desk.place.data.parent, home)
    before = {"desk.db": desk.place.database.read_bytes()}
    events = _recorded(home, desk.clock.now(), synchronous)
    assert {event.name for event in events if event.what == "sync"} >= {"desk.db"}
    place = folders(desk.place.data.parent)
    lost = _lost(place, before, events, desk.clock, seed=1)
    assert (lost > 0) is loses, f"{lost} of {CUTS}"
