"""A case ends with an answer, and with what its outcome needs; for a while it is opened anew."""

import pytest
from msgspec.structs import replace

from frontdesk.cases import closing, handling, opening, passing, satisfaction, sheets
from frontdesk.cases.cases import Case, CaseEvent, CaseLink, CaseNotice, CasePause
from frontdesk.cases.closing import Closing
from frontdesk.cases.opening import OpenForm
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import DAY, HOUR
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.opening import change_pack_from
from frontdesk.packs.load import from_files, to_files
from frontdesk.phone import answering, recording
from frontdesk.phone.answering import Ringing
from frontdesk.phone.recording import CallForm
from frontdesk.session import Session
from frontdesk.shift import log
from frontdesk.staff.staff import Staff
from frontdesk.store import verify
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task

RESOLVED = Closing(
    "resolved", "We were wrong and changed the rota.", "phone", accepted=True,
    cause="Nobody calls the room.", fault="ours", lesson="Call when a result is there.",
)  # fmt: skip
QUESTION = {
    "channel": "phone", "facts": "When is the clinic open?", "person": "吕敏",
    "severity": "ordinary",
}  # fmt: skip
WITHDRAWN = Closing("withdrawn", "She takes it back.", "phone")


def _now(case: Case) -> Case:
    return Case.get_by_id(case.id)


def _lines(case: Case, what: str) -> list[CaseEvent]:
    return CaseEvent.read("case_id = ? AND what = ? ORDER BY id", case.id, what)


def _said(session: Session) -> str:
    entry = list(log.entries(session))[-1]
    return log.say(session, entry, log.LogNames(session))


def test_closing_keeps_all_that_it_needs(session: Session, desk, opens) -> None:
    case = opens()
    desk.clock.advance(HOUR)
    closing.close(session, case.id, RESOLVED)
    found = _now(case)
    assert (found.closed_at, found.outcome) == (session.now(), "resolved")
    assert (found.answer, found.how, found.accepted) == (RESOLVED.answer, "phone", "yes")
    assert (found.cause, found.fault, found.lesson) == (RESOLVED.cause, "ours", RESOLVED.lesson)
    assert found.answered_by_id == session.staff_id
    [line] = _lines(case, "closed")
    assert (line.code_from, line.code_to, line.text) == ("phone", "resolved", RESOLVED.answer)
    # Who was answered was acknowledged.
    assert (found.acknowledged_at, found.acknowledged_how) == (session.now(), "phone")
    assert len(_lines(case, "acknowledged")) == 1
    assert _said(session) == "C-0001 吕敏 closed: resolved (accepted) fault: ours"
    with pytest.raises(AlreadyDone, match="closed"):
        closing.close(session, case.id, RESOLVED)
    verify.whole(session.store.database)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcome": "vanished"}, "outcome"),
        ({"outcome": ""}, "outcome"),
        ({"answer": "  "}, "answer"),
        ({"answer": "I don't know."}, "answer"),
        ({"answer": "字" * 2001}, "answer"),
        ({"how": ""}, "how"),
        ({"how": "pigeon"}, "how"),
        ({"accepted": None}, "accepted"),
        ({"cause": " "}, "cause"),
        ({"fault": ""}, "fault"),
        ({"fault": "nobody"}, "fault"),
        ({"lesson": ""}, "lesson"),
        ({"outcome": "outside"}, "where"),
        ({"outcome": "duplicate"}, "other"),
        ({"outcome": "duplicate", "other_id": 999}, "other"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_closed(
    session: Session, opens, wrong: dict[str, object], field: str
) -> None:
    case = opens()
    with pytest.raises(InputError) as told:
        closing.close(session, case.id, RESOLVED._replace(**wrong))  # type: ignore[arg-type]
    assert told.value.field == field
    found = _now(case)
    assert (found.closed_at, found.outcome, found.answer, found.how) == (None, "", None, "")
    assert not _lines(case, "closed")
    verify.whole(session.store.database)


def test_an_open_sheet_or_apology_is_named(session: Session, opens) -> None:
    case = opens()
    asked = sheets.send_sheet(session, case.id, Sheet("laboratory", "When was it ready?"))
    sorry = Sheet("internal", "An apology by telephone", party="nurse 高伟", what="apology")
    owed = sheets.send_sheet(session, case.id, sorry)
    with pytest.raises(Refused, match="The sheet to Blood test is not answered yet"):
        closing.close(session, case.id, WITHDRAWN)
    sheets.answer_sheet(session, asked.id, "After 20 minutes.", True)
    with pytest.raises(Refused, match="nurse 高伟 still owes an apology"):
        closing.close(session, case.id, WITHDRAWN)
    sheets.answer_sheet(session, owed.id, "Made by telephone.", False)
    closing.close(session, case.id, WITHDRAWN)
    assert _now(case).outcome == "withdrawn"


def test_what_is_not_accepted_goes_up_and_may_end_at_the_top(
    session: Session, acts, who, opens
) -> None:
    case = opens()
    refused = RESOLVED._replace(accepted=False)
    with pytest.raises(Refused, match=r"does not accept the answer\. Pass it up"):
        closing.close(session, case.id, refused)
    for rung, name, role in (
        ("supervisor", "Li Na", "supervisor"),
        ("affairs", "Feng Lan", "deputy"),
        ("manager", "Lin Guodong", "manager"),
    ):
        with pytest.raises(Refused, match="Pass it up"):
            closing.close(acts("supervisor"), case.id, refused)
        passing.pass_up(acts("supervisor"), case.id, rung, who(name))
        passing.accept(acts(role), case.id)
    closing.close(acts("manager"), case.id, refused)
    found = _now(case)
    assert (found.outcome, found.accepted, found.rung) == ("resolved", "no", "manager")


def test_other_outcomes_need_nobody_to_accept(session: Session, opens) -> None:
    case = opens()
    closing.close(session, case.id, WITHDRAWN._replace(accepted=False))
    assert (_now(case).accepted, _now(case).fault) == ("no", "")
    outside = opens()
    closing.close(
        session, outside.id, Closing("outside", "The police has it.", "letter", where="Police")
    )
    assert (_now(outside).outside, _now(outside).accepted) == ("Police", "")


def test_a_duplicate_is_linked_both_ways(session: Session, opens) -> None:
    first, second, third = opens(), opens(), opens()
    same = Closing("duplicate", "It is dealt with there.", "phone", other_id=first.id)
    closing.close(session, second.id, same)
    [link] = CaseLink.select()
    assert (link.case_id, link.other_id, link.why) == (second.id, first.id, "duplicate")
    assert [line.code_to for line in _lines(first, "linked")] == ["C-0002"]
    assert [line.code_to for line in _lines(second, "linked")] == ["C-0001"]
    with pytest.raises(InputError, match="the same as another"):
        closing.close(session, third.id, same._replace(other_id=second.id))
    with pytest.raises(InputError, match="same as"):
        closing.close(session, third.id, same._replace(other_id=third.id))
    handling.link(session, first.id, third.id)
    closing.close(session, third.id, same)
    assert CaseLink.select().count() == 2
    verify.whole(session.store.database)


def test_an_offer_is_withdrawn_and_a_pause_ends(session: Session, acts, who, opens) -> None:
    case = opens(severity="serious", to=who("Li Na"))
    handling.pause(session, case.id, "papers")
    assert _now(case).offered_id == session.staff_id
    closing.close(session, case.id, WITHDRAWN)
    assert (_now(case).offered_id, _now(case).offered_rung) == (None, "")
    assert CasePause.get().ended_at == session.now()
    assert [line.code_from for line in _lines(case, "resumed")] == ["papers"]
    with pytest.raises(AlreadyDone):
        passing.accept(session, case.id)


def test_who_has_it_closes_it_or_who_leads(session: Session, desk, opens) -> None:
    owner = desk.as_staff("Wang Fang", seat="Desk 2")
    other = desk.as_staff("Zhao Min", seat="Desk 3")
    case = opens(owner)
    with pytest.raises(NotAllowed, match="Wang Fang's"):
        closing.close(other, case.id, WITHDRAWN)
    closing.close(owner, case.id, WITHDRAWN)
    again = opens(owner)
    closing.close(session, again.id, WITHDRAWN)
    away = opens(owner)
    desk.as_staff("Zhao Min", seat="Desk 2")
    closing.close(other, away.id, WITHDRAWN)


def test_the_top_of_the_ladder_is_told_once(session: Session, opens, acts) -> None:
    case = opens()
    closing.close(session, case.id, RESOLVED)
    reports = CaseNotice.read("what = 'report' ORDER BY id")
    assert [(one.role, one.seen_at) for one in reports] == [("manager", None)]
    handling.see_notice(acts("manager"), reports[0].id)
    closing.reopen(session, case.id, "She calls again.")
    closing.close(session, case.id, RESOLVED)
    again = CaseNotice.read("what = 'report' AND seen_at IS NULL ORDER BY id")
    assert [one.role for one in again] == ["manager"]
    # Not seen yet: not told a second time.
    closing.reopen(session, case.id, "And again.")
    closing.close(session, case.id, RESOLVED)
    assert len(CaseNotice.read("what = 'report' AND seen_at IS NULL")) == 1


def test_where_nobody_has_the_usual_role_the_next_one_is_told(
    session: Session, opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    everyone = Staff.here()
    monkeypatch.setattr(
        Staff, "here", classmethod(lambda _cls: [one for one in everyone if one.role != "manager"])
    )
    case = opens()
    closing.close(session, case.id, RESOLVED)
    assert [one.role for one in CaseNotice.read("what = 'report'")] == ["deputy"]


def test_a_report_that_was_seen_stands_in_the_timeline(session: Session, opens, acts) -> None:
    case = opens()
    closing.close(session, case.id, RESOLVED)
    report = CaseNotice.read("what = 'report' AND role = 'manager'")[0]
    assert not _lines(case, "reported")
    handling.see_notice(acts("manager"), report.id)
    assert [line.code_to for line in _lines(case, "reported")] == ["manager"]


def test_a_kind_without_a_report_tells_nobody(session: Session) -> None:
    values = {"channel": "phone", "place": "internal", "facts": "A kind nurse.", "person": "吕敏"}
    case = opening.open_case(session, OpenForm("praise", {**values, "about": "高伟"}))
    closing.close(session, case.id, Closing("passed_on", "We told her.", "phone"))
    assert not CaseNotice.read("what = 'report'")


def test_the_answer_ends_the_question_under_it(session: Session) -> None:
    call = answering.answer(session, answering.ring(session, Ringing("8001", how="hook")).id)
    recording.record(session, call.id, CallForm(kind="inquiry", asked="When?", outcome="question"))
    task = Task.get()
    form = OpenForm("inquiry", QUESTION, call_id=call.id, task_id=task.id)
    case = opening.open_case(session, form)
    closing.close(session, case.id, Closing("answered", "At eight.", "phone", accepted=True))
    found = Task.get_by_id(task.id)
    assert (found.done_at, found.outcome, found.answer) == (session.now(), "answered", "At eight.")
    verify.whole(session.store.database)


def test_a_question_that_was_answered_meanwhile_stays_so(session: Session) -> None:
    call = answering.answer(session, answering.ring(session, Ringing("8001", how="hook")).id)
    recording.record(session, call.id, CallForm(kind="inquiry", asked="When?", outcome="question"))
    task = Task.get()
    case = opening.open_case(session, OpenForm("inquiry", QUESTION, task_id=task.id))
    tasks.finish(session, task.id, "answered", "At nine.")
    closing.close(session, case.id, Closing("answered", "At eight.", "phone", accepted=True))
    assert Task.get_by_id(task.id).answer == "At nine."


def test_satisfaction_is_asked_later_where_something_was_done(session: Session, opens) -> None:
    case, gone = opens(), opens()
    closing.close(session, gone.id, WITHDRAWN)
    assert not Task.read("kind = 'satisfaction'")
    closing.close(session, case.id, RESOLVED)
    [task] = Task.read("kind = 'satisfaction'")
    assert (task.about, task.about_id, task.ticket) == ("desk_case", case.id, "C-0001")
    assert (task.due_at, task.owner_id) == (session.now() + 3 * DAY, session.staff_id)
    assert (task.name, task.phone, task.text) == ("吕敏", case.phone, RESOLVED.answer)


def test_reopening_keeps_the_history_and_begins_anew(session: Session, desk, opens) -> None:
    case = opens()
    desk.clock.advance(HOUR)
    closing.close(session, case.id, RESOLVED)
    acknowledged = _now(case).acknowledged_at
    desk.clock.advance(2 * DAY)
    closing.reopen(session, case.id, "It happened again.")
    found = _now(case)
    assert (found.closed_at, found.outcome, found.how, found.accepted) == (None, "", "", "")
    assert (found.answer, found.cause, found.fault, found.lesson) == (None, None, "", None)
    assert (found.reopened, found.rung_at) == (1, session.now())
    assert (found.acknowledged_at, found.answered_by_id) == (acknowledged, None)
    assert found.owner_id == case.owner_id
    [line] = _lines(case, "reopened")
    assert line.code_from == "resolved"
    for kept in ("It happened again.", RESOLVED.cause, RESOLVED.lesson, "Fault: ours"):
        assert kept in line.text
    assert [line.text for line in _lines(case, "closed")] == [RESOLVED.answer]
    # Nobody is asked about an answer that did not hold.
    [asked] = Task.read("kind = 'satisfaction'")
    assert (asked.outcome, asked.answer) == ("dropped", "It happened again.")
    assert _said(session) == "C-0001 吕敏 opened again, it was closed as resolved"
    with pytest.raises(AlreadyDone, match="is open"):
        closing.reopen(session, case.id, "Again")
    verify.whole(session.store.database)


def test_reopening_needs_a_reason_and_has_an_end(session: Session, desk, opens) -> None:
    case = opens()
    closing.close(session, case.id, WITHDRAWN)
    with pytest.raises(InputError) as told:
        closing.reopen(session, case.id, " ")
    assert told.value.field == "why"
    desk.clock.advance(30 * DAY)
    closing.reopen(session, case.id, "She calls again.")
    closing.close(session, case.id, WITHDRAWN)
    desk.clock.advance(30 * DAY + 1)
    with pytest.raises(Refused, match=r"more than 30 days ago\. Open a new one and link it"):
        closing.reopen(session, case.id, "She calls again.")
    assert _now(case).reopened == 1


def test_a_case_opened_again_is_counted_by_the_calendar_of_today(session: Session, opens) -> None:
    case = opens()
    closing.close(session, case.id, WITHDRAWN)
    files = to_files(session.pack)
    files["calendar.toml"] = files["calendar.toml"].replace(b'"Mon-Fri 8:00', b'"Mon-Fri 7:00', 1)
    pack = change_pack_from(session, files)
    assert pack == from_files(files)
    assert _now(case).calendar == session.pack.digest
    closing.reopen(replace(session, pack=pack), case.id, "She calls again.")
    assert _now(case).calendar == pack.digest
    assert _now(case).pack == session.pack.digest


def test_a_check_that_found_no_effect_opens_it_however_late(session: Session, desk) -> None:
    values = {
        "place": "internal", "facts": "Results lie there.", "wish": "Call the room.",
        "severity": "ordinary",
    }  # fmt: skip
    case = opening.open_case(session, OpenForm("rectification", values))
    done = Closing("rectified", "Rooms are called.", "phone", True, "No rule", "", "Have a rule")
    closing.close(session, case.id, done)
    [task] = Task.read("kind = 'effect'")
    desk.clock.advance(60 * DAY)
    with pytest.raises(InputError):
        satisfaction.check_effect(session, task.id, False, "")
    satisfaction.check_effect(session, task.id, False, "Results lie there again.")
    assert Task.get_by_id(task.id).outcome == "ineffective"
    assert (_now(case).closed_at, _now(case).reopened) == (None, 1)
    assert _said(session) == "N-0001 what was done: it did not help"
