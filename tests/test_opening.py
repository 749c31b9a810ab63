"""A desk is founded once, opened every morning, and told when its clock moved."""

import pytest

from frontdesk import opening, record
from frontdesk.clock import DAY, HOUR, MINUTE, SECOND, FixedClock, Jump
from frontdesk.desk.directory import Department, Doctor
from frontdesk.errors import InputError
from frontdesk.opening import CLOCK_SAME_EVENT, Founding, found, mark_clock, start
from frontdesk.packs.load import PHONE, REQUIRED, builtin, from_files, load
from frontdesk.record import ClockMark, Desk, DeskClock, PackVersion
from frontdesk.session import Session
from frontdesk.settings import Folders
from frontdesk.staff import staff
from frontdesk.staff.staff import Presence, Staff
from frontdesk.store import verify
from frontdesk.store.database import Store


def _kinds(session: Session) -> list[str]:
    rows = session.store.database.execute_sql("SELECT kind FROM entry ORDER BY id").fetchall()
    return [row[0] for row in rows]


def test_a_founded_desk_has_all_it_needs_in_one_entry(desk) -> None:
    assert _kinds(desk.machine) == ["desk.founded"]
    assert [(one.name, one.role) for one in Staff.here()] == [
        ("Li Na", "supervisor"),
        ("Wang Fang", "agent"),
        ("Zhao Min", "agent"),
    ]
    assert Desk.get().name == "Desk 1"
    pack = desk.machine.pack
    assert len(Department.listed()) == len(pack.directory.departments)
    assert len(Doctor.listed()) == len(pack.asked)
    verify.whole(desk.machine.store.database)


@pytest.mark.parametrize(
    ("desk_name", "names", "field"),
    [
        ("", ("Li Na",), "desk"),
        ("  ", ("Li Na",), "desk"),
        ("Desk 1", (), "staff"),
        ("Desk 1", ("Li Na", " "), "staff"),
        ("Desk 1", ("Li Na", " Li Na "), "staff"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    place: Folders, desk_name: str, names: tuple[str, ...], field: str
) -> None:
    with pytest.raises(InputError) as told:
        found(place, Founding(desk_name, builtin("hospital"), names))
    assert told.value.field == field
    assert not Store.founded(place)


def test_a_desk_opens_as_it_was_left(session: Session, desk) -> None:
    head = session.store.head()
    again = desk.reopen()
    assert again.pack.digest == desk.machine.pack.digest
    assert again.store.head() == head
    assert again.role == "machine"
    again.store.close()


def test_signing_on_ends_who_sat_there_before(desk) -> None:
    first = desk.as_staff("Li Na")
    desk.clock.advance(HOUR)
    second = desk.as_staff("Wang Fang")
    assert second.seat_id == first.seat_id
    found_ones = list(Presence.select().order_by(Presence.id))
    assert [one.ended_at for one in found_ones] == [desk.clock.now(), None]
    other = desk.as_staff("Zhao Min", seat="Desk 2")
    assert other.seat_id != first.seat_id
    assert Presence.select().where(Presence.ended_at.is_null()).count() == 2


def test_a_clock_set_back_takes_nothing_from_a_wait(desk) -> None:
    clock = desk.machine.clock
    before = desk.machine.now()
    desk.clock.set_wall(desk.clock.now() - HOUR)
    mark_clock(desk.machine, clock, Jump(-HOUR))
    assert desk.machine.now() == before
    desk.clock.advance(MINUTE)
    assert desk.machine.now() == before + MINUTE
    assert Desk.get().clock_offset == HOUR
    assert [mark.by for mark in ClockMark.select()] == [-HOUR]
    again = desk.reopen()
    assert again.now() == before + MINUTE
    again.store.close()


def test_a_leap_forward_is_kept_and_counts(desk) -> None:
    before = desk.machine.now()
    desk.clock.set_wall(desk.clock.now() + HOUR)
    mark_clock(desk.machine, desk.machine.clock, Jump(HOUR))
    assert desk.machine.now() == before + HOUR
    assert Desk.get().clock_offset == 0
    assert [(mark.at, mark.by) for mark in ClockMark.select()] == [(before + HOUR, HOUR)]


def test_a_clock_set_back_and_right_again_leaves_no_offset(desk) -> None:
    before = desk.machine.now()
    desk.clock.set_wall(desk.clock.now() - HOUR)
    mark_clock(desk.machine, desk.machine.clock, Jump(-HOUR))
    desk.clock.set_wall(desk.clock.now() + HOUR)
    mark_clock(desk.machine, desk.machine.clock, Jump(HOUR))
    assert desk.machine.now() == before
    assert Desk.get().clock_offset == 0


def test_several_windows_write_one_move_of_the_clock_once(desk) -> None:
    base = desk.machine
    other = Session(base.store, DeskClock(desk.clock), base.pack, zone=base.zone)
    desk.clock.set_wall(desk.clock.now() - HOUR)
    assert mark_clock(base, base.clock, Jump(-HOUR)) is not None
    desk.clock.advance(900)
    assert mark_clock(other, other.clock, Jump(-HOUR - 3)) is None
    assert ClockMark.select().count() == 1
    assert other.now() == base.now()
    desk.clock.advance(CLOCK_SAME_EVENT)
    desk.clock.set_wall(desk.clock.now() - HOUR)
    assert mark_clock(base, base.clock, Jump(-HOUR)) is not None
    assert Desk.get().clock_offset == 2 * HOUR


def test_a_clock_set_back_while_the_desk_was_shut_is_found_at_the_start(
    session: Session, desk
) -> None:
    staff.hire(session, "Sun Li", "agent")
    last = session.now()
    session.store.close()
    desk.clock.set_wall(last - DAY)
    opened = start(desk.place, desk.clock, session.zone).session
    assert opened.now() >= last
    assert _kinds(opened)[-1] == "clock.moved"
    opened.store.close()
    again = start(desk.place, desk.clock, session.zone).session
    assert _kinds(again).count("clock.moved") == 1
    again.store.close()


def test_what_is_added_to_the_clock_ends_with_the_day(desk) -> None:
    desk.clock.set_wall(desk.clock.now() - HOUR)
    mark_clock(desk.machine, desk.machine.clock, Jump(-HOUR))
    desk.clock.advance(12 * HOUR)
    same_day = desk.reopen()
    assert same_day.now() == desk.clock.now() + HOUR
    same_day.store.close()
    desk.clock.advance(12 * HOUR)
    next_day = start(desk.place, desk.clock, desk.machine.zone).session
    assert next_day.now() == desk.clock.now()
    assert Desk.get().clock_offset == 0
    assert _kinds(next_day).count("clock.moved") == 2
    next_day.store.close()


def test_a_wrong_pack_is_told_and_the_last_good_one_goes_on(session: Session, desk) -> None:
    session.store.close()
    rules = desk.place.pack / "rules.toml"
    good = rules.read_text("utf-8")
    rules.write_text(good.replace('after = "5m"', 'after = "soon"'), "utf-8")
    opened = start(desk.place, desk.clock)
    assert opened.session.pack.digest == desk.machine.pack.digest
    assert opened.trouble is not None
    assert opened.trouble.file == "rules.toml"
    assert "after" in opened.trouble.key
    opened.session.store.close()


def test_an_edited_pack_is_in_force_and_the_old_one_is_kept(session: Session, desk) -> None:
    session.store.close()
    rules = desk.place.pack / "rules.toml"
    rules.write_text(rules.read_text("utf-8").replace('after = "5m"', 'after = "4m"'), "utf-8")
    opened = start(desk.place, desk.clock)
    assert opened.trouble is None
    assert opened.session.pack.step("water").after == 4 * MINUTE
    assert _kinds(opened.session)[-1] == "pack.changed"
    assert PackVersion.select().count() == 2
    record.pack_of.cache_clear()
    assert record.pack_of(desk.machine.pack.digest).step("water").after == 5 * MINUTE
    verify.whole(opened.session.store.database)
    opened.session.store.close()
    again = opening.start(desk.place, desk.clock)
    assert _kinds(again.session).count("pack.changed") == 1
    again.session.store.close()


def test_the_telephone_of_a_pack_is_laid_out_kept_and_taken_away(session: Session, desk) -> None:
    session.store.close()
    phone = desk.place.pack / PHONE
    assert phone.read_bytes() == desk.machine.pack.files[PHONE]
    phone.write_text(phone.read_text("utf-8").replace('hold_most = "30s"', 'hold_most = "20s"'))
    opened = start(desk.place, desk.clock)
    assert opened.session.pack.phone.hold_most == 20 * SECOND
    record.pack_of.cache_clear()
    assert record.pack_of(desk.machine.pack.digest).phone == desk.machine.pack.phone
    assert record.pack_of(opened.session.pack.digest) == opened.session.pack
    opened.session.store.close()
    phone.unlink()
    silent = start(desk.place, desk.clock)
    assert silent.trouble is None
    assert silent.session.pack.phone is None
    record.pack_of.cache_clear()
    assert record.pack_of(silent.session.pack.digest).phone is None
    silent.session.store.close()


def test_a_telephone_left_in_the_folder_is_not_another_packs(place: Folders) -> None:
    place.make()
    whole = builtin("office")
    opening.write_pack(place, whole)
    assert load(place.pack) == whole
    silent = from_files({name: whole.files[name] for name in REQUIRED})
    opening.write_pack(place, silent)
    assert load(place.pack) == silent


def test_hiring_a_second_one_of_the_same_name_is_refused(session: Session) -> None:
    with pytest.raises(Exception, match="of that name") as told:
        staff.hire(session, " Li Na ", "agent")
    assert "letter or number" in str(told.value)


def test_the_desks_clock_runs_as_its_base() -> None:
    base = FixedClock(10**12, 7)
    clock = DeskClock(base, MINUTE)
    assert (clock.now(), clock.running()) == (10**12 + MINUTE, 7)
