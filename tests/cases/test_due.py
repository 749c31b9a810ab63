"""What cases owe next: whose it is, by when, and how soon it turns amber."""

import time
from datetime import datetime
from types import SimpleNamespace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.calendar import local_day
from frontdesk.cases import closing, deadlines, handling, opening, passing
from frontdesk.cases import due as due_of_cases
from frontdesk.cases.cases import Case, CaseNotice
from frontdesk.cases.closing import Closing
from frontdesk.cases.deadlines import ClockFacts
from frontdesk.cases.due import Step, due, facts_of
from frontdesk.cases.opening import OpenForm
from frontdesk.clock import DAY, HOUR, MINUTE, Millis, instant
from frontdesk.packs.load import builtin
from frontdesk.session import Session
from frontdesk.tasks.due import Due
from tests.cases.conftest import COMPLAINT
from tests.conftest import MORNING, ZONE

WITHDRAWN = Closing("withdrawn", "She takes it back.", "phone")
MANY = 1_000
# Seconds; also for the first reading, when nothing is worked out yet.
AT_MOST = 0.03


def _steps(found: list[Due]) -> list[str]:
    return [one.step for one in found]


def _of(found: list[Due], step: str) -> Due:
    return next(one for one in found if one.step == step)


@pytest.fixture
def agent(session: Session, desk) -> Session:
    """An agent at a seat of her own, so that both are here."""
    return desk.as_staff("Wang Fang", seat="Desk 2")


def test_the_owner_owes_three_things_of_a_complaint(session: Session, agent, opens) -> None:
    case = opens(agent)
    now = session.now()
    found = due(agent, now)
    assert [(one.step, one.due_at, one.window) for one in found] == [
        ("rung", now + 30 * MINUTE, 10 * MINUTE),
        ("acknowledge", now + DAY, 2 * HOUR),
        # Monday is not counted: the fifth working day after it ends at half past five.
        ("resolve", instant(datetime(2026, 11, 30, 17, 30, tzinfo=ZONE)), DAY),
    ]
    assert {(one.rank, one.subject, one.subject_id, one.ticket, one.name) for one in found} == {
        ("days", "case", case.id, "C-0001", "吕敏")
    }
    # The supervisor is told, and owes nothing of it.
    assert _steps(due(session, now)) == ["notice"]


def test_what_is_done_is_owed_no_more(session: Session, agent, opens) -> None:
    case = opens(agent)
    handling.acknowledge(agent, case.id, "phone")
    assert _steps(due(agent, session.now())) == ["rung", "resolve"]
    closing.close(agent, case.id, WITHDRAWN)
    assert due(agent, session.now()) == []


def test_states_come_from_the_windows_of_the_pack(session: Session, desk, agent, opens) -> None:
    opens(agent)

    def state(step: str, at: Millis) -> str:
        return _of(due(agent, at), step).state(at)

    assert [state("rung", MORNING + span * MINUTE) for span in (19, 20, 30)] == [
        "ahead", "soon", "due",
    ]  # fmt: skip
    assert [state("acknowledge", MORNING + span * HOUR) for span in (21, 22, 24)] == [
        "ahead", "soon", "due",
    ]  # fmt: skip
    ends = instant(datetime(2026, 11, 30, 17, 30, tzinfo=ZONE))
    assert [state("resolve", at) for at in (ends - DAY - 1, ends - DAY, ends)] == [
        "ahead", "soon", "due",
    ]  # fmt: skip


def test_an_offer_is_owed_by_both_until_it_is_accepted(session: Session, agent, opens) -> None:
    case = opens(agent)
    passing.pass_up(agent, case.id, "supervisor", session.staff_id)
    now = session.now()
    accept = _of(due(session, now), "accept")
    # The giver's time is the time there is.
    assert (accept.due_at, accept.window) == (now + 30 * MINUTE, 10 * MINUTE)
    assert _steps(due(session, now)) == ["notice", "accept"]
    assert _steps(due(agent, now)) == ["rung", "acknowledge", "resolve"]
    passing.accept(session, case.id)
    assert due(agent, now) == []
    found = due(session, now)
    assert _steps(found) == ["notice", "acknowledge", "rung", "resolve"]
    assert _of(found, "rung").due_at == now + 24 * HOUR


def test_nobody_is_above_the_top_so_nothing_is_passed_up(session: Session, agent) -> None:
    values = {"channel": "phone", "place": "internal", "facts": "A kind nurse.", "about": "高伟"}
    opening.open_case(agent, OpenForm("praise", values))
    assert _steps(due(agent, session.now())) == ["resolve"]


def test_who_is_not_here_leaves_it_to_everybody(session: Session, desk, agent, opens) -> None:
    opens(agent)
    other = desk.as_staff("Zhao Min", seat="Desk 3")
    assert due(other, session.now()) == []
    desk.as_staff("Zhao Min", seat="Desk 2")
    assert _steps(due(other, session.now())) == ["rung", "acknowledge", "resolve"]


def test_a_pause_takes_the_days_away_and_gives_them_back(
    session: Session, desk, agent, opens
) -> None:
    case = opens(agent)
    before = _of(due(agent, session.now()), "resolve").due_at
    handling.pause(agent, case.id, "papers")
    desk.clock.advance(DAY)
    assert _steps(due(agent, session.now())) == ["acknowledge"]
    handling.resume(agent, case.id)
    found = due(agent, session.now())
    assert _of(found, "resolve").due_at == before + DAY
    assert "rung" in _steps(found)


def test_several_departments_have_more_days(session: Session, agent, opens) -> None:
    case = opens(agent)
    before = _of(due(agent, session.now()), "resolve").due_at
    handling.set_joint(agent, case.id, True)
    assert _of(due(agent, session.now()), "resolve").due_at == before + 7 * DAY


def test_a_notice_stands_for_its_role_until_it_is_seen(
    session: Session, desk, agent, opens, acts
) -> None:
    case = opens(agent)
    [one] = due(session, session.now())
    notice = CaseNotice.get()
    assert (one.step, one.turn, one.subject_id) == ("notice", notice.id, case.id)
    assert (one.due_at, one.ticket, one.name) == (case.opened_at, "C-0001", "吕敏")
    handling.see_notice(session, notice.id)
    assert due(session, session.now()) == []
    closing.close(agent, case.id, WITHDRAWN)
    assert _steps(due(acts("manager"), session.now())) == ["notice"]
    assert due(session, session.now()) == []


def test_reopening_begins_the_days_anew(session: Session, desk, agent, opens) -> None:
    case = opens(agent)
    desk.clock.advance(HOUR)
    closing.close(agent, case.id, WITHDRAWN)
    desk.clock.advance(7 * DAY)
    closing.reopen(agent, case.id, "She calls again.")
    found = due(agent, session.now())
    # Acknowledged it was once.
    assert _steps(found) == ["rung", "resolve"]
    assert _of(found, "rung").due_at == session.now() + 30 * MINUTE
    ends = instant(datetime(2026, 12, 7, 17, 30, tzinfo=ZONE))
    assert _of(found, "resolve").due_at == ends
    assert facts_of(Case.get_by_id(case.id)).reopened_at == session.now()


def test_every_step_is_one_of_those_said() -> None:
    assert {
        due_of_cases.ACKNOWLEDGE, due_of_cases.RESOLVE, due_of_cases.RUNG, due_of_cases.ACCEPT,
        due_of_cases.NOTICE,
    } == set(get_args(Step))  # fmt: skip


_PACK = builtin("hospital")


@given(st.integers(0, 400 * 24 * 60), st.booleans(), st.integers(0, 3))
def test_a_day_is_worked_out_once_for_all_that_came_in_on_it(
    minutes: int, joint: bool, place: int
) -> None:
    """The short way of `due` and the rule itself say the same."""
    assert _PACK.cases is not None
    assert _PACK.calendar is not None
    kind = _PACK.cases.kinds[0]
    severity = kind.severities[place]
    at = MORNING + minutes * MINUTE
    row = SimpleNamespace(received_at=at, reopened_at=None, joint=joint, calendar="")
    session = SimpleNamespace(pack=SimpleNamespace(digest="", calendar=_PACK.calendar), zone=ZONE)
    found = due_of_cases._resolve_at(session, row, kind, severity, ())  # type: ignore[arg-type]
    facts = ClockFacts(received_at=at, joint=joint)
    ruled = deadlines.clocks(facts, kind, severity, _PACK.calendar, ZONE).resolve_at
    assert found == ruled
    assert local_day(_PACK.calendar, at, ZONE) < local_day(_PACK.calendar, ruled or 0, ZONE)


def test_a_thousand_open_cases_are_read_between_two_keys(session: Session, desk, agent) -> None:
    form = OpenForm("complaint", COMPLAINT)
    for _count in range(20):
        desk.clock.advance(7 * HOUR)
        opening.open_case(agent, form)
    _copy(session, MANY)
    best = min(_timed(agent) for _turn in range(5))
    assert len(due(agent, session.now())) == 3 * MANY
    assert best < AT_MOST
    print("DUE", best)


def _timed(session: Session) -> float:
    due_of_cases._clocks.cache_clear()
    began = time.process_time()
    due(session, session.now())
    return time.process_time() - began


def _copy(session: Session, wanted: int) -> None:
    """More of the same cases, past the verbs: they are only read."""
    execute = session.store.database.execute_sql
    columns = [row[1] for row in execute("PRAGMA table_info(desk_case)").fetchall()][1:]
    values = ["number + :step" if name == "number" else name for name in columns]
    have = Case.select().count()
    for step in range(have, wanted, have):
        execute(
            f"INSERT INTO desk_case ({', '.join(columns)}) SELECT {', '.join(values)}"
            f" FROM desk_case WHERE number <= {have}",
            {"step": step},
        )
