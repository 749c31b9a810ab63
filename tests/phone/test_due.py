"""What the telephone owes next: a ring by its target, a record by its wrap-up."""

from frontdesk.clock import MINUTE
from frontdesk.packs.load import builtin, from_files, to_files
from frontdesk.packs.phone import Phone
from frontdesk.phone import answering, ringing, talking
from frontdesk.phone.answering import Dialled
from frontdesk.phone.due import due
from frontdesk.phone.recording import CallForm, record
from frontdesk.session import Session


def test_a_ring_is_due_by_the_last_ring_in_time(
    session: Session, rings, desk, phone: Phone
) -> None:
    call = rings(session)
    [one] = due(session)
    cadence = session.pack.rings[session.pack.country]
    assert (one.subject, one.subject_id, one.step, one.rank) == (
        "call", call.id, "answer", "minutes",
    )  # fmt: skip
    assert (one.ticket, one.due_at) == ("L-0001", call.rang_at + ringing.answer_by(cadence))
    assert one.state(session.now()) == "soon"
    desk.clock.advance(ringing.answer_by(cadence))
    assert due(session)[0].state(session.now()) == "due"
    desk.clock.advance(phone.give_up)
    assert due(session) == []


def test_a_call_without_an_outcome_stays_with_whoever_had_it(
    session: Session, rings, desk, phone: Phone
) -> None:
    other = desk.as_staff("Wang Fang", seat="Desk 2")
    call = answering.answer(session, rings(session).id)
    assert due(session) == []
    talking.hang_up(session, call.id, "caller")
    [one] = due(session)
    assert (one.step, one.due_at, one.window) == (
        "outcome", session.now() + phone.wrap_up, phone.wrap_up,
    )  # fmt: skip
    assert due(other) == []
    desk.clock.advance(60 * MINUTE)
    assert len(due(session)) == 1
    record(session, call.id, CallForm(outcome="cut"))
    assert due(session) == []


def test_a_call_that_nobody_signed_for_is_anyones(session: Session, rings, desk) -> None:
    call = answering.answer(desk.machine, rings(session).id)
    talking.hang_up(desk.machine, call.id, "hook")
    assert [one.subject_id for one in due(session)] == [call.id]


def test_a_call_out_is_owed_to_nobody_while_it_rings(session: Session) -> None:
    answering.dial(session, Dialled("8001"))
    assert due(session) == []


def test_a_desk_without_a_telephone_owes_nothing(make_desk) -> None:
    files = to_files(builtin("hospital"))
    del files["phone.toml"]
    assert due(make_desk(from_files(files)).as_staff()) == []
