"""It rings, is answered, missed or given up; a missed number is owed one call back."""

import uuid

import pytest

from frontdesk.clock import DAY, MINUTE, SECOND
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.packs.load import builtin, from_files, to_files
from frontdesk.packs.phone import Phone
from frontdesk.phone import answering, calls, lists, recording, talking
from frontdesk.phone.answering import Dialled, Ringing
from frontdesk.phone.calls import Call
from frontdesk.phone.recording import CallForm
from frontdesk.session import Session
from frontdesk.store import verify
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task, TaskTry

MOBILE = "13812342046"


def _head(session: Session) -> int:
    return session.store.head().id


def test_a_ring_is_a_call_with_its_number_of_the_day(session: Session, rings, desk) -> None:
    first = rings(session, "+86 138-1234-2046", line="1")
    desk.clock.advance(MINUTE)
    second = rings(session, "", line="2")
    assert [calls.say_number(one.number) for one in (first, second)] == ["L-0001", "L-0002"]
    assert (first.phone, first.withheld, first.rang_at) == (MOBILE, False, first.began_at)
    assert (second.phone, second.withheld) == (None, True)
    assert (first.direction, first.how, first.channel, first.line) == ("in", "hook", "phone", "1")
    assert first.pack == session.pack.digest
    desk.clock.advance(DAY)
    assert rings(session, "8001").number == 1
    verify.whole(session.store.database)


def test_a_call_rung_up_by_hand_tells_no_number_and_withholds_none(session: Session) -> None:
    call = answering.ring(session, Ringing())
    assert (call.how, call.phone, call.withheld) == ("hand", None, False)
    assert (call.seat_id, call.rang_at) == (session.seat_id, session.now())


def test_a_hook_tells_the_time_though_never_a_future_one(session: Session, rings) -> None:
    early = rings(session, at=session.now() - 7 * SECOND)
    assert early.rang_at == session.now() - 7 * SECOND
    late = rings(session, "8002", at=session.now() + DAY)
    assert (late.rang_at, late.day) == (session.now(), session.today())


def test_the_same_act_rings_once(session: Session) -> None:
    told = session.with_act(str(uuid.uuid4()))
    answering.ring(told, Ringing(MOBILE, "1", how="hook"))
    with pytest.raises(AlreadyDone):
        answering.ring(told, Ringing(MOBILE, "1", how="hook"))
    assert Call.select().count() == 1


def test_an_exchange_that_tells_every_ring_makes_one_call(session: Session, rings, desk) -> None:
    call = rings(session, line="1")
    desk.clock.advance(5 * SECOND)
    with pytest.raises(AlreadyDone, match="rings already"):
        rings(session, line="1")
    other = rings(session, line="2")
    answering.caller_gone(session, call.id)
    again = rings(session, line="1")
    assert len({call.id, other.id, again.id}) == 3


def test_a_desk_without_a_telephone_refuses_in_words(make_desk) -> None:
    files = to_files(builtin("hospital"))
    del files["phone.toml"]
    lone = make_desk(from_files(files)).as_staff()
    with pytest.raises(Refused, match="no telephone"):
        answering.ring(lone, Ringing(MOBILE))
    with pytest.raises(Refused, match="no telephone"):
        answering.answer_unknown(lone)


def test_one_whom_the_number_alone_names_is_known(session: Session, rings, known) -> None:
    person = known("张伟")
    assert rings(session).person_id == person.id
    known("张小伟")
    assert rings(session, line="2").person_id is None


def test_an_answered_call_has_who_where_and_when(session: Session, rings, desk) -> None:
    call = rings(session)
    desk.clock.advance(6 * SECOND)
    answering.answer(session, call.id)
    found = Call.get_by_id(call.id)
    assert found.answered_at == found.rang_at + 6 * SECOND
    assert (found.staff_id, found.seat_id) == (session.staff_id, session.seat_id)
    verify.whole(session.store.database)


def test_who_comes_second_is_told_who_answered(session: Session, rings, desk) -> None:
    call = rings(session)
    answering.answer(session, call.id)
    head = _head(session)
    other = desk.as_staff("Wang Fang", seat="Desk 2")
    with pytest.raises(AlreadyDone, match=r"Li Na answered it at 7:30\."):
        answering.answer(other, call.id)
    with pytest.raises(AlreadyDone, match="Li Na"):
        answering.caller_gone(other, call.id)
    assert _head(session) == head + 2  # Her seat, and that she signed on.
    assert Call.get_by_id(call.id).staff_id == session.staff_id


def test_nobody_is_left_to_answer(session: Session, rings, desk, phone: Phone) -> None:
    gone = rings(session)
    answering.caller_gone(session, gone.id)
    given_up = rings(session, "8001")
    desk.clock.advance(phone.give_up)
    for call in (gone, given_up):
        with pytest.raises(AlreadyDone, match="gone"):
            answering.answer(session, call.id)
    with pytest.raises(AlreadyDone, match="gone"):
        answering.caller_gone(session, gone.id)
    with pytest.raises(Refused, match="not on the list"):
        answering.answer(session, 999)


def test_at_the_last_moment_a_call_is_still_answered(
    session: Session, rings, desk, phone: Phone
) -> None:
    call = rings(session)
    desk.clock.advance(phone.give_up - 1)
    assert answering.settle(session) == []
    assert answering.answer(session, call.id).answered_at == session.now()


def test_the_key_pressed_twice_is_one_call_whose_rings_are_not_known(
    session: Session, desk, phone: Phone
) -> None:
    first = answering.ring(session, Ringing())
    desk.clock.advance(phone.double_press)
    call = answering.answer_unknown(session)
    assert call.id == first.id
    found = Call.get_by_id(call.id)
    assert (found.how, found.rang_at, found.answered_at) == ("unknown", None, found.began_at)
    assert found.staff_id == session.staff_id
    verify.whole(session.store.database)


def test_a_key_pressed_later_or_elsewhere_begins_a_call_of_its_own(
    session: Session, desk, phone: Phone, rings
) -> None:
    by_hook = rings(session)
    first = answering.ring(session, Ringing())
    other = desk.as_staff("Wang Fang", seat="Desk 2")
    assert answering.answer_unknown(other).id not in (first.id, by_hook.id)
    desk.clock.advance(phone.double_press + 1)
    assert answering.answer_unknown(session).id not in (first.id, by_hook.id)
    assert Call.get_by_id(first.id).answered_at is None


def test_a_missed_number_is_owed_one_call_back(session: Session, rings, desk, phone: Phone) -> None:
    first = rings(session)
    desk.clock.advance(8 * SECOND)
    answering.caller_gone(session, first.id)
    task = Task.get()
    assert (task.kind, task.phone, task.ticket) == ("callback", MOBILE, "L-0001")
    assert (task.about, task.about_id) == ("call", first.id)
    assert task.due_at == session.now() + phone.call_back_within
    assert (task.window, task.owner_id) == (phone.window, None)
    desk.clock.advance(MINUTE)
    second = rings(session, "+86 138 1234 2046", line="2")
    answering.caller_gone(session, second.id)
    assert Task.select().count() == 1
    assert {call.task_id for call in Call.select()} == {task.id}
    assert Task.get().due_at == task.due_at
    verify.whole(session.store.database)


def test_a_number_that_was_called_back_is_owed_another_when_missed_again(
    session: Session, rings
) -> None:
    answering.caller_gone(session, rings(session).id)
    tasks.attempt(session, Task.get().id, "reached")
    answering.caller_gone(session, rings(session).id)
    assert [bool(task.done_at) for task in Task.select().order_by(Task.id)] == [True, False]


@pytest.mark.parametrize("how", ["hook", "hand"])
def test_who_told_no_number_cannot_be_called_back(session: Session, how: str) -> None:
    call = answering.ring(session, Ringing(how=how))  # type: ignore[arg-type]
    answering.caller_gone(session, call.id)
    assert not Task.select().exists()
    assert [line.call_id for line in lists.missed(session)] == [call.id]


def test_the_machine_writes_a_given_up_ring_down_once(
    session: Session, rings, desk, phone: Phone
) -> None:
    call = rings(session)
    other = desk.as_staff("Wang Fang", seat="Desk 2")
    desk.clock.advance(phone.give_up + 7 * MINUTE)
    assert lists.one(session, call.id).state(session.now()) == "missed"
    assert Call.get_by_id(call.id).missed_at is None
    assert answering.settle(session) == [call.id]
    head = _head(session)
    assert answering.settle(other) == []
    assert _head(session) == head
    found = Call.get_by_id(call.id)
    assert found.missed_at == found.rang_at + phone.give_up
    assert Task.get().due_at == found.missed_at + phone.call_back_within
    verify.whole(session.store.database)


def test_windows_that_settle_at_once_write_it_once(
    session: Session, rings, desk, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = rings(session)
    desk.clock.advance(phone.give_up)
    seen = answering.waiting_calls()
    assert answering.settle(session) == [call.id]
    # The other window had read the ring before it was written down.
    monkeypatch.setattr(answering, "waiting_calls", lambda: seen)
    assert answering.settle(session) == []
    assert Task.select().count() == 1
    entries = session.store.database.execute_sql(
        "SELECT count(*), min(staff) FROM entry WHERE kind = 'call.given_up'"
    ).fetchone()
    assert entries == (1, None)


def test_a_ring_answered_while_a_window_settles_stays_answered(
    session: Session, rings, desk, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = rings(session)
    seen = answering.waiting_calls()
    answering.answer(session, call.id)
    desk.clock.advance(phone.give_up)
    monkeypatch.setattr(answering, "waiting_calls", lambda: seen)
    assert answering.settle(session) == []
    assert Call.get_by_id(call.id).missed_at is None


def test_only_the_machine_gives_up(session: Session, rings, desk, phone: Phone) -> None:
    call = rings(session)
    with pytest.raises(NotAllowed):
        answering.give_up(session, call.id)
    with pytest.raises(Refused, match="still rings"):
        answering.give_up(desk.machine, call.id)


def test_a_caller_gone_long_ago_was_missed_at_the_packs_time(
    session: Session, rings, desk, phone: Phone
) -> None:
    call = rings(session)
    desk.clock.advance(phone.give_up + MINUTE)
    assert answering.caller_gone(session, call.id).missed_at == call.rang_at + phone.give_up


def test_who_calls_again_and_is_answered_needs_no_call_back(session: Session, rings, desk) -> None:
    answering.caller_gone(session, rings(session).id)
    desk.clock.advance(MINUTE)
    again = rings(session)
    answering.answer(session, again.id)
    task = Task.get()
    assert (task.outcome, task.done_at) == ("reached", session.now())
    tried = TaskTry.get()
    assert (tried.task_id, tried.outcome, tried.staff_id) == (task.id, "reached", session.staff_id)
    assert Call.get_by_id(again.id).task_id == task.id
    verify.whole(session.store.database)


def test_the_desk_calls_back_and_reaches_them(session: Session, rings, desk, known) -> None:
    person = known("张伟")
    answering.caller_gone(session, rings(session).id)
    task = Task.get()
    assert (task.person_id, task.name) == (person.id, "张伟")
    call = answering.dial(session, Dialled(task_id=task.id))
    assert (call.direction, call.phone, call.person_id) == ("out", MOBILE, person.id)
    assert (call.task_id, call.rang_at, call.staff_id) == (task.id, session.now(), session.staff_id)
    assert Task.get().done_at is None
    desk.clock.advance(9 * SECOND)
    answering.connected(session, call.id)
    assert (Task.get().outcome, TaskTry.select().count()) == ("reached", 1)
    with pytest.raises(AlreadyDone, match="Li Na answered it"):
        answering.connected(session, call.id)
    verify.whole(session.store.database)


def test_a_number_dialled_by_itself_finds_its_call_back(session: Session, rings) -> None:
    answering.caller_gone(session, rings(session).id)
    call = answering.dial(session, Dialled("+86 138 1234 2046"))
    assert call.task_id == Task.get().id
    talking.hang_up(session, call.id, "us")
    assert Task.get().done_at is None
    found = Call.get_by_id(call.id)
    assert (found.closed_at, found.missed_at) == (found.ended_at, None)
    with pytest.raises(AlreadyDone, match="over"):
        answering.connected(session, call.id)


def test_a_promise_is_not_kept_by_a_call_alone(session: Session, rings) -> None:
    call = rings(session)
    answering.answer(session, call.id)
    form = CallForm(
        kind="inquiry", outcome="promised", promise="send the map", by=session.now() + MINUTE
    )
    recording.record(session, call.id, form)
    out = answering.dial(session, Dialled(task_id=Task.get().id))
    answering.connected(session, out.id)
    assert Task.get().done_at is None


@pytest.mark.parametrize("number", ["", "  ", "anonymous"])
def test_nobody_is_called_without_a_number(session: Session, number: str) -> None:
    with pytest.raises(InputError) as told:
        answering.dial(session, Dialled(number))
    assert told.value.field == "number"


def test_a_call_out_that_nobody_ended_is_over_and_no_missed_call(
    session: Session, desk, phone: Phone
) -> None:
    call = answering.dial(session, Dialled(MOBILE))
    desk.clock.advance(phone.give_up)
    assert lists.one(session, call.id).state(session.now()) == "done"
    assert answering.settle(session) == [call.id]
    found = Call.get_by_id(call.id)
    assert (found.ended_at, found.missed_at) == (call.rang_at + phone.give_up, None)
    assert not Task.select().exists()
    with pytest.raises(Refused):
        answering.answer(session, call.id)
    verify.whole(session.store.database)


def test_nothing_of_the_caller_stands_in_the_log(session: Session, rings, known) -> None:
    known("欧阳修")
    answering.caller_gone(session, rings(session, line="Reception").id)
    rows = repr(session.store.database.execute_sql("SELECT facts FROM entry").fetchall())
    for personal in (MOBILE, "2046", "欧阳", "Reception"):
        assert personal not in rows


def test_two_windows_answer_at_once_and_one_has_it(session: Session, rings, desk) -> None:
    call = rings(session)
    other = desk.as_staff("Wang Fang", seat="Desk 2")
    found = []
    for one in (session, other):
        try:
            found.append(answering.answer(one, call.id))
        except AlreadyDone as fault:
            found.append(fault.sentence)
    assert [type(one) for one in found] == [Call, str]
