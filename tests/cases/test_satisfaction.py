"""After the closing: how satisfied the person is, and whether what was done helped."""

import pytest

from frontdesk.cases import closing, opening, satisfaction
from frontdesk.cases.cases import Case, CaseEvent
from frontdesk.cases.closing import Closing
from frontdesk.cases.opening import OpenForm
from frontdesk.clock import DAY
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.session import Session
from frontdesk.shift import log
from frontdesk.store import verify
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task

RESOLVED = Closing(
    "resolved", "We were wrong.", "phone", True, "Nobody calls.", "ours", "Call the room."
)
FINDING = {
    "place": "internal", "facts": "Results lie there.", "wish": "Call the room.",
    "severity": "ordinary",
}  # fmt: skip
RECTIFIED = Closing("rectified", "Rooms are called.", "phone", True, "No rule", "", "A rule")


def _said(session: Session) -> str:
    entry = list(log.entries(session))[-1]
    return log.say(session, entry, log.LogNames(session))


@pytest.fixture
def asked(session: Session, opens) -> Task:
    """The task to ask about a complaint that was resolved."""
    closing.close(session, opens().id, RESOLVED)
    return Task.get(Task.kind == "satisfaction")


@pytest.fixture
def check(session: Session) -> Task:
    """The task to look whether what was put right helped."""
    case = opening.open_case(session, OpenForm("rectification", FINDING))
    closing.close(session, case.id, RECTIFIED)
    return Task.get(Task.kind == "effect")


def test_satisfaction_is_kept_by_the_packs_scale(session: Session, desk, asked: Task) -> None:
    desk.clock.advance(3 * DAY)
    satisfaction.rate(session, asked.id, "fair", "It took long.")
    found = Task.get_by_id(asked.id)
    assert (found.outcome, found.answer, found.done_at) == ("fair", "It took long.", session.now())
    [line] = CaseEvent.read("what = 'satisfied'")
    assert (line.case_id, line.code_to, line.text) == (asked.about_id, "fair", "It took long.")
    assert _said(session) == "C-0001 吕敏 the person is neither"
    with pytest.raises(AlreadyDone):
        satisfaction.rate(session, asked.id, "very", "")
    verify.whole(session.store.database)


def test_what_the_scale_has_not_is_refused(session: Session, asked: Task) -> None:
    with pytest.raises(InputError) as told:
        satisfaction.rate(session, asked.id, "thrilled", "")
    assert told.value.field == "satisfied"
    with pytest.raises(InputError) as told:
        satisfaction.rate(session, asked.id, "very", "字" * 2001)
    assert told.value.field == "said"
    with pytest.raises(Refused, match="not what is owed"):
        satisfaction.check_effect(session, asked.id, True, "It helped.")
    assert Task.get_by_id(asked.id).done_at is None


def test_whom_nobody_reaches_is_not_asked_with_a_reason(session: Session, asked: Task) -> None:
    with pytest.raises(Refused, match="belongs to C-0001"):
        tasks.finish(session, asked.id, "answered", "Fine")
    with pytest.raises(InputError):
        tasks.finish(session, asked.id, "dropped")
    tasks.finish(session, asked.id, "dropped", "The number is not in use any more.")
    assert Task.get_by_id(asked.id).outcome == "dropped"


def test_what_helped_is_kept_and_stays_closed(session: Session, desk, check: Task) -> None:
    assert check.due_at == session.now() + 30 * DAY
    desk.clock.advance(30 * DAY)
    satisfaction.check_effect(session, check.id, True, "No result lay there for a month.")
    assert Task.get_by_id(check.id).outcome == "effective"
    case = Case.get_by_id(check.about_id)
    assert (case.closed_at is None, case.reopened) == (False, 0)
    [line] = CaseEvent.read("what = 'checked'")
    assert (line.code_to, line.text) == ("effective", "No result lay there for a month.")
    assert _said(session) == "N-0001 what was done: it helped"
    with pytest.raises(Refused, match="not what is owed"):
        satisfaction.rate(session, _open_again(session, case), "very", "")
    verify.whole(session.store.database)


def _open_again(session: Session, case: Case) -> int:
    closing.reopen(session, case.id, "It lies there again.")
    closing.close(session, case.id, RECTIFIED)
    return int(Task.get(Task.kind == "effect", Task.done_at.is_null()).id)


def test_what_did_not_help_is_open_again(session: Session, check: Task) -> None:
    satisfaction.check_effect(session, check.id, False, "Two lay there.")
    case = Case.get_by_id(check.about_id)
    assert (case.closed_at, case.reopened) == (None, 1)
    assert [line.what for line in CaseEvent.read("case_id = ? ORDER BY id", case.id)][-2:] == [
        "checked", "reopened",
    ]  # fmt: skip
    closing.close(session, case.id, RECTIFIED)
    assert Task.select().where(Task.kind == "effect", Task.done_at.is_null()).count() == 1
    verify.whole(session.store.database)


def test_a_check_needs_a_word(session: Session, check: Task) -> None:
    for effective in (True, False):
        with pytest.raises(InputError) as told:
            satisfaction.check_effect(session, check.id, effective, "  ")
        assert told.value.field == "said"
    assert Case.get_by_id(check.about_id).reopened == 0
