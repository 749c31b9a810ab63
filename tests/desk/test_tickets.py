"""Tickets: unique by business day, series and number, also from two windows at once."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.clock import HOUR
from frontdesk.desk import emergency, tickets, visits
from frontdesk.desk.visits import Visit
from frontdesk.packs.load import builtin
from frontdesk.session import Session
from frontdesk.store import verify

HOSPITAL = builtin("hospital")


@given(st.sampled_from(HOSPITAL.series), st.integers(1, 99_999))
def test_a_ticket_is_read_as_it_is_said(series, number: int) -> None:
    said = tickets.say(HOSPITAL, series.code, number)
    assert tickets.read(said) == (series.code, number)
    assert tickets.read(f" {said.lower()} ") == (series.code, number)
    assert len(said) >= len(series.code) + series.digits


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a12", ("A", 12)),
        ("A 012", ("A", 12)),
        ("12", None),
        ("A", None),
        ("", None),
        ("A12b", None),
        ("张12", None),
        ("A1234567", None),
    ],
)
def test_what_is_typed_for_a_ticket(typed: str, read: tuple[str, int] | None) -> None:
    assert tickets.read(typed) == read


def test_a_series_that_the_pack_no_longer_has_is_still_said() -> None:
    assert tickets.say(HOSPITAL, "Z", 7) == "Z007"


def test_each_series_counts_for_itself_and_begins_anew_each_day(
    session: Session, desk, arrive
) -> None:
    def given(visit: Visit) -> str:
        return f"{visit.day[-2:]} {tickets.say(session.pack, visit.series, visit.number)}"

    told = [given(arrive(session)), given(arrive(session, needs=("elderly",)))]
    told += [given(arrive(session)), given(emergency.raise_new(session, "", ("doctor",)))]
    # Past midnight it is still the same business day.
    desk.clock.advance(20 * HOUR)
    told.append(given(arrive(session)))
    desk.clock.advance(HOUR)
    told.append(given(arrive(session)))
    assert told == ["23 A001", "23 P001", "23 A002", "23 E001", "23 A003", "24 A001"]


def test_a_number_is_never_used_again(session: Session, arrive) -> None:
    visit = arrive(session)
    visits.move(session, visit.id, "left", "too_long")
    assert arrive(session).number == visit.number + 1


_REGISTER = """
import sys
from pathlib import Path
from frontdesk.clock import FixedClock
from frontdesk.desk import visits
from frontdesk.desk.directory import Department
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Registration
from frontdesk.opening import sign_on, start
from frontdesk.settings import folders
from frontdesk.staff.staff import Staff

home, seat, count, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
machine = start(folders(home), FixedClock(at)).session
session = sign_on(machine, Staff.get(), seat, "desk")
department = Department.listed()[0].id
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    person = PersonForm(f"{seat} {number}")
    visit = visits.register(
        session, Registration(None, person, session.pack.purposes[0], department_id=department)
    )
    print(visit.number, flush=True)
machine.store.close()
"""


def test_two_windows_that_register_at_once_give_each_number_once(desk) -> None:
    count = 40
    desk.as_staff(seat="Desk 1")
    desk.as_staff(seat="Desk 2")
    home = desk.place.data.parent
    windows = [
        subprocess.Popen(
            [sys.executable, "-c", _REGISTER, str(home), seat, str(count), str(desk.clock.now())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seat in ("Desk 1", "Desk 2")
    ]
    for window in windows:
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
    for window in windows:
        assert window.stdin is not None
        window.stdin.write("go\n")
        window.stdin.flush()
    told = [[int(line) for line in window.communicate()[0].split()] for window in windows]
    assert [window.returncode for window in windows] == [0, 0]
    assert sorted(told[0] + told[1]) == list(range(1, 2 * count + 1))
    assert told[0] == sorted(told[0])
    verify.whole(desk.machine.store.database)
