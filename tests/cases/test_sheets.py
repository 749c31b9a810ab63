"""A department is asked, an apology is owed: each a task with a time and an answer of its own."""

import pytest

from frontdesk.cases import closing, deadlines, handling, sheets
from frontdesk.cases.cases import Case, CaseEvent, CaseSheet, calendar_of, kind_of
from frontdesk.cases.closing import Closing
from frontdesk.cases.due import facts_of
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import DAY, HOUR, Millis
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.phone import answering, recording
from frontdesk.phone.answering import Ringing
from frontdesk.phone.recording import CallForm
from frontdesk.session import Session
from frontdesk.shift import log
from frontdesk.store import verify
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task

ASKED = Sheet("laboratory", "When was the result ready?\nWho was told?")
SORRY = Sheet("internal", "By telephone", party="护士高伟", what="apology")


def _said(session: Session) -> str:
    entry = list(log.entries(session))[-1]
    return log.say(session, entry, log.LogNames(session))


def _lines(case: Case, what: str) -> list[CaseEvent]:
    return CaseEvent.read("case_id = ? AND what = ? ORDER BY id", case.id, what)


def _resolve_at(session: Session, case: Case) -> Millis | None:
    found = Case.get_by_id(case.id)
    kind, calendar = kind_of(session, found), calendar_of(session, found)
    assert calendar is not None
    severity = kind.severity(found.severity)
    return deadlines.clocks(facts_of(found), kind, severity, calendar, session.zone).resolve_at


def test_a_sheet_is_a_task_of_whoever_sent_it(session: Session, opens) -> None:
    case = opens()
    task = sheets.send_sheet(session, case.id, ASKED)
    found = Task.get_by_id(task.id)
    assert (found.kind, found.about, found.about_id) == ("sheet", "desk_case", case.id)
    assert (found.ticket, found.name, found.text) == ("C-0001", "吕敏", ASKED.ask)
    assert (found.owner_id, found.due_at) == (session.staff_id, session.now() + 48 * HOUR)
    assert found.window == 4 * HOUR
    [sheet] = CaseSheet.select()
    assert (sheet.case_id, sheet.task_id, sheet.what) == (case.id, task.id, "sheet")
    assert (sheet.place, sheet.party, sheet.joint) == ("laboratory", None, False)
    [line] = _lines(case, "sheet")
    assert (line.code_from, line.code_to, line.text) == ("sheet", "laboratory", ASKED.ask)
    assert _said(session) == "C-0001 吕敏 sheet to be answered by Blood test"
    assert [one.step for one in tasks.due(session, session.now())] == ["sheet"]
    verify.whole(session.store.database)


def test_a_time_of_its_own_and_a_party(session: Session, opens) -> None:
    case, by = opens(), session.now() + 5 * HOUR
    task = sheets.send_sheet(session, case.id, SORRY._replace(by=by))
    assert (task.kind, task.due_at) == ("apology", by)
    [sheet] = CaseSheet.select()
    assert (sheet.what, sheet.place, sheet.party) == ("apology", "internal", "护士高伟")


@pytest.mark.parametrize(
    ("sheet", "field"),
    [
        (ASKED._replace(place="moon"), "place"),
        (ASKED._replace(place=""), "place"),
        (ASKED._replace(ask=" \n"), "ask"),
        (ASKED._replace(ask="字" * 2001), "ask"),
        (SORRY._replace(party=" "), "party"),
        (SORRY._replace(party="字" * 61), "party"),
        (ASKED._replace(by=0), "by"),
    ],
)
def test_what_is_wrong_is_named(session: Session, opens, sheet: Sheet, field: str) -> None:
    case = opens()
    with pytest.raises(InputError) as told:
        sheets.send_sheet(session, case.id, sheet)
    assert told.value.field == field
    assert not Task.select().exists()
    assert not CaseSheet.select().exists()


def test_a_closed_case_asks_nobody(session: Session, opens) -> None:
    case = opens()
    closing.close(session, case.id, Closing("withdrawn", "She takes it back.", "phone"))
    with pytest.raises(AlreadyDone):
        sheets.send_sheet(session, case.id, ASKED)


def test_a_second_department_gives_more_days_with_a_line(session: Session, opens) -> None:
    case = opens()
    before = _resolve_at(session, case)
    sheets.send_sheet(session, case.id, ASKED)
    sheets.send_sheet(session, case.id, SORRY)
    sheets.send_sheet(session, case.id, ASKED._replace(ask="And where is it now?"))
    assert (_resolve_at(session, case), Case.get_by_id(case.id).joint) == (before, False)
    task = sheets.send_sheet(session, case.id, ASKED._replace(place="imaging"))
    assert _said(session).endswith("(several departments take part)")
    assert Case.get_by_id(case.id).joint
    assert _resolve_at(session, case) == before + 7 * DAY
    assert [line.code_to for line in _lines(case, "joint")] == ["yes"]
    assert [one.joint for one in CaseSheet.select().order_by(CaseSheet.id)] == [
        False, False, False, True,
    ]  # fmt: skip
    # What was set by hand stays: no further department says it again.
    sheets.answer_sheet(session, task.id, "Nothing is known here.", True)
    sheets.send_sheet(session, case.id, ASKED._replace(place="surgery"))
    assert len(_lines(case, "joint")) == 1
    handling.set_joint(session, case.id, False)
    assert _resolve_at(session, case) == before


def test_its_answer_ends_it_in_time_or_late(session: Session, desk, opens) -> None:
    case = opens()
    first = sheets.send_sheet(session, case.id, ASKED)
    second = sheets.send_sheet(session, case.id, SORRY)
    desk.clock.advance(3 * DAY)
    sheets.answer_sheet(session, first.id, "After 20 minutes.", True)
    assert _said(session) == "C-0001 吕敏 sheet of Blood test answered in time"
    sheets.answer_sheet(session, second.id, "He called her.", False)
    assert _said(session).endswith("apology of Internal medicine answered late")
    assert [(t.outcome, t.answer, t.done_at) for t in Task.select().order_by(Task.id)] == [
        ("in_time", "After 20 minutes.", session.now()),
        ("late", "He called her.", session.now()),
    ]
    found = _lines(case, "sheet_done")
    assert [(one.code_from, one.code_to, one.text) for one in found] == [
        ("laboratory", "in_time", "After 20 minutes."),
        ("internal", "late", "He called her."),
    ]
    with pytest.raises(AlreadyDone, match="done already"):
        sheets.answer_sheet(session, first.id, "Again", True)
    verify.whole(session.store.database)


def test_an_answer_says_something(session: Session, opens) -> None:
    task = sheets.send_sheet(session, opens().id, ASKED)
    for wrong in ("", "I don't know", "字" * 2001):
        with pytest.raises(InputError) as told:
            sheets.answer_sheet(session, task.id, wrong, True)
        assert told.value.field == "answer"
    assert Task.get_by_id(task.id).done_at is None


def test_it_is_finished_at_its_case_alone(session: Session, opens) -> None:
    case = opens()
    task = sheets.send_sheet(session, case.id, ASKED)
    for outcome in ("answered", "dropped", "kept"):
        with pytest.raises(Refused, match=r"belongs to C-0001\. Open it"):
            tasks.finish(session, task.id, outcome, "Anything")
    with pytest.raises(Refused, match="no sheet"):
        sheets.answer_sheet(session, _question(session), "Anything", True)


def _question(session: Session) -> int:
    call = answering.answer(session, answering.ring(session, Ringing("8001", how="hook")).id)
    recording.record(session, call.id, CallForm(kind="inquiry", asked="When?", outcome="question"))
    return int(Task.get(Task.kind == "question").id)
