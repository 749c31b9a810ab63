"""The clocks of a case: the picture's own case, pauses, joint cases, bars; any story holds."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk import calendar, hours
from frontdesk.calendar import Calendar, Exchanged, Off
from frontdesk.cases import deadlines
from frontdesk.cases.deadlines import ClockFacts, Clocks, LongClock, Pause, TraceLine
from frontdesk.clock import DAY, HOUR, MINUTE, SECOND, Millis, instant
from frontdesk.packs.cases import CaseKind, Rung, Severity
from frontdesk.packs.load import builtin

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = Calendar(work=hours.parse("Mon-Fri 8:00-12:00, 13:30-17:30"))
SERIOUS = Severity(code="serious", starts="affairs", acknowledge=DAY, resolve=5, joint=10)
COMPLAINT = CaseKind(
    code="complaint", series="C", ladder="ladder", severities=(SERIOUS,), fields=(), sections=(),
    outcomes=(), soon=90 * MINUTE, soon_days=DAY,
)  # fmt: skip


def at(day: int, hour: int = 0, minute: int = 0, second: int = 0, month: int = 11) -> Millis:
    return instant(datetime(2026, month, day, hour, minute, second, tzinfo=ZONE))


def worked_out(facts: ClockFacts, severity: Severity = SERIOUS, rules: Calendar = OFFICE) -> Clocks:
    return deadlines.clocks(facts, COMPLAINT, severity, rules, ZONE)


def lines(
    facts: ClockFacts, severity: Severity = SERIOUS, rules: Calendar = OFFICE
) -> tuple[TraceLine, ...]:
    return deadlines.trace(facts, COMPLAINT, severity, rules, ZONE)


def resolving(facts: ClockFacts, now: Millis, rules: Calendar = OFFICE) -> LongClock:
    found = deadlines.resolve_clock(facts, worked_out(facts, rules=rules), rules, ZONE, now)
    assert found is not None
    return found


def acknowledging(facts: ClockFacts, now: Millis) -> LongClock:
    found = deadlines.acknowledge_clock(facts, worked_out(facts), now)
    assert found is not None
    return found


# The case of the picture: said on Sunday at 9:05, looked at on Monday at 7:48:12.
SAID = at(22, 9, 5)
NOW = at(23, 7, 48, 12)
CASE = ClockFacts(received_at=SAID)


def days_line(first: int, last: int, why: str, *numbers: int, name: str = "") -> TraceLine:
    return TraceLine(
        kind="days", first=date(2026, 11, first), last=date(2026, 11, last), numbers=numbers,
        why=why, names=(name,) if name else (),
    )  # fmt: skip


def test_the_times_are_worked_out_as_in_the_picture() -> None:
    assert lines(CASE) == (
        TraceLine(kind="received", at=SAID),
        TraceLine(kind="clock", span=24 * HOUR, at=at(23, 9, 5)),
        days_line(22, 22, "weekend"),
        days_line(23, 23, "working", 1),
        days_line(24, 26, "working", 2, 3, 4),
        days_line(27, 27, "working", 5),
        TraceLine(kind="resolve", at=at(27, 17, 30)),
        TraceLine(kind="holidays"),
    )


def test_both_clocks_stand_as_in_the_picture() -> None:
    first = acknowledging(CASE, NOW)
    assert (first.state, first.due_at) == ("soon", at(23, 9, 5))
    assert first.left == HOUR + 16 * MINUTE + 48 * SECOND
    assert first.marks == (SAID, at(22, 21, 5), at(23, 9, 5))
    # Of 36 cells the 34th and a little are filled, the last of them amber.
    assert int(first.share * 36) == 34
    assert int(first.soon_share * 36) == 33
    second = resolving(CASE, NOW)
    assert (second.state, second.due_at) == ("ahead", at(27, 17, 30))
    assert second.left == 4 * DAY + 9 * HOUR + 41 * MINUTE + 48 * SECOND
    assert [(one.day.day, one.number, one.today) for one in second.parts] == [
        (23, 1, True), (24, 2, False), (25, 3, False), (26, 4, False), (27, 5, False),
    ]  # fmt: skip
    assert second.parts[0].windows == ((at(23, 8), at(23, 12)), (at(23, 13, 30), at(23, 17, 30)))
    assert (second.share, second.parts[0].share) == (0, 0)
    # A day before: on Thursday at 17:30, four fifths of the working time are over.
    assert second.soon_share == 0.8


def test_half_of_a_day_is_half_of_its_part() -> None:
    clock = resolving(CASE, at(24, 13))
    assert [one.share for one in clock.parts] == [1, 0.5, 0, 0, 0]
    assert clock.share == 0.3


@pytest.mark.parametrize(
    ("now", "state", "left"),
    [
        (at(26, 17, 29), "ahead", DAY + MINUTE),
        (at(26, 17, 30), "soon", DAY),
        (at(27, 17, 29), "soon", MINUTE),
        (at(27, 17, 30), "due", 0),
        (at(28, 17, 30), "due", -DAY),
    ],
)
def test_the_resolve_clock_turns(now: Millis, state: str, left: Millis) -> None:
    clock = resolving(CASE, now)
    assert (clock.state, clock.left) == (state, left)
    assert (clock.share == 1) == (state == "due")


def test_what_was_done_keeps_what_was_left() -> None:
    done = msgspec.structs.replace(CASE, acknowledged_at=at(23, 8, 5), closed_at=at(30, 17, 30))
    first, second = acknowledging(done, at(30, 20)), resolving(done, at(30, 20))
    assert (first.state, first.left, first.done_at) == ("done", HOUR, at(23, 8, 5))
    assert (second.state, second.left, second.share) == ("done", -3 * DAY, 1)


def test_several_departments_have_more_days() -> None:
    joint = msgspec.structs.replace(CASE, joint=True)
    assert worked_out(joint).days == 10
    assert worked_out(joint).resolve_at == at(4, 17, 30, month=12)
    alone = msgspec.structs.replace(SERIOUS, joint=None)
    assert worked_out(joint, alone).resolve_at == at(27, 17, 30)
    numbers = [line.numbers for line in lines(joint) if line.numbers]
    assert numbers == [(1,), (2, 3, 4, 5), (6, 7, 8, 9), (10,)]


def test_a_severity_may_ask_for_one_clock_or_none() -> None:
    by_the_clock = Severity(code="x", starts="desk", acknowledge=30 * MINUTE)
    assert [line.kind for line in lines(CASE, by_the_clock)] == ["received", "clock"]
    found = worked_out(CASE, by_the_clock)
    assert (found.acknowledge_at, found.resolve_at, found.days) == (SAID + 30 * MINUTE, None, None)
    assert deadlines.resolve_clock(CASE, found, OFFICE, ZONE, NOW) is None
    by_days = Severity(code="x", starts="desk", resolve=2)
    assert [line.kind for line in lines(CASE, by_days)][:2] == ["received", "days"]
    found = worked_out(CASE, by_days)
    assert (found.acknowledge_at, found.resolve_at) == (None, at(24, 17, 30))
    assert deadlines.acknowledge_clock(CASE, found, NOW) is None
    nothing = Severity(code="x", starts="desk")
    assert lines(CASE, nothing) == (TraceLine(kind="received", at=SAID),)


def test_a_calendar_is_not_asked_where_no_working_days_are_set() -> None:
    never = Calendar(work=hours.parse("closed"))
    by_the_clock = Severity(code="x", starts="desk", acknowledge=DAY)
    assert worked_out(CASE, by_the_clock, never).acknowledge_at == at(23, 9, 5)
    with pytest.raises(ValueError, match="no working time"):
        worked_out(CASE, rules=never)


def test_received_during_a_working_day_the_day_itself_is_not_counted() -> None:
    facts = ClockFacts(received_at=at(20, 10))
    assert lines(facts)[2:5] == (
        days_line(20, 20, "received"),
        days_line(21, 22, "weekend"),
        days_line(23, 23, "working", 1),
    )
    found = worked_out(facts)
    assert found.resolve_at == at(27, 17, 30)
    # The rest of Friday is working time all the same.
    assert found.budget == 40 * HOUR + 6 * HOUR


def test_holidays_and_exchanged_days_are_lines_of_their_own() -> None:
    rules = msgspec.structs.replace(
        OFFICE,
        off=(Off(first="2026-11-25", last="2026-11-27", name="feast"),),
        on=(Exchanged(day="2026-11-28", like="Wed"),),
    )
    assert lines(CASE, rules=rules)[2:] == (
        days_line(22, 22, "weekend"),
        days_line(23, 23, "working", 1),
        days_line(24, 24, "working", 2),
        days_line(25, 27, "holiday", name="feast"),
        days_line(28, 28, "exchanged", 3),
        days_line(29, 29, "weekend"),
        days_line(30, 30, "working", 4),
        TraceLine(
            kind="days", first=date(2026, 12, 1), last=date(2026, 12, 1), numbers=(5,),
            why="working",
        ),
        TraceLine(kind="resolve", at=at(1, 17, 30, month=12)),
        TraceLine(kind="holidays", names=("feast",)),
    )  # fmt: skip


PAUSED = msgspec.structs.replace(
    CASE,
    pauses=(Pause(reason="expert", began_at=at(24, 10), ended_at=at(25, 15)),),
)


def test_a_pause_takes_its_working_time_with_it() -> None:
    # Six hours of Tuesday, five and a half of Wednesday.
    assert worked_out(PAUSED).resolve_at == at(1, 11, 30, month=12)
    assert lines(PAUSED)[-3:-1] == (
        TraceLine(
            kind="paused", at=at(24, 10), until=at(25, 15), why="expert",
            span=11 * HOUR + 30 * MINUTE,
        ),
        TraceLine(kind="resolve", at=at(1, 11, 30, month=12)),
    )  # fmt: skip
    parts = resolving(PAUSED, at(25, 20)).parts
    assert [(one.day.day, one.number) for one in parts] == [
        (23, 1), (24, 2), (25, 3), (26, 4), (27, 5), (30, None), (1, None),
    ]  # fmt: skip
    assert [one.stood for one in parts][:4] == [0, 0.75, 5.5 / 8, 0]
    assert parts[-1].windows[-1] == (
        at(1, 13, 30, month=12),
        at(1, 17, 30, month=12),
    )


def test_the_clock_to_acknowledge_never_stands() -> None:
    assert worked_out(PAUSED).acknowledge_at == at(23, 9, 5)


STANDING = msgspec.structs.replace(CASE, pauses=(Pause(reason="away", began_at=at(25, 9)),))


def test_while_a_pause_is_open_the_clock_stands() -> None:
    found = worked_out(STANDING)
    assert (found.resolve_at, found.standing_since) == (None, at(25, 9))
    assert found.left == 7 * HOUR + 16 * HOUR
    clock = resolving(STANDING, at(30, 8))
    assert (clock.state, clock.due_at, clock.left) == ("standing", None, found.left)
    assert clock.share == 17 / 40
    # If it went on on Monday the 30th at 8:00, it would need until Wednesday.
    assert clock.parts[-1].day == date(2026, 12, 2)
    assert lines(STANDING)[-3:-1] == (
        TraceLine(kind="paused", at=at(25, 9), why="away"),
        TraceLine(kind="resolve", span=found.left),
    )


def test_what_is_left_while_it_stands_knows_the_pauses_before() -> None:
    twice = msgspec.structs.replace(
        CASE, pauses=(*PAUSED.pauses, Pause(reason="away", began_at=at(26, 9)))
    )
    # Monday, two hours of Tuesday, two and a half of Wednesday, one of Thursday had run.
    assert worked_out(twice).left == 40 * HOUR - (13 * HOUR + 30 * MINUTE)


@pytest.mark.parametrize("name", ["Europe/London", "America/New_York", "Australia/Lord_Howe"])
def test_it_is_counted_where_the_desk_stands(name: str) -> None:
    zone = ZoneInfo(name)

    def there(month: int, day: int, hour: int, minute: int = 0) -> Millis:
        return instant(datetime(2026, month, day, hour, minute, tzinfo=zone))

    # Over a change of the clocks in each of the three.
    for month, day in ((10, 1), (10, 22), (10, 29), (3, 5), (3, 26), (4, 2)):
        facts = ClockFacts(
            received_at=there(month, day, 9),
            pauses=(Pause(reason="away", began_at=there(month, day, 10)),),
        )
        found = deadlines.clocks(facts, COMPLAINT, SERIOUS, OFFICE, zone)
        working = 5 + (date(2026, month, day).weekday() < 5)
        assert found.budget == working * 8 * HOUR - HOUR
        assert found.left == found.budget - HOUR
        clock = deadlines.resolve_clock(facts, found, OFFICE, zone, there(month, day, 10))
        assert clock is not None
        running = msgspec.structs.replace(facts, pauses=())
        until = deadlines.clocks(running, COMPLAINT, SERIOUS, OFFICE, zone).resolve_at
        assert clock.parts[-1].windows[-1][1] == until
        told = deadlines.trace(running, COMPLAINT, SERIOUS, OFFICE, zone)
        assert told[-2].at == until
        assert clock.parts[0].windows[0][0] == instant(
            datetime.combine(clock.parts[0].day, time(8), tzinfo=zone)
        )
        assert clock.parts[0].day > date(2026, month, day)


def test_the_day_of_receipt_is_the_day_where_the_desk_stands() -> None:
    # Monday afternoon there, Tuesday here.
    zone = ZoneInfo("America/New_York")
    facts = ClockFacts(received_at=instant(datetime(2026, 11, 16, 15, tzinfo=zone)))
    told = deadlines.trace(facts, COMPLAINT, SERIOUS, OFFICE, zone)
    assert told[2:4] == (days_line(16, 16, "received"), days_line(17, 17, "working", 1))
    found = deadlines.clocks(facts, COMPLAINT, SERIOUS, OFFICE, zone)
    clock = deadlines.resolve_clock(facts, found, OFFICE, zone, facts.received_at)
    assert clock is not None
    assert [one.day.day for one in clock.parts] == [17, 18, 19, 20, 23]
    assert not any(one.today for one in clock.parts)


def test_a_pause_after_the_clock_ran_out_is_no_way_out() -> None:
    late = msgspec.structs.replace(CASE, pauses=(Pause(reason="away", began_at=at(28, 9)),))
    assert worked_out(late).resolve_at == at(27, 17, 30)
    assert resolving(late, at(30, 9)).state == "due"
    assert "paused" not in [line.kind for line in lines(late)]


def test_a_closed_case_stands_no_longer() -> None:
    closed = msgspec.structs.replace(STANDING, closed_at=at(26, 9))
    # Eight working hours were lost: Wednesday from 9:00 to Thursday at 9:00.
    assert worked_out(closed).resolve_at == at(30, 17, 30)
    assert resolving(closed, at(30, 9)).state == "done"
    assert resolving(closed, at(30, 9)).left == 4 * DAY + 8 * HOUR + 30 * MINUTE


def test_opened_again_the_days_begin_anew() -> None:
    reopened = at(10, 9, month=12)
    again = msgspec.structs.replace(PAUSED, acknowledged_at=at(23, 9), reopened_at=reopened)
    found = worked_out(again)
    assert (found.acknowledge_at, found.resolve_at) == (at(23, 9, 5), at(17, 17, 30, month=12))
    kinds = [line.kind for line in lines(again)]
    assert kinds[:4] == ["received", "clock", "reopened", "days"]
    # A pause of the first time moves nothing now.
    assert "paused" not in kinds
    assert acknowledging(again, reopened).state == "done"


def test_a_rung_has_its_time_by_the_clock() -> None:
    rung = Rung(code="desk", roles=("agent",), within=30 * MINUTE, window=5 * MINUTE)
    assert deadlines.rung_until(rung, at(27, 17, 20)) == at(27, 17, 50)


@pytest.mark.parametrize("code", ["hospital", "office", "hotline"])
def test_every_pack_that_comes_with_the_program_can_be_counted(code: str) -> None:
    pack = builtin(code)
    assert pack.cases is not None
    assert pack.calendar is not None
    for kind in pack.cases.kinds:
        for severity in kind.severities:
            facts = ClockFacts(received_at=SAID, joint=True)
            found = deadlines.clocks(facts, kind, severity, pack.calendar, ZONE)
            assert (found.acknowledge_at is None) == (severity.acknowledge is None)
            assert (found.resolve_at is None) == (severity.resolve is None)
            assert deadlines.trace(facts, kind, severity, pack.calendar, ZONE)


# Any story of pauses.


offsets = st.integers(-DAY, 20 * DAY)
pauses = st.builds(
    lambda began, lasts, still: Pause(
        reason="away",
        began_at=SAID + began,
        ended_at=None if still else SAID + began + lasts,
    ),
    offsets,
    st.integers(0, 6 * DAY),
    st.sampled_from([False, False, False, True]),
)
stories = st.builds(
    ClockFacts,
    received_at=offsets.map(lambda offset: SAID + offset),
    joint=st.booleans(),
    pauses=st.lists(pauses, max_size=4).map(tuple),
    acknowledged_at=st.one_of(st.none(), offsets.map(lambda offset: SAID + offset)),
)
calendars = st.builds(
    lambda work, off, on: Calendar(
        work=work,
        off=tuple(Off(first=f"2026-11-{day}", name="feast") for day in sorted(off)),
        on=tuple(Exchanged(day=f"2026-11-{day}", like="Mon") for day in sorted(on)),
    ),
    st.sampled_from(
        [OFFICE.work, hours.parse("daily 0:00-24:00"), hours.parse("Mon/Thu 22:00-24:00")]
    ),
    st.sets(st.integers(20, 30), max_size=4),
    st.sets(st.integers(20, 30), max_size=2),
)


@settings(deadline=None)
@given(stories, calendars)
def test_what_a_pause_takes_is_what_the_deadline_moves_by(
    facts: ClockFacts, rules: Calendar
) -> None:
    found = worked_out(facts, rules=rules)
    start = facts.received_at
    planned = calendar.days_end(rules, start, found.days or 0, ZONE)
    assert found.budget == calendar.working(rules, start, planned, ZONE)
    told = lines(facts, rules=rules)
    lost = sum(line.span for line in told if line.kind == "paused")
    if found.resolve_at is None:
        assert found.standing_since is not None
        assert 0 < found.left <= found.budget
        assert told[-2] == TraceLine(kind="resolve", span=found.left)
    else:
        assert found.resolve_at >= planned
        assert calendar.working(rules, start, found.resolve_at, ZONE) == found.budget + lost
        assert (found.resolve_at > planned) == (lost > 0)


@settings(deadline=None)
@given(stories, calendars, offsets, st.integers(0, 30 * DAY))
def test_as_time_goes_on_a_clock_only_fills(
    facts: ClockFacts, rules: Calendar, one: Millis, more: Millis
) -> None:
    now = facts.received_at + max(0, one)
    order = ["ahead", "soon", "due"]
    before, after = resolving(facts, now, rules), resolving(facts, now + more, rules)
    assert 0 <= before.share <= after.share <= 1
    if before.due_at is None:
        assert (before.state, after.state) == ("standing", "standing")
        assert before.left == after.left
    else:
        assert before.due_at == after.due_at
        assert order.index(before.state) <= order.index(after.state)
        assert before.left - after.left == more
        assert (after.share == 1) == (after.state == "due")
        earlier = {part.day: part.share for part in before.parts}
        assert all(earlier[part.day] <= part.share for part in after.parts)


@settings(deadline=None)
@given(stories, calendars, offsets)
def test_the_bar_has_every_counted_day_in_order(
    facts: ClockFacts, rules: Calendar, later: Millis
) -> None:
    now = facts.received_at + max(0, later)
    found, clock = worked_out(facts, rules=rules), resolving(facts, now, rules)
    days = [part.day for part in clock.parts]
    assert days == sorted(set(days))
    numbered = [n for line in lines(facts, rules=rules) for n in line.numbers]
    assert [part.number for part in clock.parts if part.number] == numbered
    assert numbered == list(range(1, (found.days or 0) + 1))
    counted = calendar.counted(rules, facts.received_at, found.days or 0, ZONE)
    of_trace = {one.day: one.number for one in counted if one.number}
    assert {part.day: part.number for part in clock.parts if part.number} == of_trace
    if not facts.pauses:
        assert len(days) == found.days
    windows = [edge for part in clock.parts for window in part.windows for edge in window]
    assert windows == sorted(windows)
    for part in clock.parts:
        assert part.windows
        assert all(begins < ends for begins, ends in part.windows)
        # What touches is one window.
        assert len({edge for window in part.windows for edge in window}) == 2 * len(part.windows)
        assert 0 <= part.share <= 1
        assert 0 <= part.stood <= 1


@settings(deadline=None)
@given(stories, calendars)
def test_the_days_of_the_trace_leave_none_out(facts: ClockFacts, rules: Calendar) -> None:
    told = [line for line in lines(facts, rules=rules) if line.kind == "days"]
    after = None
    for line in told:
        assert line.first is not None
        assert line.last is not None
        assert after is None or line.first == after
        assert not line.numbers or len(line.numbers) == (line.last - line.first).days + 1
        after = line.last + timedelta(days=1)
    assert told[-1].numbers[-1:] == (10 if facts.joint else 5,)


@settings(deadline=None)
@given(stories, calendars, st.integers(0, 10 * DAY))
def test_resumed_it_runs_on_with_what_was_left(
    facts: ClockFacts, rules: Calendar, later: Millis
) -> None:
    found = worked_out(facts, rules=rules)
    if found.standing_since is None:
        return
    now = max(pause.began_at for pause in facts.pauses) + 7 * DAY + later
    resumed = msgspec.structs.replace(
        facts,
        pauses=tuple(
            msgspec.structs.replace(pause, ended_at=pause.ended_at or now) for pause in facts.pauses
        ),
    )
    again = worked_out(resumed, rules=rules)
    begins = max(now, facts.received_at)
    assert again.resolve_at == calendar.reach(rules, begins, found.left, ZONE)
    assert resolving(facts, begins, rules).parts == resolving(resumed, begins, rules).parts
