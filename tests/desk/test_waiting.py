"""The waiting list on a real desk: order, names, steps done, another who was quicker, restart."""

import pytest

from frontdesk.clock import HOUR, MINUTE, Jump
from frontdesk.desk import emergency, visits, waiting
from frontdesk.desk.steps import ASKED, EXEMPT
from frontdesk.desk.visits import Wait
from frontdesk.desk.waiting import Doing, StepDone
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.opening import mark_clock, start
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.store import verify

GIVEN = Doing(outcome="given")
ASK = Doing(outcome=ASKED, reason="longer", minutes=10, told="both")


def _names(session: Session, order: waiting.Order = "arrival") -> list[str]:
    return [one.name for one in waiting.waiting_list(session, order)]


def _one(session: Session, visit_id: int) -> waiting.Waiter:
    return next(one for one in waiting.waiting_list(session) if one.visit_id == visit_id)


def _due(session: Session, visit_id: int) -> tuple[str, int, str] | None:
    found = _one(session, visit_id).due(session.now())
    return None if found is None else (found.step, found.turn, found.state(session.now()))


def test_emergency_first_then_priority_then_arrival(session: Session, desk, arrive) -> None:
    normal = arrive(session, "Zhang Wei")
    desk.clock.advance(MINUTE)
    arrive(session, "Li Si", needs=("elderly",))
    desk.clock.advance(MINUTE)
    arrive(session, "Wang Wu", needs=("fasting",))
    desk.clock.advance(MINUTE)
    arrive(session, "Zhao Liu", needs=("wheelchair",))
    last = arrive(session, "Sun Qi")
    assert _names(session) == ["Li Si", "Zhao Liu", "Zhang Wei", "Wang Wu", "Sun Qi"]
    emergency.raise_visit(session, last.id, ("doctor",))
    assert _names(session)[0] == "Sun Qi"
    visits.move(session, normal.id, "doctor")
    assert _names(session) == ["Sun Qi", "Li Si", "Zhao Liu", "Wang Wu", "Zhang Wei"]


def test_who_came_first_stands_first_though_written_down_later(
    session: Session, desk, arrive
) -> None:
    arrive(session, "Zhang Wei")
    desk.clock.advance(5 * MINUTE)
    arrive(session, "Li Si", arrived_at=session.now() - 10 * MINUTE)
    assert _names(session) == ["Li Si", "Zhang Wei"]
    assert [one.exact for one in waiting.waiting_list(session)] == [False, True]


def test_the_list_by_what_is_due(session: Session, desk, arrive) -> None:
    first = arrive(session, "Zhang Wei")
    desk.clock.advance(MINUTE)
    arrive(session, "Li Si", needs=("elderly",))
    desk.clock.advance(5 * MINUTE)
    assert _names(session, "due") == ["Zhang Wei", "Li Si"]
    waiting.do_step(session, first.id, "water", 1, GIVEN)
    assert _names(session, "due") == ["Li Si", "Zhang Wei"]
    assert _names(session) == ["Li Si", "Zhang Wei"]


def test_the_same_name_and_the_same_sound_are_marked(session: Session, arrive) -> None:
    for name in ("张伟", "张伟", "李娜", "李纳", "王芳"):
        arrive(session, name)
    marked = {one.visit_id: one.shared_name for one in waiting.waiting_list(session)}
    assert list(marked.values()) == [True, True, True, True, False]


def test_water_falls_due_once_stands_and_is_done_with_one_act(
    session: Session, desk, arrive
) -> None:
    visit = arrive(session)
    assert _due(session, visit.id) == ("water", 1, "ahead")
    desk.clock.advance(5 * MINUTE)
    assert _due(session, visit.id) == ("water", 1, "due")
    desk.clock.advance(3 * MINUTE)
    done = waiting.do_step(session, visit.id, "water", 1, GIVEN)
    assert (done.due_at, done.at) == (visit.arrived_at + 5 * MINUTE, session.now())
    assert done.staff_id == session.staff_id
    assert _due(session, visit.id) == ("check", 1, "ahead")
    desk.clock.advance(HOUR)
    assert _due(session, visit.id) == ("check", 1, "due")
    facts = session.store.database.execute_sql(
        "SELECT facts FROM entry WHERE kind = 'step.done'"
    ).fetchone()[0]
    assert f'"late":{3 * MINUTE}' in facts
    assert f'"waited":{8 * MINUTE}' in facts


def test_the_check_is_owed_again_after_the_promised_minutes(session: Session, desk, arrive) -> None:
    visit = arrive(session, needs=("fasting",))
    desk.clock.advance(16 * MINUTE)
    waiting.do_step(session, visit.id, "check", 1, ASK)
    assert _due(session, visit.id) == ("check", 2, "ahead")
    desk.clock.advance(10 * MINUTE)
    assert _due(session, visit.id) == ("check", 2, "due")
    waiting.do_step(session, visit.id, "check", 2, Doing(outcome=EXEMPT, reason="results"))
    desk.clock.advance(9 * HOUR)
    assert _due(session, visit.id) is None


@pytest.mark.parametrize(
    ("step", "doing", "field"),
    [
        ("water", Doing(), "outcome"),
        ("water", Doing(outcome="wine"), "outcome"),
        ("water", ASK, "outcome"),
        ("check", Doing(), "reason"),
        ("check", GIVEN, "reason"),
        ("check", Doing(outcome=ASKED, reason="no idea", minutes=10, told="both"), "reason"),
        ("check", Doing(outcome=ASKED, reason="longer", minutes=7, told="both"), "minutes"),
        ("check", Doing(outcome=ASKED, reason="longer", told="both"), "minutes"),
        ("check", Doing(outcome=ASKED, reason="longer", minutes=10), "told"),
        ("check", Doing(outcome=EXEMPT, reason="longer"), "reason"),
    ],
)
def test_what_is_missing_is_named_by_its_field(
    session: Session, arrive, step: str, doing: Doing, field: str
) -> None:
    visit = arrive(session)
    with pytest.raises(InputError) as told:
        waiting.do_step(session, visit.id, step, 1, doing)
    assert told.value.field == field
    assert not StepDone.select().exists()


def test_only_what_belongs_to_an_outcome_is_kept(session: Session, arrive) -> None:
    visit = arrive(session)
    water = waiting.do_step(
        session, visit.id, "water", 1,
        Doing(outcome="given", reason="ZhangWei", minutes=5, told="both"),
    )  # fmt: skip
    assert (water.reason, water.minutes, water.told) == ("", None, "")
    check = waiting.do_step(
        session, visit.id, "check", 1, Doing(outcome=EXEMPT, reason="results", minutes=5)
    )
    assert (check.reason, check.minutes) == ("results", None)


def test_a_fasting_person_is_not_owed_water(session: Session, arrive) -> None:
    visit = arrive(session, needs=("fasting",))
    with pytest.raises(Refused, match="not owed"):
        waiting.do_step(session, visit.id, "water", 1, GIVEN)
    with pytest.raises(Refused, match="not owed"):
        waiting.do_step(session, visit.id, "water", 2, GIVEN)


def test_who_said_at_the_offer_to_be_fasting_is_not_offered_water_in_the_next_wait(
    session: Session, desk, arrive
) -> None:
    visit = arrive(session, needs=("elderly",))
    desk.clock.advance(5 * MINUTE)
    waiting.do_step(session, visit.id, "water", 1, Doing(outcome="fasting"))
    for stage in ("doctor", "examination", "again"):
        desk.clock.advance(MINUTE)
        visits.move(session, visit.id, stage)
    assert _one(session, visit.id).needs == ("elderly", "fasting")
    assert _due(session, visit.id) == ("check", 1, "ahead")
    verify.whole(session.store.database)


def test_the_second_of_two_is_told_who_did_what_when(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    other = desk.as_staff("Wang Fang", seat="Desk 2")
    desk.clock.advance(6 * MINUTE)
    waiting.do_step(other, visit.id, "water", 1, Doing(outcome="declined"))
    entry = session.store.head().id
    desk.clock.advance(MINUTE)
    with pytest.raises(AlreadyDone) as told:
        waiting.do_step(session, visit.id, "water", 1, GIVEN)
    assert told.value.sentence == "Wang Fang did it at 7:36: water declined."
    assert told.value.entry_id == entry
    assert StepDone.select().count() == 1
    desk.clock.advance(10 * MINUTE)
    waiting.do_step(other, visit.id, "check", 1, Doing(outcome=EXEMPT, reason="results"))
    with pytest.raises(AlreadyDone, match="check waits for results"):
        waiting.do_step(session, visit.id, "check", 1, ASK)


def test_who_was_sent_in_meanwhile_needs_nothing_more(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    visits.move(desk.as_staff("Wang Fang", seat="Desk 2"), visit.id, "doctor")
    with pytest.raises(AlreadyDone, match="Not waiting any more"):
        waiting.do_step(session, visit.id, "water", 1, GIVEN)


def test_a_restart_keeps_every_wait_to_the_second(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    desk.clock.advance(6 * MINUTE + 1)
    waiting.do_step(session, visit.id, "water", 1, Doing(outcome="away"))
    desk.clock.advance(777)
    before = waiting.waiting_list(session)
    again = desk.reopen()
    after = waiting.waiting_list(again)
    assert after == before
    assert [one.states(again.now()) for one in after] == [one.states(again.now()) for one in before]
    again.store.close()


def test_a_change_of_doctor_keeps_the_wait_and_its_steps(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    desk.clock.advance(6 * MINUTE)
    waiting.do_step(session, visit.id, "water", 1, GIVEN)
    before = _one(session, visit.id)
    from frontdesk.desk.directory import Department, Doctor

    place = Department.listed()[1]
    doctor = Doctor.select().where(Doctor.department == place).first()
    visits.change_doctor(session, visit.id, place.id, doctor.id)
    after = _one(session, visit.id)
    assert (after.department_id, after.doctor_id) == (place.id, doctor.id)
    assert (after.began_at, after.wait_id, after.handled) == (
        before.began_at, before.wait_id, before.handled,
    )  # fmt: skip
    assert (after.changed_from, after.changed_at) == (before.doctor_id, session.now())


def test_a_new_wait_begins_after_an_examination(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    desk.clock.advance(6 * MINUTE)
    waiting.do_step(session, visit.id, "water", 1, GIVEN)
    for stage in ("doctor", "examination"):
        desk.clock.advance(5 * MINUTE)
        visits.move(session, visit.id, stage)
        assert _one(session, visit.id).wait_id is None
        assert _due(session, visit.id) is None
    desk.clock.advance(5 * MINUTE)
    visits.move(session, visit.id, "again")
    now = _one(session, visit.id)
    assert now.began_at == session.now()
    assert now.arrived_at == visit.arrived_at
    assert _due(session, visit.id) == ("water", 1, "ahead")
    assert [(one.ending, one.ended_at is None) for one in Wait.select()] == [
        ("seen", False), ("", True),
    ]  # fmt: skip


def test_a_clock_set_back_shrinks_no_wait(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    desk.clock.advance(6 * MINUTE)
    desk.clock.set_wall(desk.clock.now() - 2 * HOUR)
    mark_clock(session, session.clock, Jump(-2 * HOUR))
    assert session.now() - (_one(session, visit.id).began_at or 0) == 6 * MINUTE
    assert _due(session, visit.id) == ("water", 1, "due")
    desk.clock.advance(MINUTE)
    again = desk.reopen()
    assert again.now() - (_one(again, visit.id).began_at or 0) == 7 * MINUTE
    again.store.close()


def test_a_leap_forward_counts_as_waiting(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    desk.clock.set_wall(desk.clock.now() + HOUR)
    mark_clock(session, session.clock, Jump(HOUR))
    assert session.now() - (_one(session, visit.id).began_at or 0) == HOUR
    assert _due(session, visit.id) == ("water", 1, "due")


def test_an_old_wait_is_judged_by_the_rules_it_began_under(session: Session, desk, arrive) -> None:
    old = arrive(session, "Zhang Wei")
    session.store.close()
    rules = desk.place.pack / "rules.toml"
    rules.write_text(rules.read_text("utf-8").replace('after = "5m"', 'after = "3m"'), "utf-8")
    machine = start(desk.place, desk.clock, session.zone).session
    from frontdesk.opening import sign_on

    again = sign_on(machine, Staff.get(), "Desk 1", "desk")
    new = arrive(again, "Li Si")
    desk.clock.advance(4 * MINUTE)
    assert _due(again, old.id) == ("water", 1, "soon")
    assert _due(again, new.id) == ("water", 1, "due")
    again.store.close()


def test_another_pack_brings_its_own_steps(make_desk, other_pack, arrive) -> None:
    desk = make_desk(other_pack)
    session = desk.as_staff()
    visit = arrive(session)
    told = []
    for _minute in range(30):
        desk.clock.advance(MINUTE)
        found = _one(session, visit.id).due(session.now())
        if found is not None and found.state(session.now()) == "due":
            told.append((session.now() - visit.arrived_at, found.step))
            doing = ASK if found.step == "check" else GIVEN
            if found.step == "check":
                doing = Doing(outcome=EXEMPT, reason="results")
            waiting.do_step(session, visit.id, found.step, found.turn, doing)
    assert told == [(2 * MINUTE, "blanket"), (10 * MINUTE, "check"), (25 * MINUTE, "chair")]
    assert session.pack.waiting.last == 25 * MINUTE


def test_an_office_owes_its_own_steps(make_desk, arrive) -> None:
    desk = make_desk("office")
    session = desk.as_staff()
    visit = arrive(session)
    desk.clock.advance(20 * MINUTE)
    states = _one(session, visit.id).states(session.now())
    assert [one.step for one in states] == [step.code for step in session.pack.waiting.steps]
    verify.whole(session.store.database)
