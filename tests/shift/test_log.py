"""The log read: filters and pages, sentences in both languages, exports that cannot act."""

import csv
import io
import json

import pytest

from frontdesk.clock import HOUR, MINUTE, SECOND
from frontdesk.desk import emergency, visits, waiting
from frontdesk.desk.directory import Department, Doctor
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Registration, Visit
from frontdesk.desk.waiting import Doing
from frontdesk.phone import answering, recording, talking
from frontdesk.phone.answering import Dialled, Ringing
from frontdesk.phone.recording import CallForm, ContactForm
from frontdesk.session import Session
from frontdesk.shift import log
from frontdesk.staff.staff import Staff
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task


def _register(session: Session, name: str, doctor: str | None = None) -> Visit:
    department = Department.get(Department.code == "internal")
    found = Doctor.get(Doctor.department == department) if doctor is None else None
    return visits.register(
        session,
        Registration(
            person_id=None,
            person=PersonForm(name, "m", "46", ""),
            purpose="first",
            department_id=department.id,
            doctor_id=found.id if found is not None else None,
        ),
    )


def _last(session: Session) -> str:
    entry = list(log.entries(session))[-1]
    return log.say(session, entry, log.LogNames(session))


def test_sentences_name_ticket_person_and_words_of_the_pack(session: Session, clock) -> None:  # type: ignore[no-untyped-def]
    visit = _register(session, "张三")
    doctor = Doctor.select().order_by(Doctor.id).first()
    said = _last(session)
    assert said.startswith("A001 张三 registered for Internal ")
    clock.advance(5 * MINUTE + 3000)
    waiting.do_step(session, visit.id, "water", 1, Doing(outcome="given"))
    assert _last(session) == "A001 张三: water given after 5:03"
    clock.advance(10 * MINUTE)
    asked = Doing(outcome="asked", reason="ward", minutes=10, told="both")
    waiting.do_step(session, visit.id, "check", 1, asked)
    assert _last(session) == "A001 张三: check asked: on ward round after 15:03"
    other = Doctor.select().where(Doctor.id != doctor.id).first()
    visits.change_doctor(session, visit.id, other.department.id, other.id)
    assert f"now {other.department.short} {other.name}, before " in _last(session)
    emergency.raise_visit(session, visit.id, ("doctor", "nurse"))
    assert _last(session) == "A001 张三 raised to emergency, told: doctor, nurse"
    clock.advance(MINUTE)
    emergency.hand_over(session, visit.id, "emergency")
    assert _last(session).startswith("A001 张三 handed over: ")
    assert _last(session).endswith(" after 1:00")
    visits.move(session, visit.id, "discharged")
    assert _last(session) == "A001 张三: Discharged"


def test_sentences_of_the_telephone_name_call_caller_and_words_of_the_pack(
    session: Session, desk
) -> None:
    other = Staff.get(Staff.name == "Wang Fang")
    clock = desk.clock
    call = answering.ring(session, Ringing("13812342046", "1", how="hook"))
    assert _last(session) == "L-0001 rang"
    clock.advance(6 * SECOND)
    answering.answer(session, call.id)
    assert _last(session) == "L-0001 answered after 0:06"
    recording.record(session, call.id, CallForm(caller="张三", kind="complaint"))
    assert _last(session) == "L-0001 张三 recorded: complaint"
    talking.tick(session, call.id, "fault", "ours")
    assert _last(session) == "L-0001 张三: Whose fault? Ours"
    talking.untick(session, call.id, "fault")
    assert _last(session) == "L-0001 张三: Whose fault? taken back"
    talking.hold(session, call.id)
    assert _last(session) == "L-0001 张三 on hold"
    clock.advance(20 * SECOND)
    talking.resume(session, call.id)
    assert _last(session) == "L-0001 张三 back from hold after 0:20"
    talking.show_number(session, call.id)
    assert _last(session) == "L-0001 张三: the phone number was shown"
    talking.hang_up(session, call.id, "caller")
    assert _last(session) == "L-0001 张三 over after 0:20 (the caller hung up first)"
    form = CallForm("张三", "complaint", "Why so long?", outcome="question")
    recording.record(session, call.id, form)
    assert _last(session) == "L-0001 张三 recorded: complaint, open question"
    task = Task.get()
    tasks.offer(session, task.id, other.id)
    assert _last(session) == "question L-0001 offered to Wang Fang"
    her = desk.as_staff("Wang Fang", seat="Desk 2")
    tasks.decline(her, task.id)
    assert _last(session) == "question L-0001 stays with Li Na"
    tasks.offer(session, task.id, other.id)
    tasks.accept(her, task.id)
    assert _last(session) == "question L-0001 taken over from Li Na"
    clock.advance(MINUTE)
    tasks.finish(her, task.id, "answered", "Two doctors are ill.")
    assert _last(session) == "question L-0001: answered after 1:00"


def test_sentences_of_calls_missed_and_called_back(session: Session, desk) -> None:
    clock = desk.clock
    call = answering.ring(session, Ringing("13812342046", how="hook"))
    clock.advance(8 * SECOND)
    answering.caller_gone(session, call.id)
    assert _last(session) == "L-0001 missed, the caller gave up: 0:08"
    tasks.attempt(session, Task.get().id, "busy")
    assert _last(session) == "call-back L-0001: busy"
    out = answering.dial(session, Dialled("13812342046"))
    assert _last(session) == "L-0002 called from here"
    clock.advance(4 * SECOND)
    answering.connected(session, out.id)
    assert _last(session) == "L-0002 reached after 0:04"
    talking.pass_on(session, out.id, Staff.get(Staff.name == "Wang Fang").id)
    assert _last(session) == "L-0002 passed to Wang Fang"
    answering.ring(session, Ringing("8001", how="hook"))
    clock.advance(90 * SECOND)
    answering.settle(session)
    assert _last(session) == "L-0003 missed, nobody answered: 1:30"
    answering.answer_unknown(session)
    assert _last(session) == "L-0004 answered, the rings are not known"
    wanted = CallForm("李四", "inquiry", "Open?", "From 8.", "answered")
    recording.log_contact(session, ContactForm("email", wanted))
    assert _last(session) == "L-0005 李四 e-mail: inquiry, answered"
    for entry in log.entries(session):
        said = log.say(session, entry, log.LogNames(session))
        assert "{" not in said
        assert "  " not in said


def test_a_page_reads_its_calls_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in ("8001", "8002", "8003"):
        call = answering.ring(session, Ringing(number, how="hook"))
        answering.answer(session, call.id)
        recording.record(session, call.id, CallForm(caller=f"Ann {number}"))
    page = list(log.entries(session))
    names = log.LogNames(session)
    names.learn(page)
    asked: list[str] = []
    execute = session.store.database.execute_sql

    def counted(statement: str, *values: object) -> object:
        asked.append(statement)
        return execute(statement, *values)

    monkeypatch.setattr(session.store.database, "execute_sql", counted)
    said = [log.say(session, entry, names) for entry in page]
    assert "L-0003 Ann 8003 recorded:" in said
    assert asked == []


def test_braces_in_a_name_stay_as_they_are(session: Session) -> None:
    _register(session, "{stage} {0} %s [b]x[/b]")
    assert "A001 {stage} {0} %s [b]x[/b] registered for" in _last(session)


def test_an_unnamed_emergency_reads_without_gaps(session: Session) -> None:
    emergency.raise_new(session, "", ("doctor",))
    assert _last(session) == "E001: emergency at the door, told: doctor"


def test_every_kind_reads_without_placeholders(session: Session) -> None:
    visit = _register(session, "李四")
    visits.add_note(session, visit.id, "speak slowly")
    visits.show_phone(session, visit.id)
    names = log.LogNames(session)
    said = [log.say(session, entry, names) for entry in log.entries(session)]
    assert len(said) == session.store.head().id
    for sentence in said:
        assert sentence
        assert "{" not in sentence
        assert "  " not in sentence
    assert "the desk was set up with the pack Hospital" in said
    assert "Li Na signed on" in said


def test_a_kind_this_program_lost_keeps_its_sentence(session: Session) -> None:
    entry = next(log.entries(session))
    names = log.LogNames(session)
    session.store.database.execute_sql(
        "INSERT INTO kind VALUES ('old.kind', 'something of old happened {count} times', 1)"
    )
    old = log.LogEntry(
        **{name: getattr(entry, name) for name in entry.__struct_fields__}
        | {"kind": "old.kind", "facts": {"count": 3}}
    )
    assert log.say(session, old, names) == "something of old happened 3 times"


def test_filters_and_keyset(session: Session, clock, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    for name in ("One", "Two", "Three"):
        _register(session, name)
    clock.advance(24 * HOUR)
    _register(session, "Four")
    whole = [entry.number for entry in log.entries(session)]
    assert whole == list(range(1, session.store.head().id + 1))
    monkeypatch.setattr(log, "PAGE", 2)
    assert [entry.number for entry in log.entries(session)] == whole
    assert [entry.number for entry in log.entries(session, after=2, limit=3)] == [3, 4, 5]
    registered = list(log.entries(session, kind="visit.registered"))
    assert len(registered) == 4
    assert [entry.day for entry in log.entries(session, day="2026-11-24")] == ["2026-11-24"]
    assert all(one.staff is not None for one in registered)
    assert list(log.entries(session, staff=session.staff_id)) == registered
    assert list(log.entries(session, staff=999)) == []


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{a} {b}: {c}", "1: x{b}"),
        ("{b} {a}", "1"),
        ("{a}, {b}", "1,"),
        ("no placeholder", "no placeholder"),
    ],
)
def test_fill(template: str, said: str) -> None:
    assert log.fill(template, {"a": "1", "b": "", "c": "x{b}"}.__getitem__) == said


def test_span() -> None:
    assert log.span(0) == "0:00"
    assert log.span(65 * MINUTE + 10_999) == "1:05:10"


def test_csv_cells_cannot_act(session: Session) -> None:
    session.store.database.execute_sql("UPDATE seat SET name = '=HYPERLINK(1)'")
    _register(session, "Ann")
    stream = io.StringIO()
    count = log.export(session, log.entries(session), "csv", stream)
    rows = list(csv.reader(io.StringIO(stream.getvalue())))
    assert tuple(rows[0]) == log.COLUMNS
    assert len(rows) == count + 1 == session.store.head().id + 1
    assert rows[-1][5] == "'=HYPERLINK(1)"
    assert rows[-1][1] == "2026-11-23T07:30:00.000+08:00"


def test_json_lines_have_stable_columns(session: Session) -> None:
    _register(session, "张三")
    stream = io.StringIO()
    log.export(session, log.entries(session), "jsonl", stream)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert all(tuple(line) == log.COLUMNS for line in lines)
    assert lines[-1]["facts"]["series"] == "A"
    assert lines[-1]["staff"] == "Li Na"
    assert lines[-1]["day"] == "2026-11-23"
