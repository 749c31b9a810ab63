"""What days give the figures of cases to count, on a real database."""

from collections.abc import Callable
from datetime import datetime

import pytest

from frontdesk.cases import closing, figures, handling, measured, passing
from frontdesk.cases.cases import Case
from frontdesk.cases.closing import Closing
from frontdesk.cases.figures import CaseFact
from frontdesk.clock import DAY, HOUR, MINUTE, instant
from frontdesk.desk import visits
from frontdesk.desk.directory import Department
from frontdesk.desk.people import PersonForm
from frontdesk.phone import answering
from frontdesk.phone.answering import Ringing
from frontdesk.phone.figures import Rate
from frontdesk.session import Session
from tests.conftest import ZONE

RESOLVED = Closing(
    "resolved", "Results are told by telephone now.", "phone", accepted=True,
    cause="Nobody was named.", fault="ours", lesson="Name one.",
)  # fmt: skip


def rate(part: int, whole: int, excluded: int = 0) -> Rate:
    return Rate(value=part / whole if whole else None, n=whole, excluded=excluded)


@pytest.fixture
def facts(session: Session) -> Callable[[], list[CaseFact]]:
    """The cases of today, as the figures take them."""
    day = session.today()
    return lambda: measured.case_facts(session, day, day)


def test_a_desk_without_cases_has_no_figures(session: Session) -> None:
    day = session.today()
    assert measured.case_facts(session, day, day) == []
    assert measured.open_facts(session) == []
    assert measured.contacts(session, day, day) == 0


def test_a_case_told_by_its_clocks(session: Session, desk, opens, facts) -> None:
    case = opens()
    (found,) = facts()
    assert found == CaseFact(
        received_at=case.received_at,
        acknowledge_by=case.received_at + 24 * HOUR,
        resolve_by=instant(datetime(2026, 11, 30, 17, 30, tzinfo=ZONE)),
        rungs=("desk", "supervisor", "affairs", "manager"),
        highest="desk",
        first_rung_until=case.opened_at + 30 * MINUTE,
        reopen_within=30 * DAY,
    )


def test_in_time_late_and_open_past_due(session: Session, desk, opens, facts) -> None:
    quick, slow, left, gone = (opens() for _ in range(4))
    desk.clock.advance(10 * MINUTE)
    closing.close(session, quick.id, RESOLVED)
    handling.acknowledge(session, slow.id, "phone")
    closing.close(session, gone.id, Closing("withdrawn", "She thought better of it.", "phone"))
    assert figures.solved_on_the_spot(facts(), session.now()) == rate(1, 1, 3)
    desk.clock.advance(2 * DAY)
    assert figures.acknowledged_in_time(facts(), session.now()) == rate(3, 4)
    assert figures.resolved_in_time(facts(), session.now()) == rate(1, 1, 3)
    desk.clock.advance(10 * DAY)
    closing.close(session, slow.id, RESOLVED)
    assert figures.resolved_in_time(facts(), session.now()) == rate(1, 3, 1)
    assert figures.resolution_rate(facts()) == rate(2, 3, 1)
    assert figures.solved_on_the_spot(facts(), session.now()) == rate(1, 3, 1)
    first = figures.first_response(facts(), session.now())
    assert (first.median, first.p90, first.n) == (10 * MINUTE, 12 * DAY + 10 * MINUTE, 4)
    assert [one.received_at for one in measured.open_facts(session)] == [left.received_at]


def test_a_clock_that_stands_is_not_judged(session: Session, desk, opens, facts) -> None:
    case = opens()
    handling.pause(session, case.id, "papers")
    desk.clock.advance(30 * DAY)
    assert facts()[0].resolve_by is None
    assert figures.resolved_in_time(facts(), session.now()) == rate(0, 0, 1)
    handling.resume(session, case.id)
    by = facts()[0].resolve_by
    assert by is not None
    assert by > session.now()


def test_one_passed_up_was_not_solved_on_the_spot(
    session: Session, desk, opens, acts, who, facts
) -> None:
    case = opens()
    passing.pass_up(acts("agent"), case.id, "supervisor", who("Li Na"))
    passing.accept(acts("supervisor"), case.id)
    closing.close(acts("supervisor"), case.id, RESOLVED)
    assert facts()[0].highest == "supervisor"
    assert figures.solved_on_the_spot(facts(), session.now()) == rate(0, 1)
    assert figures.rung_reached(facts()).rungs == (
        ("desk", 0), ("supervisor", 1), ("affairs", 0), ("manager", 0),
    )  # fmt: skip


def test_opened_anew_its_days_begin_anew(session: Session, desk, opens, facts) -> None:
    case = opens()
    closing.close(session, case.id, RESOLVED)
    before = facts()[0].resolve_by
    desk.clock.advance(20 * DAY)
    assert figures.reopened(facts(), session.now()) == rate(0, 0, 1)
    closing.reopen(session, case.id, "It happened again.")
    (found,) = facts()
    assert (found.reopened, found.closed_at, found.ended) == (1, None, "")
    assert before is not None
    # Due on Monday the 30th; opened anew on Sunday 13 December, on Friday the 18th.
    assert found.resolve_by == before + 18 * DAY
    assert figures.reopened(facts(), session.now()) == rate(1, 1)
    assert figures.solved_on_the_spot(facts(), session.now()) == rate(0, 1)


def _joined(session: Session, opens) -> tuple[Case, str]:
    case, other = opens(), opens()
    closing.close(
        session, case.id, Closing("duplicate", "We have it already.", "phone", other_id=other.id)
    )
    return case, "duplicate"


def _outside(session: Session, opens) -> tuple[Case, str]:
    case = opens()
    closing.close(
        session, case.id, Closing("outside", "It is the city's road.", "phone", where="the city")
    )
    return case, "outside"


@pytest.mark.parametrize("end", [_joined, _outside])
def test_how_it_ended_is_told_by_what_the_outcome_needs(
    session: Session, opens, facts, end
) -> None:
    _case, ended = end(session, opens)
    assert facts()[0].ended == ended


def test_every_outcome_of_the_pack_is_one_sort_of_end(session: Session) -> None:
    assert session.pack.cases is not None
    for kind in session.pack.cases.kinds:
        ends = {one.code: measured._ended(kind, one.code) for one in kind.outcomes}
        assert ends[kind.outcomes[0].code] == "answered"
        assert all(ends.values())
        assert ends.get("withdrawn", "withdrawn") == "withdrawn"


def test_of_one_kind_and_of_the_days_alone(session: Session, desk, opens) -> None:
    first = session.today()
    opens()
    opens(kind="suggestion", place="", wish="", severity="")
    desk.clock.advance(DAY)
    opens()
    day = session.today()
    assert len(measured.case_facts(session, first, first)) == 2
    assert len(measured.case_facts(session, first, day)) == 3
    assert len(measured.case_facts(session, first, day, "complaint")) == 2
    assert len(measured.open_facts(session, "suggestion")) == 1


def test_contacts_are_who_was_answered_and_who_came(session: Session, desk) -> None:
    day = session.today()
    answering.answer(session, answering.ring(session, Ringing("13812342046", "1")).id)
    desk.clock.advance(MINUTE)
    answering.caller_gone(session, answering.ring(session, Ringing("13900002222", "1")).id)
    wanted = visits.Registration(
        None, PersonForm("张伟"), session.pack.purposes[0],
        department_id=Department.listed()[0].id,
    )  # fmt: skip
    visits.register(session, wanted)
    assert measured.contacts(session, day, day) == 2
    assert measured.contacts(session, "2026-11-24", "2026-11-30") == 0


def test_ages_are_parted_at_the_times_of_the_kind(session: Session) -> None:
    assert measured.edges(session.pack, "complaint") == (DAY, 5 * DAY, 10 * DAY, 30 * DAY)
    assert measured.edges(session.pack, "lost") == (DAY, 20 * DAY, 30 * DAY)
