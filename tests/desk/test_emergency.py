"""Emergency and critical first: raised at once, watched until with a doctor."""

import pytest

from frontdesk.clock import MINUTE
from frontdesk.desk import emergency, visits, waiting
from frontdesk.desk.steps import HAND_OVER
from frontdesk.desk.visits import Visit, Wait
from frontdesk.errors import AlreadyDone, InputError
from frontdesk.session import Session
from frontdesk.shift import next as what_is_next
from frontdesk.store import verify


def test_a_waiting_person_is_raised_first_and_watched_by_the_packs_time(
    session: Session, desk, arrive
) -> None:
    arrive(session, "Zhang Wei")
    visit = arrive(session, "Li Si")
    desk.clock.advance(30 * MINUTE)
    emergency.raise_visit(session, visit.id, ("doctor", "nurse"))
    first = waiting.waiting_list(session)[0]
    assert (first.name, first.emergency, first.priority) == ("Li Si", True, "emergency")
    # The steps of waiting make way for the one thing that counts.
    assert [one.step for one in first.states(session.now())] == [HAND_OVER]
    due = what_is_next.due(session)[0]
    within = session.pack.emergency.within
    assert (due.rank, due.step, due.due_at) == ("emergency", HAND_OVER, session.now() + within)
    desk.clock.advance(within)
    assert what_is_next.due(session)[0].state(session.now()) == "due"


def test_it_stands_before_what_is_due_longer(session: Session, desk, arrive) -> None:
    arrive(session, "Zhang Wei")
    visit = arrive(session, "Li Si")
    desk.clock.advance(60 * MINUTE)
    emergency.raise_visit(session, visit.id, ("doctor",))
    found = what_is_next.due(session)
    assert [one.name for one in found] == ["Li Si", "Zhang Wei"]
    assert what_is_next.first(waiting.waiting_list(session), session.now()) == found[0]


def test_handed_over_it_is_with_a_doctor(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    emergency.raise_visit(session, visit.id, ("doctor",))
    desk.clock.advance(MINUTE)
    with pytest.raises(InputError) as told:
        emergency.hand_over(session, visit.id, "the moon")
    assert told.value.field == "place"
    emergency.hand_over(session, visit.id, "emergency")
    found = Visit.get_by_id(visit.id)
    assert (found.stage, found.handed_at) == ("doctor", session.now())
    assert Wait.get().ending == "seen"
    assert what_is_next.due(session) == []
    with pytest.raises(AlreadyDone, match="handed over"):
        emergency.hand_over(session, visit.id, "emergency")
    verify.whole(session.store.database)


def test_sent_in_as_usual_it_is_handed_over_too(session: Session, arrive) -> None:
    visit = arrive(session)
    emergency.raise_visit(session, visit.id, ("doctor",))
    visits.move(session, visit.id, "doctor")
    assert Visit.get_by_id(visit.id).handed_at == session.now()


def test_raised_twice_is_told(session: Session, arrive) -> None:
    visit = arrive(session)
    emergency.raise_visit(session, visit.id, ("doctor",))
    with pytest.raises(AlreadyDone, match="Already raised"):
        emergency.raise_visit(session, visit.id, ("doctor",))


def test_who_was_told_is_one_of_the_packs(session: Session, arrive) -> None:
    visit = arrive(session)
    for told in (("the press",), ("doctor", "the press")):
        with pytest.raises(InputError) as fault:
            emergency.raise_visit(session, visit.id, told)
        assert fault.value.field == "told"
    with pytest.raises(InputError):
        emergency.raise_new(session, "", ("the press",))
    assert Visit.select().count() == 1


@pytest.mark.parametrize(("name", "person"), [("", False), ("  ", False), ("Zhang Wei", True)])
def test_at_the_door_no_name_is_needed(session: Session, name: str, person: bool) -> None:
    visit = emergency.raise_new(session, name, ("rescue",))
    found = waiting.waiting_list(session)[0]
    assert found.emergency
    assert found.ticket == "E001"
    assert (found.person_id is not None) is person
    assert visit.raised_at == session.now()
    verify.whole(session.store.database)


def test_an_emergency_while_with_the_doctor_is_watched_until_handed_over(
    session: Session, arrive
) -> None:
    visit = arrive(session)
    visits.move(session, visit.id, "doctor")
    emergency.raise_visit(session, visit.id, ("rescue",))
    assert waiting.waiting_list(session)[0].emergency
    emergency.hand_over(session, visit.id, "emergency")
    assert not waiting.waiting_list(session)[0].emergency
