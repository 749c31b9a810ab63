"""Where is what, who is in the clinic now, and how busy it is: never a guess."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from frontdesk.clock import HOUR, MINUTE, instant
from frontdesk.desk import directory, visits
from frontdesk.desk.directory import Department, DirectoryRow, Doctor, Load
from frontdesk.session import Session
from frontdesk.store import verify


def test_the_starter_directory_is_there_in_both_languages(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = session.pack.directory
    assert [one.code for one in Department.listed()] == [one.code for one in pack.departments]
    first, expected = Department.listed()[0], pack.departments[0]
    assert (first.name, first.short) == (expected.name.en, expected.short.en)
    monkeypatch.setattr(directory, "language", lambda: "zh")
    assert (first.name, first.short) == (expected.name.zh, expected.short.zh)


def test_a_place_may_share_its_name_with_a_department(session: Session) -> None:
    places = Department.select().where(Department.place == 1)
    assert places.count() == len(session.pack.directory.places)
    assert all(one.code.startswith(directory.PLACE) for one in places)


@pytest.mark.parametrize(
    ("day", "hour", "minute", "open_till"),
    [
        (23, 8, 0, 11 * 60 + 30),
        (23, 7, 59, None),
        (23, 11, 29, 11 * 60 + 30),
        (23, 11, 30, None),
        (23, 13, 30, 17 * 60),
        (28, 9, 0, None),
    ],
)
def test_who_is_in_the_clinic_now(
    session: Session, desk, day: int, hour: int, minute: int, open_till: int | None
) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    desk.clock.set_wall(instant(datetime(2026, 11, day, hour, minute, tzinfo=zone)))
    hours = "Mon-Fri 8:00-11:30, 13:30-17:00"
    assert directory.till(session, hours) == open_till
    assert directory.in_clinic(session, hours) is (open_till is not None)


def test_no_hours_are_not_open(session: Session) -> None:
    assert not directory.in_clinic(session, "")


def test_how_busy_a_department_is(session: Session, desk, arrive) -> None:
    place = Department.listed()[0].id
    assert directory.loads(session).department(place) == Load()
    first = arrive(session, "Zhang Wei")
    desk.clock.advance(10 * MINUTE)
    second = arrive(session, "Li Si")
    arrive(session, "Wang Wu", department=1)
    desk.clock.advance(10 * MINUTE)
    load = directory.loads(session).department(place)
    assert load == Load(waiting=2, longest=20 * MINUTE, median=None, called=0)
    visits.move(session, first.id, "doctor")
    desk.clock.advance(4 * MINUTE)
    visits.move(session, second.id, "doctor")
    loads = directory.loads(session)
    assert loads.department(place) == Load(waiting=0, longest=None, median=17 * MINUTE, called=2)
    assert loads.doctor(first.doctor_id).called == 2
    desk.clock.advance(HOUR)
    assert directory.loads(session).department(place) == Load(called=1, median=14 * MINUTE)
    desk.clock.advance(1)
    assert directory.loads(session).department(place) == Load()


def test_leavers_and_inexact_waits_are_no_measure_of_a_doctor(
    session: Session, desk, arrive
) -> None:
    left = arrive(session)
    typed = arrive(session, arrived_at=session.now() - 50 * MINUTE)
    desk.clock.advance(MINUTE)
    visits.move(session, left.id, "left", "too_long")
    visits.move(session, typed.id, "doctor")
    load = directory.loads(session).department(Department.listed()[0].id)
    assert (load.median, load.called) == (None, 0)


def _row(**changes: str) -> DirectoryRow:
    row = DirectoryRow(
        "Dermatology 2", "3", "301-305", "Dr Hu Mei", "chief", "skin", "301", "3010",
        "Mon-Fri 8:00-12:00",
    )  # fmt: skip
    return row._replace(**changes)


def test_a_table_adds_and_renews_without_doubling(session: Session) -> None:
    departments, doctors = len(Department.listed()), len(Doctor.listed())
    directory.take_over(session, [_row(), _row(doctor="Dr Lin"), _row(room="302")])
    assert len(Department.listed()) == departments + 1
    assert len(Doctor.listed()) == doctors + 2
    assert Doctor.get(Doctor.name == "Dr Hu Mei").room == "302"
    known = Department.listed()[0]
    directory.take_over(session, [_row(department=known.name_zh, doctor="")])
    assert len(Department.listed()) == departments + 1
    verify.whole(session.store.database)
