"""What is owed: it stays with whoever was asked first, until it is done or another accepts."""

import pytest

from frontdesk.clock import DAY, HOUR, MINUTE
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.packs.phone import Phone
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.store import verify
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task, TaskTry


@pytest.fixture
def phone(session: Session) -> Phone:
    assert session.pack.phone is not None
    return session.pack.phone


@pytest.fixture
def agent(session: Session, desk) -> Session:
    """An agent beside the supervisor."""
    return desk.as_staff("Wang Fang", seat="Desk 2")


@pytest.fixture
def third(session: Session, desk) -> Session:
    """Another agent."""
    return desk.as_staff("Zhao Min", seat="Desk 3")


def _who(task: Task) -> tuple[int | None, int | None, int | None]:
    found = Task.get_by_id(task.id)
    return found.first_id, found.owner_id, found.offered_id


def test_a_task_changes_hands_only_when_the_other_accepts(
    session: Session, agent: Session, owe
) -> None:
    me, her = session.staff_id, agent.staff_id
    task = owe(session, "question")
    assert _who(task) == (me, me, None)
    tasks.offer(session, task.id, her)
    assert _who(task) == (me, me, her)
    tasks.accept(agent, task.id)
    # Who was asked first stays on record.
    assert _who(task) == (me, her, None)
    verify.whole(session.store.database)


def test_a_declined_offer_leaves_it_where_it_was(session: Session, agent: Session, owe) -> None:
    task = owe(session, "question")
    tasks.offer(session, task.id, agent.staff_id)
    tasks.decline(agent, task.id)
    assert _who(task) == (session.staff_id, session.staff_id, None)
    with pytest.raises(Refused, match="not offered to you"):
        tasks.accept(agent, task.id)
    with pytest.raises(Refused, match="not offered to you"):
        tasks.decline(agent, task.id)


def test_only_whom_it_was_offered_to_accepts(
    session: Session, agent: Session, third: Session, owe
) -> None:
    task = owe(session, "promise", who=agent.staff_id)
    with pytest.raises(Refused, match="not offered to you"):
        tasks.accept(third, task.id)
    with pytest.raises(AlreadyDone, match="yours already"):
        tasks.accept(session, task.id)
    tasks.accept(agent, task.id)
    with pytest.raises(AlreadyDone, match="yours already"):
        tasks.accept(agent, task.id)


def test_an_offer_names_a_colleague_once(session: Session, agent: Session, owe) -> None:
    task = owe(session, "question")
    tasks.offer(session, task.id, agent.staff_id)
    with pytest.raises(AlreadyDone, match="Wang Fang was asked already"):
        tasks.offer(session, task.id, agent.staff_id)
    with pytest.raises(Refused, match="Li Na's already"):
        tasks.offer(session, task.id, session.staff_id)
    with pytest.raises(InputError) as told:
        tasks.offer(session, task.id, 999)
    assert told.value.field == "who"


def test_what_is_anothers_is_passed_on_by_them_or_by_who_leads(
    session: Session, agent: Session, third: Session, owe
) -> None:
    task = owe(agent, "question")
    with pytest.raises(NotAllowed, match="Wang Fang's"):
        tasks.offer(third, task.id, third.staff_id)
    tasks.offer(session, task.id, third.staff_id)
    assert _who(task) == (agent.staff_id, agent.staff_id, third.staff_id)


def test_a_call_back_is_the_whole_desks_until_someone_takes_it(
    session: Session, agent: Session, third: Session, owe
) -> None:
    task = owe(session, "callback")
    assert _who(task) == (None, None, None)
    tasks.offer(agent, task.id, third.staff_id)
    tasks.accept(third, task.id)
    assert _who(task) == (None, third.staff_id, None)


def test_attempts_are_kept_until_one_reaches_them(session: Session, owe, desk) -> None:
    task = owe(session, "callback")
    for code in ("no_answer", "busy"):
        tasks.attempt(session, task.id, code)
        desk.clock.advance(MINUTE)
        assert Task.get_by_id(task.id).done_at is None
    tasks.attempt(session, task.id, "reached")
    found = Task.get_by_id(task.id)
    assert (found.done_at, found.outcome) == (session.now(), "reached")
    assert [one.outcome for one in TaskTry.select().order_by(TaskTry.id)] == [
        "no_answer", "busy", "reached",
    ]  # fmt: skip
    with pytest.raises(AlreadyDone, match="done already"):
        tasks.attempt(session, task.id, "busy")
    verify.whole(session.store.database)


def test_a_wrong_number_ends_the_trying(session: Session, owe) -> None:
    task = owe(session, "callback")
    tasks.attempt(session, task.id, "wrong_number")
    assert Task.get_by_id(task.id).outcome == "wrong_number"


def test_what_the_pack_has_not_is_refused(session: Session, owe) -> None:
    task = owe(session, "callback")
    with pytest.raises(InputError) as told:
        tasks.attempt(session, task.id, "asleep")
    assert told.value.field == "outcome"
    promise = owe(session, "promise", number="8001")
    with pytest.raises(Refused, match="Only call-backs"):
        tasks.attempt(session, promise.id, "busy")
    with pytest.raises(Refused, match="not on the list"):
        tasks.finish(session, 999, "kept")


@pytest.mark.parametrize(
    "answer",
    ["", "  ", "I don't know", "i don't KNOW!", "不知道", "我不知道。", "Ｉ ｄｏｎ＇ｔ ｋｎｏｗ"],
)
def test_a_question_never_ends_with_i_do_not_know(session: Session, owe, answer: str) -> None:
    task = owe(session, "question")
    with pytest.raises(InputError) as told:
        tasks.finish(session, task.id, "answered", answer)
    assert told.value.field == "answer"
    assert Task.get_by_id(task.id).done_at is None


def test_a_question_ends_with_its_answer(session: Session, agent: Session, owe, desk) -> None:
    task = owe(session, "question")
    desk.clock.advance(MINUTE)
    with pytest.raises(InputError) as told:
        tasks.finish(session, task.id, "dropped", "never mind")
    assert told.value.field == "outcome"
    tasks.finish(agent, task.id, "answered", "On the 15th; I don't know the hour, ask again.")
    found = Task.get_by_id(task.id)
    assert (found.outcome, found.done_at, found.owner_id) == (
        "answered", session.now(), session.staff_id,
    )  # fmt: skip
    assert found.answer.startswith("On the 15th")
    with pytest.raises(AlreadyDone):
        tasks.finish(session, task.id, "answered", "again")
    with pytest.raises(AlreadyDone):
        tasks.offer(session, task.id, agent.staff_id)
    verify.whole(session.store.database)


def test_a_promise_is_kept_or_dropped_with_a_reason(session: Session, owe) -> None:
    kept = owe(session, "promise")
    tasks.finish(session, kept.id, "kept")
    assert Task.get_by_id(kept.id).outcome == "kept"
    dropped = owe(session, "promise")
    with pytest.raises(InputError) as told:
        tasks.finish(session, dropped.id, "dropped")
    assert told.value.field == "answer"
    tasks.finish(session, dropped.id, "dropped", "came by in person")
    assert Task.get_by_id(dropped.id).answer == "came by in person"
    with pytest.raises(InputError):
        tasks.finish(session, owe(session, "promise").id, "answered", "yes")


def test_a_call_back_finished_as_reached_keeps_the_attempt(session: Session, owe) -> None:
    task = owe(session, "callback")
    tasks.finish(session, task.id, "reached")
    assert [one.outcome for one in TaskTry.select()] == ["reached"]
    verify.whole(session.store.database)


def test_finishing_takes_an_offer_back(session: Session, agent: Session, owe) -> None:
    task = owe(session, "promise", who=agent.staff_id)
    tasks.finish(session, task.id, "kept")
    assert _who(task) == (session.staff_id, session.staff_id, None)


def test_what_is_owed_by_when_and_which_clock(session: Session, owe, desk, phone: Phone) -> None:
    promise = owe(session, "promise", by=session.now() + 2 * HOUR)
    tomorrow = owe(session, "promise", by=session.now() + DAY)
    callback = owe(session, "callback", number="8001")
    question = owe(session, "question")
    found = tasks.due(session, session.now())
    assert [(one.subject_id, one.rank, one.step) for one in found] == [
        (callback.id, "minutes", "callback"),
        (promise.id, "minutes", "promise"),
        (question.id, "days", "question"),
        (tomorrow.id, "days", "promise"),
    ]
    first = found[0]
    assert (first.subject, first.ticket, first.turn) == ("task", "L-0003", 1)
    assert (first.due_at, first.window) == (callback.due_at, phone.window)
    assert (found[1].name, found[1].window) == ("张伟", phone.promise_window)
    assert found[2].due_at == question.created_at
    desk.clock.advance(DAY)
    ranks = {one.subject_id: one.rank for one in tasks.due(session, session.now())}
    assert ranks == {
        callback.id: "days", promise.id: "days", question.id: "days", tomorrow.id: "minutes",
    }  # fmt: skip


def test_after_an_attempt_in_vain_it_is_tried_again_later(
    session: Session, owe, desk, phone: Phone
) -> None:
    task = owe(session, "callback")
    desk.clock.advance(phone.call_back_within + MINUTE)
    tasks.attempt(session, task.id, "no_answer")
    [one] = tasks.due(session, session.now())
    assert (one.due_at, one.turn) == (session.now() + phone.call_back_within, 2)


def test_each_sees_their_own_and_what_is_offered_to_them(
    session: Session, agent: Session, third: Session, owe
) -> None:
    mine = owe(session, "promise", who=agent.staff_id)
    desks = owe(session, "callback")

    def seen(one: Session) -> set[int]:
        return {due.subject_id for due in tasks.due(one, one.now())}

    assert seen(session) == {mine.id, desks.id}
    assert seen(agent) == {mine.id, desks.id}
    assert seen(third) == {desks.id}


def test_what_belongs_to_someone_who_is_not_here_is_everyones(
    session: Session, agent: Session, owe, desk
) -> None:
    task = owe(agent, "promise")
    assert tasks.due(session, session.now()) == []
    # Another takes her seat.
    desk.as_staff("Zhao Min", seat="Desk 2")
    assert Staff.get_by_id(agent.staff_id).active
    assert [one.subject_id for one in tasks.due(session, session.now())] == [task.id]


def test_open_tasks_of_one_kind(session: Session, owe) -> None:
    owe(session, "promise")
    callback = owe(session, "callback")
    assert len(tasks.open_tasks(session)) == 2
    assert [one.id for one in tasks.open_tasks(session, "callback")] == [callback.id]
