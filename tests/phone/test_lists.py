"""The lists: now, of the day, to call back, owed by me, without outcome, found."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.clock import DAY, HOUR, MINUTE, SECOND
from frontdesk.packs.phone import Phone
from frontdesk.phone import answering, lists, recording, talking
from frontdesk.phone.answering import Ringing
from frontdesk.phone.calls import Call
from frontdesk.phone.recording import CallForm
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task

MOBILE = "13812342046"
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def _states(session: Session) -> list[str]:
    return [line.state(session.now()) for line in lists.live(session)]


def test_the_calls_of_this_moment(session: Session, rings, desk, phone: Phone) -> None:
    first = answering.answer(session, rings(session).id)
    desk.clock.advance(SECOND)
    second = rings(session, "", line="2")
    talking.hold(session, first.id)
    assert _states(session) == ["held", "ringing"]
    answering.answer(session, second.id)
    talking.hang_up(session, second.id, "caller")
    assert _states(session) == ["held", "wrapup"]
    desk.clock.advance(phone.wrap_up)
    assert _states(session) == ["held"]
    assert [line.id for line in lists.without_outcome(session)] == [second.id]
    line = lists.live(session)[0]
    assert (line.ticket, line.phone, line.holds[0].ended_at) == ("L-0001", MOBILE, None)


def test_a_given_up_ring_stands_as_missed_until_it_is_written_down(
    session: Session, rings, desk, phone: Phone
) -> None:
    call = rings(session)
    desk.clock.advance(phone.give_up)
    assert _states(session) == ["missed"]
    [before] = lists.missed(session)
    assert (before.task_id, before.call_id, before.phone) == (None, call.id, MOBILE)
    assert before.missed_at == call.rang_at + phone.give_up
    answering.settle(session)
    assert lists.live(session) == []
    [after] = lists.missed(session)
    assert (after.task_id, after.missed_at, after.due_at) == (
        Task.get().id, before.missed_at, before.due_at,
    )  # fmt: skip


def test_calls_of_the_day_page_by_page(session: Session, rings, desk) -> None:
    for number in range(5):
        rings(session, f"800{number}")
    desk.clock.advance(DAY)
    rings(session)
    day = "2026-11-23"
    found = lists.of_day(session, day, limit=2)
    assert [line.ticket for line in found] == ["L-0005", "L-0004"]
    rest = lists.of_day(session, day, found[-1].number)
    assert [line.ticket for line in rest] == ["L-0003", "L-0002", "L-0001"]
    assert lists.of_day(session, day, rest[-1].number) == []
    assert len(lists.of_day(session, "2026-11-24")) == 1


def test_whom_to_call_back_with_calls_and_attempts(
    session: Session, rings, desk, phone: Phone
) -> None:
    for number in (MOBILE, "13900001111", "", MOBILE):
        answering.caller_gone(session, rings(session, number).id)
        desk.clock.advance(MINUTE)
    first, second, silent = lists.missed(session)
    assert (first.phone, first.count, first.ticket) == (MOBILE, 2, "L-0001")
    assert first.missed_at == Call.get_by_id(4).missed_at
    assert (second.phone, second.count) == ("13900001111", 1)
    assert (silent.task_id, silent.withheld, silent.due_at) == (None, True, None)
    assert (silent.ticket, silent.missed_at) == ("L-0003", Call.get_by_id(3).missed_at)
    tasks.attempt(session, first.task_id, "no_answer")
    later = lists.missed(session)
    assert [one.phone for one in later] == ["13900001111", MOBILE, ""]
    assert [one.outcome for one in later[1].tries] == ["no_answer"]
    assert later[1].due_at == session.now() + phone.call_back_within
    tasks.attempt(session, first.task_id, "reached")
    assert [one.phone for one in lists.missed(session)] == ["13900001111", ""]
    desk.clock.advance(DAY)
    # A call back is owed until it is done; who told no number is nobody's tomorrow.
    assert [one.phone for one in lists.missed(session)] == ["13900001111"]


def test_what_i_promised_and_what_is_offered_to_me(session: Session, rings, desk) -> None:
    other = desk.as_staff("Wang Fang", seat="Desk 2")
    call = answering.answer(session, rings(session).id)
    form = CallForm(
        kind="inquiry", outcome="promised", promise="a map", by=session.now() + HOUR,
        who=other.staff_id,
    )  # fmt: skip
    recording.record(session, call.id, form)
    answering.caller_gone(session, rings(session, "8001").id)
    assert [one.text for one in lists.promises(session, session.staff_id)] == ["a map"]
    assert [one.offered_id for one in lists.promises(session, other.staff_id)] == [other.staff_id]
    assert lists.promises(session, Staff.get(Staff.name == "Zhao Min").id) == []


@pytest.fixture
def recorded(session: Session, rings, desk, known) -> list[int]:
    """Three calls on record; the first of someone known."""
    known("欧阳修")
    found = []
    for number, caller, asked, answer in (
        (MOBILE, "", "Where is the X-ray room?", "Floor 2"),
        ("13900001111", "Li Si", "磁共振要预约吗", "要，三楼服务台"),
        ("01087654321", "张伟", "X-ray results by post", "来自三楼"),
    ):
        call = answering.answer(session, rings(session, number).id)
        form = CallForm(caller, "inquiry", asked, answer, "answered")
        recording.record(session, call.id, form)
        talking.hang_up(session, call.id, "caller")
        desk.clock.advance(MINUTE)
        found.append(call.id)
    return found


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("2046", [0]),
        ("138 1234 2046", [0]),
        ("+86 138 1234 2046", [0]),
        ("４３２１", [2]),
        ("ouyang", [0]),
        ("欧阳", [0]),
        ("x-ray", [2, 0]),
        ("X-RAY post", [2]),
        ("xray", []),
        ("ray-x", []),
        ("磁共振", [1]),
        ("共振", [1]),
        ("三楼", [2, 1]),
        ("台", [1]),
        ("磁三楼", []),
        ("li si", [1]),
        ("张伟", [2]),
        ("L-0002", [1]),
        ("l2", [1]),
        ("", []),
        ("%", []),
        ("'", []),
        ("nothing of it", []),
    ],
)
def test_calls_are_found_by_number_person_and_word(
    session: Session, recorded: list[int], typed: str, places: list[int]
) -> None:
    found = [line.id for line in lists.find(session, typed, 10)]
    assert found == [recorded[place] for place in places]


def test_the_newest_are_found_first_and_no_more_than_asked_for(
    session: Session, recorded: list[int]
) -> None:
    assert [line.id for line in lists.find(session, "三楼", 1)] == [recorded[2]]


@SHARED
@given(st.text(max_size=30))
def test_whatever_is_typed_is_no_error(session: Session, recorded: list[int], typed: str) -> None:
    assert len(lists.find(session, typed, 5)) <= 5


def test_a_record_changed_is_found_by_its_new_words_only(session: Session, rings) -> None:
    call = answering.answer(session, rings(session, "").id)
    recording.record(session, call.id, CallForm(asked="parking"))
    recording.record(session, call.id, CallForm(asked="toilets"))
    assert lists.find(session, "parking", 5) == []
    assert [line.id for line in lists.find(session, "toil", 5)] == [call.id]


def test_a_call_that_was_only_missed_is_found_by_its_number(session: Session, rings) -> None:
    call = rings(session)
    answering.caller_gone(session, call.id)
    assert [line.id for line in lists.find(session, "2046", 5)] == [call.id]


def test_one_call_by_its_id(session: Session) -> None:
    call = answering.ring(session, Ringing())
    line = lists.one(session, call.id)
    assert line is not None
    assert (line.ticket, line.name, line.how) == ("L-0001", "", "hand")
    assert lists.one(session, 999) is None
