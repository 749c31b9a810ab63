"""Hold, hang up, pass on, tick: what happens while one talks, each with its time."""

import pytest

from frontdesk.clock import MINUTE, SECOND
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.phone import answering, lists, talking
from frontdesk.phone.answering import Dialled
from frontdesk.phone.calls import Call, CallHold, CallStep
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.store import verify


@pytest.fixture
def talk(session: Session, rings) -> Call:
    """A call that was answered just now."""
    return answering.answer(session, rings(session).id)


def _state(session: Session, call: Call) -> str:
    line = lists.one(session, call.id)
    assert line is not None
    return line.state(session.now())


def test_hold_and_back(session: Session, talk: Call, desk) -> None:
    talking.hold(session, talk.id)
    assert _state(session, talk) == "held"
    with pytest.raises(AlreadyDone, match="On hold already"):
        talking.hold(session, talk.id)
    desk.clock.advance(20 * SECOND)
    talking.resume(session, talk.id)
    assert _state(session, talk) == "talking"
    with pytest.raises(AlreadyDone, match="Not on hold"):
        talking.resume(session, talk.id)
    assert CallHold.get().ended_at - CallHold.get().began_at == 20 * SECOND
    verify.whole(session.store.database)


@pytest.mark.parametrize("by", ["us", "caller"])
def test_who_hung_up_first_is_kept(session: Session, talk: Call, desk, by) -> None:
    desk.clock.advance(MINUTE)
    talking.hang_up(session, talk.id, by)
    found = Call.get_by_id(talk.id)
    assert (found.ended_at - found.answered_at, found.ended_by) == (MINUTE, by)
    assert _state(session, talk) == "wrapup"
    for act in (talking.hang_up, talking.hold, talking.resume):
        with pytest.raises(AlreadyDone, match="over"):
            act(session, talk.id)
    verify.whole(session.store.database)


def test_hanging_up_ends_the_hold(session: Session, talk: Call, desk) -> None:
    talking.hold(session, talk.id)
    desk.clock.advance(9 * SECOND)
    talking.hang_up(session, talk.id, "caller")
    assert CallHold.get().ended_at == session.now()
    verify.whole(session.store.database)


def test_what_rings_is_neither_held_nor_hung_up(session: Session, rings) -> None:
    call = rings(session)
    for act in (talking.hang_up, talking.hold, talking.resume):
        with pytest.raises(Refused, match="Nobody has answered"):
            act(session, call.id)


def test_a_second_call_is_taken_while_the_first_is_held(
    session: Session, talk: Call, rings
) -> None:
    second = rings(session, "8001", line="2")
    talking.hold(session, talk.id)
    answering.answer(session, second.id)
    assert [(line.id, line.state(session.now())) for line in lists.live(session)] == [
        (talk.id, "held"), (second.id, "talking"),
    ]  # fmt: skip
    talking.hang_up(session, second.id, "caller")
    talking.resume(session, talk.id)
    assert _state(session, talk) == "talking"


def test_a_call_passed_on_is_over_here_and_its_record_open(session: Session, talk: Call) -> None:
    other = Staff.get(Staff.name == "Wang Fang")
    talking.hold(session, talk.id)
    talking.pass_on(session, talk.id, other.id)
    found = Call.get_by_id(talk.id)
    assert (found.passed_to_id, found.ended_at, found.ended_by) == (other.id, session.now(), "")
    assert _state(session, talk) == "passed"
    assert CallHold.get().ended_at == session.now()
    assert [line.id for line in lists.without_outcome(session)] == [talk.id]
    with pytest.raises(AlreadyDone, match="over"):
        talking.pass_on(session, talk.id, other.id)
    verify.whole(session.store.database)


def test_a_ring_passed_on_goes_on_ringing(session: Session, rings, desk) -> None:
    call = rings(session)
    other = Staff.get(Staff.name == "Wang Fang")
    talking.pass_on(session, call.id, other.id)
    assert _state(session, call) == "ringing"
    answering.answer(desk.as_staff("Wang Fang", seat="Desk 2"), call.id)
    assert _state(session, call) == "talking"
    assert Call.get_by_id(call.id).staff_id == other.id


def test_a_call_is_passed_to_a_colleague(session: Session, talk: Call) -> None:
    with pytest.raises(Refused, match="That is you"):
        talking.pass_on(session, talk.id, session.staff_id)
    with pytest.raises(InputError) as told:
        talking.pass_on(session, talk.id, 999)
    assert told.value.field == "who"


def test_steps_of_the_script_are_ticked_with_their_time(session: Session, talk: Call, desk) -> None:
    talking.tick(session, talk.id, "greet")
    desk.clock.advance(MINUTE)
    done = talking.tick(session, talk.id, "fault", "ours", kind="complaint")
    assert (done.branch, done.at) == ("ours", session.now())
    with pytest.raises(AlreadyDone, match="Ticked already"):
        talking.tick(session, talk.id, "greet")
    talking.untick(session, talk.id, "greet")
    assert [one.step for one in CallStep.select()] == ["fault"]
    with pytest.raises(AlreadyDone, match="Not ticked"):
        talking.untick(session, talk.id, "greet")
    verify.whole(session.store.database)


def test_what_the_script_has_not_is_refused(session: Session, talk: Call) -> None:
    with pytest.raises(Refused, match="no such step"):
        talking.tick(session, talk.id, "fault", kind="inquiry")
    with pytest.raises(Refused, match="no such step"):
        talking.tick(session, talk.id, "dance")
    with pytest.raises(InputError) as told:
        talking.tick(session, talk.id, "fault", "maybe", kind="complaint")
    assert told.value.field == "branch"


def test_a_number_shown_in_full_stands_in_the_log(session: Session, talk: Call) -> None:
    head = session.store.head().id
    assert talking.show_number(session, talk.id) == "13812342046"
    assert session.store.head().id == head + 1


def test_a_call_out_rings_until_it_is_ended(session: Session, desk) -> None:
    call = answering.dial(session, Dialled("13900001111"))
    desk.clock.advance(20 * SECOND)
    talking.hang_up(session, call.id)
    assert _state(session, call) == "done"
    assert lists.without_outcome(session) == []
