"""What is next in the whole desk: emergencies, then minute clocks by due time, then day clocks."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.cases import opening, sheets
from frontdesk.cases.opening import OpenForm
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import HOUR, MINUTE
from frontdesk.desk import emergency, visits, waiting
from frontdesk.desk.directory import Department
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Registration
from frontdesk.phone import answering
from frontdesk.phone.answering import Ringing
from frontdesk.session import Session
from frontdesk.shift import next as what_is_next
from frontdesk.tasks.due import Due

dues = st.builds(
    Due,
    rank=st.sampled_from(["emergency", "minutes", "days"]),
    subject=st.just("visit"),
    subject_id=st.integers(1, 99),
    ticket=st.just("A001"),
    name=st.just(""),
    step=st.just("water"),
    turn=st.just(1),
    due_at=st.integers(0, 10**6),
    window=st.integers(0, 10**5),
)


@given(st.lists(dues, max_size=20))
def test_emergencies_stand_first_and_the_rest_by_due_time(found: list[Due]) -> None:
    ranks = ["emergency", "minutes", "days"]
    ordered = sorted(found, key=Due.order)
    assert [ranks.index(one.rank) for one in ordered] == sorted(
        ranks.index(one.rank) for one in found
    )
    for one, other in pairwise(ordered):
        assert one.rank != other.rank or one.due_at <= other.due_at


@given(dues, st.integers(0, 2 * 10**6), st.integers(0, 10**6))
def test_what_is_due_stays_due(due: Due, now: int, later: int) -> None:
    order = ["ahead", "soon", "due"]
    assert order.index(due.state(now)) <= order.index(due.state(now + later))
    assert (due.state(now) == "due") == (now >= due.due_at)


def _arrive(session: Session, name: str) -> int:
    wanted = Registration(
        None, PersonForm(name), session.pack.purposes[0],
        department_id=Department.listed()[0].id,
    )  # fmt: skip
    return int(visits.register(session, wanted).id)


def test_an_empty_desk_owes_nothing(session: Session) -> None:
    assert what_is_next.due(session) == []
    assert what_is_next.first([], session.now()) is None


def test_the_one_due_longest_stands_first_and_gives_way_when_done(session: Session, desk) -> None:
    first = _arrive(session, "Zhang Wei")
    desk.clock.advance(MINUTE)
    second = _arrive(session, "Li Si")
    desk.clock.advance(10 * MINUTE)
    assert [one.subject_id for one in what_is_next.due(session)] == [first, second]
    waiting.do_step(session, first, "water", 1, waiting.Doing(outcome="given"))
    found = what_is_next.due(session)
    assert [(one.subject_id, one.step) for one in found] == [(second, "water"), (first, "check")]
    assert what_is_next.first(waiting.waiting_list(session), session.now()) == found[0]
    emergency.raise_visit(session, first, ("doctor",))
    assert what_is_next.due(session)[0].subject_id == first


def test_rings_records_and_promises_stand_among_the_waiting(session: Session, desk) -> None:
    visit = _arrive(session, "Zhang Wei")
    desk.clock.advance(4 * MINUTE)
    call = answering.ring(session, Ringing("8001", how="hook"))
    gone = answering.ring(session, Ringing("8002", how="hook"))
    answering.caller_gone(session, gone.id)
    found = what_is_next.due(session)
    assert [(one.subject, one.step) for one in found] == [
        ("call", "answer"), ("visit", "water"), ("task", "callback"),
    ]  # fmt: skip
    waiters = waiting.waiting_list(session)
    others = what_is_next.beside(session)
    assert what_is_next.first(waiters, session.now(), others) == found[0]
    assert what_is_next.first(waiters, session.now()) == found[1]
    answering.answer(session, call.id)
    assert what_is_next.due(session)[0].subject_id == visit
    emergency.raise_visit(session, visit, ("doctor",))
    assert what_is_next.due(session)[0].rank == "emergency"


def test_day_clocks_of_cases_stand_after_the_minute_clocks(session: Session, desk) -> None:
    values = {
        "person": "吕敏", "channel": "phone", "place": "internal", "facts": "70 minutes",
        "severity": "ordinary",
    }  # fmt: skip
    case = opening.open_case(session, OpenForm("complaint", values))
    desk.clock.advance(HOUR)
    visit = _arrive(session, "Zhang Wei")
    found = what_is_next.due(session)
    assert [(one.subject, one.step) for one in found] == [
        ("visit", "water"), ("case", "notice"), ("case", "rung"), ("case", "acknowledge"),
        ("case", "resolve"),
    ]  # fmt: skip
    assert (found[0].subject_id, found[1].subject_id) == (visit, case.id)
    sheets.send_sheet(session, case.id, Sheet("laboratory", "When?", session.now() + HOUR))
    assert what_is_next.beside(session)[0].step == "sheet"


def test_two_windows_see_the_same_thing_next(session: Session, desk) -> None:
    _arrive(session, "Zhang Wei")
    desk.clock.advance(6 * MINUTE)
    other = desk.as_staff("Wang Fang", seat="Desk 2")
    assert what_is_next.due(other) == what_is_next.due(session)
