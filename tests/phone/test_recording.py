"""The record of a call: saved as often as one likes, closed by an outcome with all it needs."""

import pytest

from frontdesk.clock import HOUR, MINUTE
from frontdesk.desk.people import Person, PersonForm
from frontdesk.desk.visits import Registration, register
from frontdesk.errors import AlreadyDone, ForeignData, InputError, Refused
from frontdesk.phone import answering, lists, recording, talking
from frontdesk.phone.answering import Ringing
from frontdesk.phone.calls import Call
from frontdesk.phone.recording import CallForm, ContactForm
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.store import verify
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task

MOBILE = "13812342046"
ANSWERED = CallForm(kind="inquiry", asked="Where is X-ray?", answer="Floor 2", outcome="answered")


@pytest.fixture
def talk(session: Session, rings) -> Call:
    """A call that was answered just now."""
    return answering.answer(session, rings(session).id)


def _other() -> int:
    return Staff.get(Staff.name == "Wang Fang").id


def test_a_record_is_saved_until_its_outcome_closes_it(session: Session, talk: Call, desk) -> None:
    recording.record(session, talk.id, CallForm(caller=" 张伟 ", asked="Wo ist\x1b X-ray?"))
    desk.clock.advance(MINUTE)
    recording.record(session, talk.id, CallForm(caller="张伟", kind="inquiry", asked="X-ray"))
    found = Call.get_by_id(talk.id)
    assert (found.caller, found.kind, found.asked, found.answer) == (
        "张伟",
        "inquiry",
        "X-ray",
        None,
    )
    assert (found.outcome, found.closed_at) == ("", None)
    talking.hang_up(session, talk.id, "caller")
    assert [line.id for line in lists.without_outcome(session)] == [talk.id]
    desk.clock.advance(MINUTE)
    recording.record(session, talk.id, ANSWERED)
    found = Call.get_by_id(talk.id)
    assert (found.outcome, found.answer, found.closed_at) == ("answered", "Floor 2", session.now())
    assert lists.without_outcome(session) == []
    assert not Task.select().exists()
    verify.whole(session.store.database)


def test_a_closed_record_stays_as_it_is(session: Session, talk: Call) -> None:
    recording.record(session, talk.id, ANSWERED)
    with pytest.raises(AlreadyDone, match="closed"):
        recording.record(session, talk.id, ANSWERED._replace(answer="Floor 3"))
    assert Call.get_by_id(talk.id).answer == "Floor 2"


def test_what_is_typed_is_cleaned(session: Session, talk: Call) -> None:
    recording.record(session, talk.id, CallForm(caller="a\nb\x1b[31m", asked="one\r\ntwo\x07"))
    found = Call.get_by_id(talk.id)
    assert (found.caller, found.asked) == ("a b␛[31m", "one\ntwo␇")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (ANSWERED._replace(answer=" "), "answer"),
        (ANSWERED._replace(answer="I don't know."), "answer"),
        (ANSWERED._replace(answer="我不知道"), "answer"),
        (ANSWERED._replace(kind=""), "kind"),
        (ANSWERED._replace(kind="chat"), "kind"),
        (ANSWERED._replace(outcome="happy"), "outcome"),
        (ANSWERED._replace(outcome="promised"), "promise"),
        (ANSWERED._replace(outcome="promised", promise="a map"), "by"),
        (ANSWERED._replace(outcome="promised", promise="a map", by=5), "by"),
        (ANSWERED._replace(promise="a map"), "by"),
        (ANSWERED._replace(outcome="question", asked=""), "asked"),
        (ANSWERED._replace(outcome="question", who=999), "who"),
        (ANSWERED._replace(outcome="passed"), "who"),
        (ANSWERED._replace(outcome="passed", who=1), "who"),
    ],
)
def test_an_outcome_needs_what_belongs_to_it(
    session: Session, talk: Call, form: CallForm, field: str
) -> None:
    assert session.staff_id == 1
    head = session.store.head()
    with pytest.raises(InputError) as told:
        recording.record(session, talk.id, form)
    assert told.value.field == field
    assert session.store.head() == head
    assert Call.get_by_id(talk.id).kind == ""
    assert not Task.select().exists()


@pytest.mark.parametrize("outcome", ["wrong", "silent", "cut"])
def test_a_call_that_came_to_nothing_needs_nothing(
    session: Session, talk: Call, outcome: str
) -> None:
    recording.record(session, talk.id, CallForm(outcome=outcome))
    assert Call.get_by_id(talk.id).closed_at == session.now()


def test_a_promise_becomes_a_task_with_its_time(
    session: Session, rings, known, phone, desk
) -> None:
    person = known("张伟")
    talk = answering.answer(session, rings(session).id)
    by = session.now() + HOUR
    form = ANSWERED._replace(outcome="promised", promise="a map by post", by=by)
    recording.record(session, talk.id, form)
    task = Task.get()
    assert (task.kind, task.text, task.due_at) == ("promise", "a map by post", by)
    assert (task.window, task.ticket, task.phone) == (phone.promise_window, "L-0001", MOBILE)
    assert (task.person_id, task.name) == (person.id, "张伟")
    assert (task.first_id, task.owner_id, task.offered_id) == (
        session.staff_id, session.staff_id, None,
    )  # fmt: skip
    verify.whole(session.store.database)


def test_a_promise_beside_an_answer_is_owed_as_well(session: Session, talk: Call) -> None:
    form = ANSWERED._replace(promise="a map", by=session.now(), who=_other())
    recording.record(session, talk.id, form)
    task = Task.get()
    # Until the colleague accepts it stays with whoever promised.
    assert (task.owner_id, task.offered_id) == (session.staff_id, _other())


def test_a_question_stays_with_whoever_was_asked_first(session: Session, talk: Call) -> None:
    form = ANSWERED._replace(outcome="question", asked="When is it paid?", answer="", who=_other())
    recording.record(session, talk.id, form)
    task = Task.get()
    assert (task.kind, task.text, task.due_at) == ("question", "When is it paid?", None)
    assert (task.first_id, task.owner_id, task.offered_id) == (
        session.staff_id, session.staff_id, _other(),
    )  # fmt: skip


def test_a_call_passed_in_words_names_the_colleague(session: Session, talk: Call) -> None:
    talking.hang_up(session, talk.id)
    recording.record(session, talk.id, ANSWERED._replace(outcome="passed", who=_other()))
    found = Call.get_by_id(talk.id)
    assert (found.passed_to_id, found.outcome) == (_other(), "passed")
    assert not Task.select().exists()


def test_a_number_heard_is_written_down_once(session: Session, known) -> None:
    person = known("张伟")
    call = answering.ring(session, Ringing())
    answering.answer(session, call.id)
    with pytest.raises(InputError) as told:
        recording.record(session, call.id, CallForm(phone="none"))
    assert told.value.field == "phone"
    recording.record(session, call.id, CallForm(phone="+86 138 1234 2046"))
    found = Call.get_by_id(call.id)
    assert (found.phone, found.person_id) == (MOBILE, person.id)
    recording.record(session, call.id, CallForm(phone="13900001111"))
    assert Call.get_by_id(call.id).phone == MOBILE


def test_a_withheld_number_that_is_heard_is_withheld_no_more(session: Session, rings) -> None:
    call = answering.answer(session, rings(session, "anonymous").id)
    recording.record(session, call.id, CallForm(phone=MOBILE))
    found = Call.get_by_id(call.id)
    assert (found.phone, found.withheld) == (MOBILE, False)


def test_what_was_not_talked_on_has_no_record(session: Session, rings) -> None:
    call = rings(session)
    with pytest.raises(Refused, match="Nobody has answered"):
        recording.record(session, call.id, ANSWERED)
    answering.caller_gone(session, call.id)
    with pytest.raises(Refused, match="missed"):
        recording.record(session, call.id, ANSWERED)


@pytest.mark.parametrize("channel", ["walkin", "email", "wechat", "letter", "box"])
def test_every_channel_is_logged_the_same_way(session: Session, known, channel: str) -> None:
    person = known("张伟")
    form = ANSWERED._replace(promise="a reply", by=session.now() + HOUR)
    call = recording.log_contact(session, ContactForm(channel, form, person.id))
    found = Call.get_by_id(call.id)
    assert (found.channel, found.direction, found.rang_at) == (channel, "none", None)
    assert (found.closed_at, found.staff_id) == (session.now(), session.staff_id)
    assert found.person_id == person.id
    assert (Task.get().about_id, Task.get().name) == (found.id, "张伟")
    assert lists.one(session, call.id).state(session.now()) == "done"
    assert lists.live(session) == lists.without_outcome(session) == []
    verify.whole(session.store.database)


def test_a_contact_is_whole_or_not_written(session: Session) -> None:
    for contact, field in (
        (ContactForm("pigeon", ANSWERED), "channel"),
        (ContactForm("email", ANSWERED._replace(outcome="")), "outcome"),
    ):
        with pytest.raises(InputError) as told:
            recording.log_contact(session, contact)
        assert told.value.field == field
    with pytest.raises(Refused, match="not known"):
        recording.log_contact(session, ContactForm("email", ANSWERED, 999))
    assert not Call.select().exists()


def test_who_called_can_be_said_and_taken_back(session: Session, rings, known) -> None:
    person = known("张伟", "13700000000")
    call = rings(session)
    answering.caller_gone(session, call.id)
    recording.link_person(session, call.id, person.id)
    assert Call.get_by_id(call.id).person_id == person.id
    assert (Task.get().person_id, Task.get().name) == (person.id, "张伟")
    with pytest.raises(AlreadyDone):
        recording.link_person(session, call.id, person.id)
    recording.link_person(session, call.id, None)
    assert (Task.get().person_id, Task.get().name) == (None, None)
    with pytest.raises(Refused, match="not known"):
        recording.link_person(session, call.id, 999)
    verify.whole(session.store.database)


def test_a_call_leads_to_a_visit(session: Session, talk: Call) -> None:
    visit = register(
        session,
        Registration(None, PersonForm("张伟"), session.pack.purposes[0], department_id=1),
    )
    recording.link_visit(session, talk.id, visit.id)
    assert Call.get_by_id(talk.id).visit_id == visit.id
    with pytest.raises(AlreadyDone):
        recording.link_visit(session, talk.id, visit.id)
    with pytest.raises(Refused):
        recording.link_visit(session, talk.id, 999)


def test_no_text_of_a_record_stands_in_the_log(session: Session, talk: Call) -> None:
    form = CallForm("张伟", "inquiry", "secret one", "secret two", "promised", "secret three")
    recording.record(session, talk.id, form._replace(by=session.now() + HOUR, phone=MOBILE))
    rows = repr(session.store.database.execute_sql("SELECT facts FROM entry").fetchall())
    for personal in ("张伟", "secret", MOBILE):
        assert personal not in rows
    assert Person.select().count() == 0


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE call SET rang_at = rang_at - 1", "Row 1 of call"),
        ("UPDATE call SET asked = 'something else'", "Row 1 of call"),
        ("UPDATE call SET phone = '13900001111'", "Row 1 of call"),
        ("UPDATE call SET ended_by = 'us'", "Row 1 of call"),
        ("UPDATE call_hold SET ended_at = ended_at + 1", "Row 1 of call_hold"),
        ("UPDATE call_step SET at = at - 1", "Row 1 of call_step"),
        ("UPDATE task SET owner_id = 2", "Row 1 of task"),
        ("UPDATE task SET due_at = due_at + 1", "Row 1 of task"),
        ("DELETE FROM task_try", "Row 1 of task_try"),
    ],
)
def test_a_row_of_the_telephone_changed_by_hand_is_named(
    session: Session, rings, desk, statement: str, name: str
) -> None:
    call = answering.answer(session, rings(session).id)
    talking.tick(session, call.id, "greet")
    talking.hold(session, call.id)
    desk.clock.advance(MINUTE)
    talking.hang_up(session, call.id, "caller")
    recording.record(session, call.id, ANSWERED)
    answering.caller_gone(session, rings(session).id)
    tasks.attempt(session, Task.get().id, "busy")
    database = session.store.database
    verify.whole(database)
    database.execute_sql(f"{statement} WHERE id = 1")
    with pytest.raises(ForeignData, match=f"^{name} was changed"):
        verify.whole(database)
