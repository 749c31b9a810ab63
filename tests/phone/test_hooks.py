"""What a softphone reported becomes calls, once, whoever's window looks first."""

import uuid

import pytest

from frontdesk.clock import MINUTE, SECOND
from frontdesk.errors import StorageError
from frontdesk.packs.load import builtin, from_files, to_files
from frontdesk.phone import answering, hooks, talking
from frontdesk.phone.answering import Dialled
from frontdesk.phone.calls import Call, Hook
from frontdesk.phone.hooks import take_hooks
from frontdesk.session import Session
from frontdesk.store import ledger, verify
from frontdesk.tasks.tasks import Task

MOBILE = "13812342046"


@pytest.fixture
def tell(session: Session):
    """A report as a command leaves it, by the clock of the desk."""

    def report(event: str, number: str = "", line: str = "", at: int | None = None) -> str:
        act = str(uuid.uuid4())
        session.store.database.execute_sql(
            "INSERT INTO hook (act, at, event, number, line) VALUES (?, ?, ?, ?, ?)",
            (act, session.now() if at is None else at, event, number, line),
        )
        return act

    return report


def _pending() -> int:
    return Hook.select().count()


def test_ring_answer_hangup(session: Session, tell, desk) -> None:
    tell("ring", MOBILE, "1")
    [call_id] = take_hooks(session)
    desk.clock.advance(7 * SECOND)
    tell("answer", line="1")
    assert take_hooks(session) == [call_id]
    desk.clock.advance(MINUTE)
    tell("hangup", line="1")
    assert take_hooks(session) == [call_id]
    call = Call.get_by_id(call_id)
    assert (call.answered_at - call.rang_at, call.ended_at - call.answered_at) == (
        7 * SECOND, MINUTE,
    )  # fmt: skip
    assert (call.staff_id, call.ended_by, call.how) == (session.staff_id, "hook", "hook")
    assert _pending() == 0
    verify.whole(session.store.database)


def test_what_came_while_no_window_ran_keeps_its_times(session: Session, tell, desk) -> None:
    began = session.now()
    tell("ring", MOBILE, "1", began)
    tell("answer", "", "1", began + 5 * SECOND)
    tell("hangup", "", "1", began + 65 * SECOND)
    tell("ring", "13900001111", "1", began + 70 * SECOND)
    desk.clock.advance(30 * MINUTE)
    touched = take_hooks(desk.machine)
    answering.settle(desk.machine)
    taken, missed = Call.select().order_by(Call.id)
    assert touched == [taken.id, taken.id, taken.id, missed.id]
    assert (taken.answered_at, taken.ended_at) == (began + 5 * SECOND, began + 65 * SECOND)
    assert (taken.staff_id, taken.ended_by) == (None, "hook")
    assert missed.missed_at == missed.rang_at + session.pack.phone.give_up
    assert Task.get().phone == "13900001111"
    verify.whole(session.store.database)


def test_a_hangup_while_it_rings_makes_it_missed(session: Session, tell, desk) -> None:
    tell("ring", MOBILE)
    [call_id] = take_hooks(session)
    desk.clock.advance(8 * SECOND)
    tell("hangup")
    assert take_hooks(session) == [call_id]
    call = Call.get_by_id(call_id)
    assert call.missed_at == call.rang_at + 8 * SECOND
    assert Task.select().count() == 1


def test_several_windows_take_a_report_in_once(session: Session, tell, desk, monkeypatch) -> None:
    other = desk.as_staff("Wang Fang", seat="Desk 2")
    act = tell("ring", MOBILE, "1")
    rows = [(act, session.now(), "ring", MOBILE, "1")]
    assert len(take_hooks(session)) == 1
    # The other window had read the row before it went.
    execute = other.store.database.execute_sql

    def stale(statement, *values, **options):
        found = execute(statement, *values, **options)
        if statement == hooks._PENDING:
            return type("Read", (), {"fetchall": lambda self: rows})()
        return found

    monkeypatch.setattr(other.store.database, "execute_sql", stale)
    # A new report has the number of the row that went.
    later = tell("answer", "", "1")
    assert take_hooks(other) == []
    monkeypatch.undo()
    assert Call.select().count() == 1
    assert [one.act for one in Hook.select()] == [later]


def test_a_key_that_was_quicker_leaves_nothing_behind(session: Session, tell) -> None:
    tell("ring", MOBILE, "1")
    [call_id] = take_hooks(session)
    answering.answer(session, call_id)
    head = session.store.head().id
    tell("answer", "", "1")
    assert take_hooks(session) == []
    assert (_pending(), session.store.head().id) == (0, head)


@pytest.mark.parametrize("event", ["answer", "hangup"])
def test_what_fits_no_call_is_forgotten(session: Session, tell, event: str) -> None:
    tell(event, line="1")
    assert take_hooks(session) == []
    assert _pending() == 0


def test_a_line_tells_two_calls_apart(session: Session, tell) -> None:
    tell("ring", MOBILE, "1")
    tell("ring", "13900001111", "2")
    one, two = take_hooks(session)
    tell("answer", "", "1")
    assert take_hooks(session) == [one]
    tell("hangup", "", "2")
    assert take_hooks(session) == [two]
    assert Call.get_by_id(one).ended_at is None
    assert Call.get_by_id(two).missed_at is not None


def test_without_a_line_the_newest_that_rings_is_answered(session: Session, tell) -> None:
    tell("ring", MOBILE, "1")
    tell("ring", "13900001111", "2")
    _one, two = take_hooks(session)
    tell("answer")
    assert take_hooks(session) == [two]


def test_a_number_that_is_told_is_the_calls(session: Session, tell) -> None:
    tell("ring", MOBILE)
    tell("ring", "13900001111")
    one, _two = take_hooks(session)
    tell("answer", "+86 " + MOBILE)
    assert take_hooks(session) == [one]
    tell("hangup", "13700000000")
    assert take_hooks(session) == []


def test_the_call_that_is_talked_on_ends_before_one_that_rings(session: Session, tell) -> None:
    tell("ring", MOBILE)
    [one] = take_hooks(session)
    answering.answer(session, one)
    tell("ring", "13900001111")
    take_hooks(session)
    tell("hangup")
    assert take_hooks(session) == [one]
    assert Call.get_by_id(one).ended_by == "hook"


def test_a_held_call_is_ended_too(session: Session, tell) -> None:
    tell("ring", MOBILE)
    [one] = take_hooks(session)
    answering.answer(session, one)
    talking.hold(session, one)
    tell("hangup")
    assert take_hooks(session) == [one]


def test_a_call_out_is_answered_and_ended_by_hooks(session: Session, tell) -> None:
    call = answering.dial(session, Dialled(MOBILE))
    tell("answer", "", "1")
    assert take_hooks(session) == [call.id]
    found = Call.get_by_id(call.id)
    assert (found.answered_at, found.staff_id) == (session.now(), session.staff_id)
    tell("hangup", "", "1")
    take_hooks(session)
    assert Call.get_by_id(call.id).ended_by == "hook"


def test_a_report_refused_as_a_whole_is_kept_for_the_next_start(
    session: Session, tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell("ring", MOBILE)

    def full(*_args: object) -> int:
        raise StorageError("Not kept: the disk is full.")

    monkeypatch.setattr(ledger, "append", full)
    with pytest.raises(StorageError):
        take_hooks(session)
    monkeypatch.undo()
    assert (_pending(), Call.select().count()) == (1, 0)
    assert len(take_hooks(session)) == 1


def test_a_desk_without_a_telephone_forgets(make_desk) -> None:
    files = to_files(builtin("hospital"))
    del files["phone.toml"]
    lone = make_desk(from_files(files)).machine
    for event in ("ring", "answer", "hangup"):
        lone.store.database.execute_sql(
            "INSERT INTO hook (act, at, event, number, line) VALUES (?, 1, ?, '1', '')",
            (event, event),
        )
    assert take_hooks(lone) == []
    assert _pending() == 0


def test_practice_has_a_clock_of_its_own(make_desk) -> None:
    desk = make_desk(practice=True)
    desk.machine.store.database.execute_sql(
        "INSERT INTO hook (act, at, event, number, line) VALUES ('a', 5, 'ring', '8001', '')"
    )
    [call_id] = take_hooks(desk.machine)
    assert Call.get_by_id(call_id).rang_at == desk.machine.now()
