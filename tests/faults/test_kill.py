"""A window killed in the middle of its work: whatever it acknowledged is there, and verifies."""

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from frontdesk.desk import waiting
from frontdesk.desk.visits import Visit
from frontdesk.desk.waiting import StepDone
from frontdesk.opening import start
from frontdesk.store import verify

KILLS = 6
# Enough acts that no window ends by itself before it is killed.
ENDLESS = 100_000

_WORK = """
import itertools, sys
from pathlib import Path
from frontdesk.clock import FixedClock
from frontdesk.desk import visits, waiting
from frontdesk.desk.directory import Department
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Registration
from frontdesk.opening import sign_on, start
from frontdesk.settings import folders
from frontdesk.staff.staff import Staff

clock = FixedClock(int(sys.argv[2]))
machine = start(folders(Path(sys.argv[1])), clock).session
session = sign_on(machine, Staff.get(), "Desk 1", "desk")
department = Department.listed()[0].id
for number in range(int(sys.argv[3])):
    clock.advance(1)
    person = PersonForm(f"visitor {number}")
    visit = visits.register(
        session, Registration(None, person, session.pack.purposes[0], department_id=department)
    )
    print("visit", visit.id, visit.series, visit.number, flush=True)
    done = waiting.do_step(
        session, visit.id, session.pack.waiting.steps[0].code, 1,
        waiting.Doing(outcome=session.pack.waiting.steps[0].outcomes[0].code),
    )
    print("step", done.id, done.wait_id, done.at, flush=True)
    if number % 2:
        visits.move(session, visit.id, "doctor")
        print("moved", visit.id, "doctor", 0, flush=True)
"""


def _killed_after(home: Path, at: int, lines: int) -> list[list[str]]:
    """Run a window and kill it once it told `lines` acts; all that it told."""
    with subprocess.Popen(
        [sys.executable, "-c", _WORK, str(home), str(at), str(ENDLESS)],
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        # A window that says nothing would hold the test: it is ended then as well.
        watch = threading.Timer(60, window.kill)
        watch.start()
        told = [window.stdout.readline() for _line in range(lines)]
        window.kill()
        told += window.stdout.readlines()
        watch.cancel()
    assert window.returncode != 0
    # The last line may be cut in the middle: only a whole one was an acknowledgement.
    return [line.split() for line in told if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(2))
def test_what_was_acknowledged_survives_every_kill(desk, seed: int) -> None:
    desk.machine.store.close()
    chance = random.Random(seed)
    told: list[list[str]] = []
    for turn in range(KILLS):
        at = desk.clock.now() + turn * 60_000
        told += _killed_after(desk.place.data.parent, at, chance.randint(1, 60))
        desk.clock.set_wall(at + 60_000)
        session = start(desk.place, desk.clock, desk.machine.zone).session
        found = verify.whole(session.store.database)
        kept = {(visit.id, visit.series, visit.number): visit.stage for visit in Visit.select()}
        steps = {(step.id, step.wait_id, step.at) for step in StepDone.select()}
        for what, first, second, third in told:
            if what == "visit":
                assert (int(first), second, int(third)) in kept
            elif what == "step":
                assert (int(first), int(second), int(third)) in steps
            else:
                assert kept[next(key for key in kept if key[0] == int(first))] == second
        # One act may have been kept without its word getting out; never half of one.
        assert found.entries >= len(told)
        assert len(waiting.waiting_list(session)) == len(kept)
        session.store.database.close()
    assert len(told) > KILLS
