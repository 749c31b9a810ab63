"""Time at the desk: instants in UTC, business days in its zone, a clock that only goes forward."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.clock import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    FixedClock,
    Jump,
    OffsetClock,
    SystemClock,
    Tick,
    business_day,
    instant,
    local,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
AT_FOUR = 4 * HOUR
instants = st.integers(0, 4_000_000_000_000)


@given(instants, st.sampled_from([SHANGHAI, BERLIN, None]))
def test_an_instant_shown_in_a_zone_is_the_same_instant(at: int, zone: ZoneInfo | None) -> None:
    assert instant(local(at, zone)) == at


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 23, 4, 0, tzinfo=UTC), "2026-11-23"),
        (datetime(2026, 11, 23, 3, 59, 59, tzinfo=UTC), "2026-11-22"),
        (datetime(2026, 11, 23, 23, 59, tzinfo=UTC), "2026-11-23"),
        (datetime(2026, 11, 24, 0, 1, tzinfo=UTC), "2026-11-23"),
        (datetime(2027, 1, 1, 2, 0, tzinfo=UTC), "2026-12-31"),
    ],
)
def test_the_business_day_begins_at_the_packs_hour(moment: datetime, day: str) -> None:
    for zone in (SHANGHAI, BERLIN):
        assert business_day(instant(moment.replace(tzinfo=zone)), AT_FOUR, zone) == day


def test_the_day_may_begin_at_half_past() -> None:
    half_past = 4 * HOUR + 30 * MINUTE
    at = instant(datetime(2026, 11, 23, 4, 29, tzinfo=SHANGHAI))
    assert business_day(at, half_past, SHANGHAI) == "2026-11-22"
    assert business_day(at + MINUTE, half_past, SHANGHAI) == "2026-11-23"


@pytest.mark.parametrize(
    "date", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]
)
def test_a_changed_summer_time_moves_no_business_day(date: datetime) -> None:
    before = instant(date.replace(hour=3, minute=59, tzinfo=BERLIN))
    after = instant(date.replace(hour=4, tzinfo=BERLIN))
    assert business_day(before, AT_FOUR, BERLIN) == (date - timedelta(days=1)).date().isoformat()
    assert business_day(after, AT_FOUR, BERLIN) == date.date().isoformat()


@given(instants, st.integers(0, 3 * DAY))
def test_business_days_never_go_back(at: int, later: int) -> None:
    assert business_day(at, AT_FOUR, BERLIN) <= business_day(at + later, AT_FOUR, BERLIN)


def test_a_tick_that_finds_nothing_says_nothing() -> None:
    clock = FixedClock(10**12)
    tick = Tick(clock)
    for span in (SECOND, HOUR, DAY):
        clock.advance(span)
        assert tick.check() is None


@pytest.mark.parametrize("by", [-HOUR, -3 * SECOND, 3 * SECOND, DAY])
def test_a_moved_clock_is_reported_once_by_how_much(by: int) -> None:
    clock = FixedClock(10**12)
    tick = Tick(clock)
    clock.advance(SECOND)
    clock.set_wall(clock.now() + by)
    assert tick.check() == Jump(by)
    clock.advance(SECOND)
    assert tick.check() is None


def test_a_clock_set_right_by_a_little_is_no_news() -> None:
    clock = FixedClock(10**12)
    tick = Tick(clock)
    clock.set_wall(clock.now() - 2 * SECOND)
    assert tick.check() is None


def test_a_shifted_clock_goes_on_as_its_base() -> None:
    base = FixedClock(10**12, 5)
    shifted = OffsetClock(base, -HOUR)
    base.advance(MINUTE)
    assert shifted.now() == 10**12 - HOUR + MINUTE
    assert shifted.running() == 5 + MINUTE


def test_the_machines_clock_tells_milliseconds_and_runs_forward() -> None:
    clock = SystemClock()
    # Between 2020 and 2100: neither seconds nor microseconds.
    assert 1_577_000_000_000 < clock.now() < 4_102_000_000_000
    first = clock.running()
    assert clock.running() >= first
