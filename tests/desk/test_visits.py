"""A visit from the door to goodbye: registered once, moved along its route, every step kept."""

import pytest

from frontdesk.clock import DAY, MINUTE
from frontdesk.desk import visits, waiting
from frontdesk.desk.directory import Department
from frontdesk.desk.people import Person, PersonForm
from frontdesk.desk.visits import Note, Registration, RouteStep, Visit, Wait
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.session import Session
from frontdesk.store import verify


def _wanted(session: Session, **changes: object) -> Registration:
    wanted = Registration(
        None,
        PersonForm("Zhang Wei", "m", "46", "13900001111"),
        session.pack.purposes[0],
        department_id=Department.listed()[0].id,
    )
    return wanted._replace(**changes)  # type: ignore[arg-type]


def test_a_registered_visitor_has_person_ticket_route_and_wait(session: Session) -> None:
    wanted = _wanted(session, request="  back pain ", needs=("elderly", "elderly", "alone"))
    visit = visits.register(session, wanted)
    found = Visit.get_by_id(visit.id)
    assert (found.series, found.number, found.day) == ("P", 1, "2026-11-23")
    assert (found.priority, found.stage, found.request) == ("priority", "waiting", "back pain")
    assert found.need_codes() == ("elderly", "alone")
    assert found.person.name == "Zhang Wei"
    assert found.exact
    assert [step.stage for step in RouteStep.select().order_by(RouteStep.id)] == [
        "arrived", "waiting",
    ]  # fmt: skip
    wait = Wait.get()
    assert (wait.began_at, wait.ended_at, wait.pack) == (
        session.now(), None, session.pack.digest,
    )  # fmt: skip
    verify.whole(session.store.database)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"person": None}, "name"),
        ({"person": PersonForm("  ")}, "name"),
        ({"person": PersonForm("Zhang Wei", "x")}, "sex"),
        ({"person": PersonForm("Zhang Wei", "m", "old")}, "birth"),
        ({"person_id": 999}, "name"),
        ({"purpose": "to chat"}, "purpose"),
        ({"department_id": None}, "department"),
        ({"needs": ("champagne",)}, "needs"),
    ],
)
def test_what_cannot_be_taken_is_named_and_no_number_is_lost(
    session: Session, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as told:
        visits.register(session, _wanted(session, **changes))
    assert told.value.field == field
    assert not Person.select().exists()
    assert visits.register(session, _wanted(session)).number == 1


def test_a_wait_from_the_door_begins_when_the_visitor_came(session: Session) -> None:
    came = session.now() - 4 * MINUTE
    visits.register(session, _wanted(session, arrived_at=came))
    wait = Wait.get()
    assert (wait.began_at, bool(wait.exact)) == (came, False)


def test_nobody_arrives_in_the_future(session: Session) -> None:
    visit = visits.register(session, _wanted(session, arrived_at=session.now() + DAY))
    assert visit.arrived_at == session.now()


def test_a_returning_person_is_registered_without_typing_again(session: Session, desk) -> None:
    first = visits.register(session, _wanted(session))
    for stage in ("doctor", "discharged"):
        visits.move(session, first.id, stage)
    desk.clock.advance(DAY)
    again = visits.register(session, _wanted(session, person_id=first.person_id, person=None))
    assert (again.person_id, again.number, again.day) == (first.person_id, 1, "2026-11-24")
    assert Person.select().count() == 1
    assert Person.get().seen_at == session.now()


def test_who_is_here_already_is_not_registered_twice(session: Session) -> None:
    first = visits.register(session, _wanted(session))
    with pytest.raises(Refused, match=r"Zhang Wei is here already, A001\."):
        visits.register(session, _wanted(session, person_id=first.person_id, person=None))


def test_the_whole_route_is_kept_with_its_times(session: Session, desk) -> None:
    visit = visits.register(session, _wanted(session))
    route = ["doctor", "charged", "examination", "again", "doctor", "medicine", "discharged"]
    for stage in route:
        desk.clock.advance(MINUTE)
        visits.move(session, visit.id, stage)
    steps = list(RouteStep.select().order_by(RouteStep.id))
    assert [step.stage for step in steps] == ["arrived", "waiting", *route]
    assert [step.at - visit.arrived_at for step in steps[2:]] == [
        number * MINUTE for number in range(1, len(route) + 1)
    ]
    assert Visit.get_by_id(visit.id).ended_at == session.now()
    assert [wait.ending for wait in Wait.select()] == ["seen", "seen"]
    assert waiting.waiting_list(session) == []
    verify.whole(session.store.database)


def test_a_way_that_is_not_there_is_refused(session: Session) -> None:
    visit = visits.register(session, _wanted(session))
    with pytest.raises(Refused, match="does not lead there"):
        visits.move(session, visit.id, "medicine")
    with pytest.raises(Refused, match="no such stage"):
        visits.move(session, visit.id, "moon")
    with pytest.raises(Refused, match="not on the list"):
        visits.move(session, 999, "doctor")


def test_the_same_move_twice_is_told(session: Session) -> None:
    visit = visits.register(session, _wanted(session))
    visits.move(session, visit.id, "doctor")
    with pytest.raises(AlreadyDone, match="Already there"):
        visits.move(session, visit.id, "doctor")


def test_who_leaves_without_being_seen_says_why(session: Session) -> None:
    visit = visits.register(session, _wanted(session))
    for reason in ("", "bored"):
        with pytest.raises(InputError) as told:
            visits.move(session, visit.id, "left", reason)
        assert told.value.field == "reason"
    visits.move(session, visit.id, "left", "too_long")
    assert Wait.get().ending == "left"
    with pytest.raises(AlreadyDone, match="over"):
        visits.move(session, visit.id, "doctor")
    with pytest.raises(AlreadyDone, match="over"):
        visits.change_doctor(session, visit.id, Department.listed()[1].id, None)


def test_admitted_from_the_waiting_room_ends_the_wait_unseen(session: Session) -> None:
    visit = visits.register(session, _wanted(session))
    visits.move(session, visit.id, "admitted")
    assert Wait.get().ending == "moved"


def test_no_change_of_doctor_is_no_act(session: Session) -> None:
    visit = visits.register(session, _wanted(session))
    head = session.store.head()
    with pytest.raises(AlreadyDone, match="this doctor"):
        visits.change_doctor(session, visit.id, visit.department_id, visit.doctor_id)
    assert session.store.head() == head


def test_a_note_is_cleaned_and_kept(session: Session) -> None:
    visit = visits.register(session, _wanted(session))
    with pytest.raises(InputError):
        visits.add_note(session, visit.id, " \n ")
    visits.add_note(session, visit.id, "walks slowly\x1b[31m\nring the ward")
    note = Note.get()
    assert "\x1b" not in note.text
    assert "\n" in note.text
    verify.whole(session.store.database)


def test_showing_a_phone_is_kept_in_the_log(session: Session) -> None:
    visit = visits.register(session, _wanted(session))
    assert visits.show_phone(session, visit.id) == "13900001111"
    kind, about = session.store.database.execute_sql(
        "SELECT kind, about_id FROM entry ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert (kind, about) == ("visit.shown", visit.id)
