"""Working time against a slow model that looks at every minute, in zones with summer time."""

import time
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk import calendar, hours
from frontdesk.calendar import Calendar, Counted, Exchanged, Off, Pauses
from frontdesk.clock import DAY, HOUR, MINUTE, Millis, instant, local
from frontdesk.hours import DAYS, MIDNIGHT, Hours, Span
from frontdesk.packs import reading

NAMES = (
    "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "Africa/Cairo",
)  # fmt: skip
ZONES = tuple(ZoneInfo(name) for name in NAMES)
LONDON, NEW_YORK, LORD_HOWE, SHANGHAI, CAIRO = ZONES
# Midnight jumped here, and a whole day was left out there.
ST_JOHNS, APIA = ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia")

OFFICE = hours.parse("Mon-Fri 8:00-12:00, 13:30-17:30")
PLAIN = Calendar(work=OFFICE)
FIRST, LAST = date(1990, 1, 1), date(2050, 12, 31)
# How far the slow model looks.
HORIZON = 16 * DAY


def at(zone: ZoneInfo, *parts: int) -> Millis:
    return instant(datetime(*parts, tzinfo=zone))  # type: ignore[arg-type, misc]


def whole_day(spans: str) -> Calendar:
    return Calendar(work=hours.parse(f"daily {spans}"))


# The slow model.


class Minute(msgspec.Struct, frozen=True):
    """A minute that works: when it begins, and the local day that it lies on."""

    begins: Millis
    day: date


def slow_day(rules: Calendar, day: date) -> tuple[Span, ...]:
    for exchanged in rules.on:
        if exchanged.day == day.isoformat():
            return rules.work.week[DAYS.index(exchanged.like)]
    for off in rules.off:
        if off.first <= day.isoformat() <= (off.last or off.first):
            return ()
    return rules.work.week[day.weekday()]


def slow_minutes(rules: Calendar, zone: ZoneInfo, begins: Millis, ends: Millis) -> Iterator[Minute]:
    """Every working minute between two whole minutes, by what a clock on the wall shows."""
    shown: date | None = None
    open_at: frozenset[int] = frozenset()
    for minute in range(begins // MINUTE, ends // MINUTE):
        wall = datetime.fromtimestamp(minute * 60, zone)
        if wall.date() != shown:
            shown = wall.date()
            spans = slow_day(rules, shown)
            open_at = frozenset(m for span in spans for m in range(span.begins, span.ends))
        if wall.hour * 60 + wall.minute in open_at:
            yield Minute(minute * MINUTE, shown)


def paused(pauses: Pauses, begins: Millis) -> bool:
    return any(first <= begins and (last is None or begins < last) for first, last in pauses)


# What it is tried with.


def jumps(zone: ZoneInfo) -> list[date]:
    """The days on which the clocks of `zone` were moved."""
    found, before = [], None
    for number in range((LAST - FIRST).days):
        day = FIRST + timedelta(days=number)
        offset = datetime(day.year, day.month, day.day, tzinfo=UTC).astimezone(zone).utcoffset()
        if before is not None and offset != before:
            found.append(day)
        before = offset
    return found


JUMPS = {zone: jumps(zone) for zone in ZONES}
# Clocks are moved at night: windows there are worth more than elsewhere.
edges = st.one_of(st.integers(0, 16).map(lambda n: n * 15), st.integers(0, MIDNIGHT))


@st.composite
def weeks(draw: st.DrawFn) -> Hours:
    kinds: list[tuple[Span, ...]] = []
    for _kind in range(2):
        found = sorted(draw(st.sets(edges, max_size=6)))
        pairs = zip(found[::2], found[1::2], strict=False)
        kinds.append(tuple(Span(begins, ends) for begins, ends in pairs))
    return Hours(tuple(draw(st.sampled_from((*kinds, kinds[0], ()))) for _day in DAYS))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Calendar, ZoneInfo, Millis]:
    """A calendar with all that may be in it, a zone, and a minute to start from."""
    zone = draw(st.sampled_from(ZONES))
    anywhere = st.dates(FIRST, LAST)
    near = st.sampled_from(JUMPS[zone]) if JUMPS[zone] else anywhere
    base = draw(st.one_of(near, near, anywhere)) - timedelta(days=draw(st.integers(0, 4)))

    def some_day() -> date:
        return base + timedelta(days=draw(st.integers(-2, 14)))

    off = []
    for number in range(draw(st.integers(0, 3))):
        first = some_day()
        last = first + timedelta(days=draw(st.integers(0, 5)))
        off.append(Off(first=first.isoformat(), last=last.isoformat(), name=f"h{number}"))
    on = {
        some_day().isoformat(): draw(st.sampled_from(DAYS)) for _n in range(draw(st.integers(0, 3)))
    }
    rules = Calendar(
        work=draw(weeks()),
        off=tuple(off),
        on=tuple(Exchanged(day=day, like=like) for day, like in on.items()),  # type: ignore[arg-type]
    )
    return rules, zone, at(zone, base.year, base.month, base.day) + draw(minutes) * MINUTE


minutes = st.integers(0, 2 * MIDNIGHT)
offsets = st.integers(-2, 14).flatmap(lambda day: minutes.map(lambda m: day * DAY + m * MINUTE))
pause_lists = st.lists(st.tuples(offsets, st.one_of(st.none(), offsets)), max_size=3)


def moved(start: Millis, pauses: list[tuple[Millis, Millis | None]]) -> Pauses:
    return tuple((start + a, None if b is None else start + a + b) for a, b in pauses)


@settings(deadline=None, max_examples=150)
@given(worlds(), pause_lists, st.integers(0, HORIZON // MINUTE))
def test_working_time_is_every_minute_that_works(
    world: tuple[Calendar, ZoneInfo, Millis],
    stood: list[tuple[Millis, Millis | None]],
    lasts: int,
) -> None:
    rules, zone, start = world
    pauses, ends = moved(start, stood), start + lasts * MINUTE
    found = list(slow_minutes(rules, zone, start, ends))
    assert calendar.working(rules, start, ends, zone) == len(found) * MINUTE
    left = [one for one in found if not paused(pauses, one.begins)]
    assert calendar.working(rules, start, ends, zone, pauses) == len(left) * MINUTE


@settings(deadline=None, max_examples=150)
@given(worlds(), pause_lists, st.integers(1, 4_000))
def test_a_budget_is_reached_on_the_very_minute(
    world: tuple[Calendar, ZoneInfo, Millis],
    stood: list[tuple[Millis, Millis | None]],
    budget: int,
) -> None:
    rules, zone, start = world
    pauses, horizon = moved(start, stood), start + HORIZON
    run = [
        one.begins
        for one in slow_minutes(rules, zone, start, horizon)
        if not paused(pauses, one.begins)
    ]
    wanted = run[budget - 1] + MINUTE if len(run) >= budget else None
    try:
        found = calendar.reach(rules, start, budget * MINUTE, zone, pauses)
    except ValueError:
        # Exchanged days alone, and not enough of them.
        assert not any(rules.work.week)
        assert wanted is None
        return
    if wanted is None:
        assert found is None or found > horizon
    else:
        assert found == wanted


@settings(deadline=None, max_examples=150)
@given(worlds(), st.integers(1, 5))
def test_working_days_are_counted_after_the_day_of_the_start(
    world: tuple[Calendar, ZoneInfo, Millis], days: int
) -> None:
    rules, zone, start = world
    first = local(start, zone).date()
    ends: dict[date, Millis] = {}
    for one in slow_minutes(rules, zone, start, start + HORIZON):
        if one.day > first:
            ends[one.day] = one.begins + MINUTE
    # The last of them may lie across the horizon.
    wanted = sorted(ends)[:-1]
    try:
        found = calendar.days_end(rules, start, days, zone)
        told = calendar.counted(rules, start, days, zone)
    except ValueError:
        assert not any(rules.work.week)
        assert len(ends) < days
        return
    if len(wanted) < days:
        assert found > start + HORIZON - 2 * DAY or len(ends) == days
        return
    assert found == ends[wanted[days - 1]]
    assert [one.day for one in told] == [
        first + timedelta(days=n) for n in range((wanted[days - 1] - first).days + 1)
    ]
    assert [one.day for one in told if one.number] == wanted[:days]
    assert [one.number for one in told if one.number] == list(range(1, days + 1))
    exchanged = {one.day for one in rules.on}
    for one in told:
        works = bool(slow_day(rules, one.day))
        assert (one.why in ("working", "exchanged")) == (one.number is not None)
        assert (one.why == "exchanged") == (bool(one.number) and one.day.isoformat() in exchanged)
        assert (one.why == "received") == (one.day == first and works)
        assert (one.why == "holiday") == bool(one.name)
        if one.why in ("weekend", "holiday"):
            assert not works


@given(worlds(), st.integers(0, 9 * DAY), st.integers(0, 9 * DAY), st.integers(0, 9 * DAY))
def test_time_adds_up_to_the_millisecond(
    world: tuple[Calendar, ZoneInfo, Millis], one: int, two: int, three: int
) -> None:
    rules, zone, start = world
    a, b, c = (start + part for part in sorted((one, two, three)))
    whole = calendar.working(rules, a, c, zone)
    assert whole == calendar.working(rules, a, b, zone) + calendar.working(rules, b, c, zone)
    assert 0 <= whole <= c - a
    assert calendar.working(rules, c, a, zone) == 0
    if whole:
        reached = calendar.reach(rules, a, whole, zone)
        assert reached is not None
        assert a < reached <= c
        assert calendar.working(rules, a, reached, zone) == whole
        assert calendar.working(rules, a, reached - 1, zone) == whole - 1
    stretches = list(calendar.stretches(rules, a, zone, c))
    borders = [edge for stretch in stretches for edge in (stretch.begins, stretch.ends)]
    assert borders == sorted(borders)
    assert all(stretch.begins < stretch.ends for stretch in stretches)


@given(worlds(), st.sampled_from(NAMES), st.sampled_from([*ZONES, None]))
def test_a_calendar_with_a_zone_does_not_ask_where_the_desk_stands(
    world: tuple[Calendar, ZoneInfo, Millis], name: str, desk: ZoneInfo | None
) -> None:
    rules, _zone, start = world
    named = msgspec.structs.replace(rules, zone=name)
    by_name = calendar.working(named, start, start + 9 * DAY, desk)
    assert by_name == calendar.working(rules, start, start + 9 * DAY, ZoneInfo(name))
    assert calendar.local_day(named, start, desk) == local(start, ZoneInfo(name)).date()


@given(worlds(), pause_lists, st.integers(1, 5 * DAY))
def test_the_order_of_pauses_does_not_matter_and_an_open_one_ends_the_count(
    world: tuple[Calendar, ZoneInfo, Millis],
    stood: list[tuple[Millis, Millis | None]],
    budget: int,
) -> None:
    rules, zone, start = world
    rules = msgspec.structs.replace(rules, work=OFFICE)
    pauses = moved(start, stood)
    found = calendar.reach(rules, start, budget, zone, pauses)
    assert found == calendar.reach(rules, start, budget, zone, pauses[::-1])
    ends = [first for first, last in pauses if last is None]
    if not ends:
        assert found is not None
    elif found is not None:
        assert found <= min(ends)


# Single days that are known.


@pytest.mark.parametrize(
    ("zone", "day", "spans", "lasts"),
    [
        # The clocks go from 1:00 to 2:00, and from 2:00 back to 1:00.
        (LONDON, (2026, 3, 29), "0:30-3:00", 90),
        (LONDON, (2026, 3, 29), "1:00-2:00", 0),
        (LONDON, (2026, 10, 25), "0:30-1:30", 90),
        (LONDON, (2026, 10, 25), "1:30-2:30", 90),
        (LONDON, (2026, 10, 25), "1:10-1:20", 20),
        (LONDON, (2026, 10, 25), "0:00-24:00", 25 * 60),
        (NEW_YORK, (2026, 3, 8), "0:00-24:00", 23 * 60),
        (NEW_YORK, (2026, 11, 1), "9:00-17:00", 8 * 60),
        # Half an hour.
        (LORD_HOWE, (2026, 4, 5), "1:00-3:00", 150),
        (LORD_HOWE, (2026, 10, 4), "1:00-3:00", 90),
        # Midnight itself: 0:00 is 1:00, and 24:00 is 23:00.
        (CAIRO, (2010, 4, 30), "0:00-8:00", 7 * 60),
        (CAIRO, (2010, 8, 10), "22:00-24:00", 180),
        (SHANGHAI, (2026, 3, 29), "0:30-3:00", 150),
        # One minute after midnight it was 23:01 of the day before.
        (ST_JOHNS, (2010, 11, 6), "22:00-24:00", 120 + 59),
        (ST_JOHNS, (2010, 11, 7), "0:00-8:00", 8 * 60 + 1),
        # A day that never was.
        (APIA, (2011, 12, 30), "0:00-24:00", 0),
    ],
)
def test_what_a_window_lasts_when_the_clocks_are_moved(
    zone: ZoneInfo, day: tuple[int, int, int], spans: str, lasts: int
) -> None:
    when = date(*day)
    rules = Calendar(work=hours.parse("closed"), on=(Exchanged(day=when.isoformat(), like="Mon"),))
    rules = msgspec.structs.replace(rules, work=hours.parse(f"Mon {spans}"))
    # Only the exchanged day works like a Monday; Mondays themselves are off.
    off = Off(first="1990-01-01", last="2050-12-31", name="else")
    rules = msgspec.structs.replace(rules, off=(off,))
    begins = at(zone, *day) - 2 * DAY
    assert calendar.working(rules, begins, begins + 5 * DAY, zone) == lasts * MINUTE


def test_a_day_ends_with_its_last_window_even_when_its_last_hour_comes_twice() -> None:
    late = whole_day("20:00-24:00")
    start = at(ST_JOHNS, 2010, 11, 5, 12)
    ends = calendar.days_end(late, start, 1, ST_JOHNS)
    assert ends == at(ST_JOHNS, 2010, 11, 7) + HOUR
    assert local(ends, ST_JOHNS).date() == date(2010, 11, 7)


def test_a_day_that_never_was_is_counted_by_nobody() -> None:
    start = at(APIA, 2011, 12, 28, 12)
    told = calendar.counted(whole_day("8:00-16:00"), start, 2, APIA)
    assert [(one.day.day, one.why, one.number) for one in told] == [
        (28, "received", None), (29, "working", 1), (30, "closed", None), (31, "working", 2),
    ]  # fmt: skip


def test_the_five_working_days_of_the_picture() -> None:
    start = at(SHANGHAI, 2026, 11, 22, 9, 5)
    assert calendar.days_end(PLAIN, start, 5, SHANGHAI) == at(SHANGHAI, 2026, 11, 27, 17, 30)
    told = calendar.counted(PLAIN, start, 5, SHANGHAI)
    assert [one.why for one in told] == ["weekend"] + ["working"] * 5
    assert told[1] == Counted(day=date(2026, 11, 23), why="working", number=1)


NATIONAL = Calendar(
    work=OFFICE,
    off=(
        Off(first="2026-09-25", last="2026-09-27", name="mid_autumn"),
        Off(first="2026-10-01", last="2026-10-07", name="national_day"),
    ),
    on=(
        Exchanged(day="2026-09-20", like="Tue"),
        Exchanged(day="2026-10-03", like="Fri"),
        Exchanged(day="2026-10-10", like="Wed"),
    ),
)


def test_an_exchanged_day_goes_before_a_holiday_and_a_holiday_before_the_week() -> None:
    windows = OFFICE.week[0]
    days = {
        date(2026, 9, 20): windows, date(2026, 9, 24): windows, date(2026, 9, 25): (),
        date(2026, 9, 27): (), date(2026, 9, 28): windows, date(2026, 10, 3): windows,
        date(2026, 10, 7): (), date(2026, 10, 10): windows, date(2026, 10, 11): (),
    }  # fmt: skip
    assert {day: calendar.day_windows(NATIONAL, day) for day in days} == days


def test_why_each_day_counts_or_does_not() -> None:
    told = calendar.counted(NATIONAL, at(SHANGHAI, 2026, 9, 30, 10), 4, SHANGHAI)
    assert [(one.day.day, one.why, one.number, one.name) for one in told] == [
        (30, "received", None, ""),
        (1, "holiday", None, "national_day"),
        (2, "holiday", None, "national_day"),
        (3, "exchanged", 1, ""),
        (4, "holiday", None, "national_day"),
        (5, "holiday", None, "national_day"),
        (6, "holiday", None, "national_day"),
        (7, "holiday", None, "national_day"),
        (8, "working", 2, ""),
        (9, "working", 3, ""),
        (10, "exchanged", 4, ""),
    ]


def test_a_weekday_without_hours_is_closed_and_no_weekend() -> None:
    rules = Calendar(
        work=hours.parse("Mon-Tue/Thu-Sat 9:00-17:00"),
        on=(Exchanged(day="2026-11-26", like="Wed"),),
    )
    told = calendar.counted(rules, at(SHANGHAI, 2026, 11, 24, 20), 3, SHANGHAI)
    assert [one.why for one in told] == [
        "received", "closed", "closed", "working", "working", "weekend", "working",
    ]  # fmt: skip


def test_holidays_may_overlap_and_stand_in_any_order() -> None:
    rules = Calendar(
        work=hours.parse("daily 9:00-17:00"),
        off=(
            Off(first="2026-11-25", name="short"),
            Off(first="2026-11-20", last="2026-11-28", name="long"),
            Off(first="2026-11-22", last="2026-11-23", name="within"),
        ),
    )
    free = [day for day in range(18, 31) if not calendar.day_windows(rules, date(2026, 11, day))]
    assert free == list(range(20, 29))


# Decades, and calendars that make no sense.


@given(st.dates(FIRST, date(1999, 12, 31)), st.integers(1, 15_000), st.sampled_from(ZONES))
@settings(deadline=None, max_examples=15)
def test_it_counts_over_sixty_years(first: date, days: int, zone: ZoneInfo) -> None:
    start = at(zone, first.year, first.month, first.day, 10)
    working = [
        first + timedelta(days=n)
        for n in range(1, days * 7 // 5 + 8)
        if (first + timedelta(days=n)).weekday() < 5
    ]
    last = working[days - 1]
    ends = calendar.days_end(PLAIN, start, days, zone)
    assert ends == at(zone, last.year, last.month, last.day, 17, 30)
    rest = 4 * 60 - 120 + 4 * 60 if first.weekday() < 5 else 0
    lasts = days * 8 * HOUR + rest * MINUTE
    assert calendar.working(PLAIN, start, ends, zone) == lasts
    assert calendar.reach(PLAIN, start, lasts, zone) == ends
    assert bisect_left(working, last) == days - 1


FOR_EVER = Off(first="1900-01-01", last="9999-12-31", name="for_ever")


@pytest.mark.parametrize(
    "rules",
    [
        Calendar(work=hours.parse("closed")),
        Calendar(work=hours.parse("closed"), on=(Exchanged(day="2026-11-23", like="Tue"),)),
        Calendar(work=OFFICE, off=(FOR_EVER,)),
        Calendar(work=OFFICE, off=(FOR_EVER,), on=(Exchanged(day="2026-11-23", like="Sat"),)),
        # One hour in a hundred years.
        Calendar(
            work=hours.parse("Mon 8:00-9:00"),
            off=(FOR_EVER,),
            on=(Exchanged(day="2026-11-30", like="Mon"),),
        ),
        # Only while the clocks of this zone skip it.
        Calendar(
            work=hours.parse("Mon 1:00-2:00"),
            off=(FOR_EVER,),
            on=(Exchanged(day="2027-03-28", like="Mon"),),
        ),
    ],
)
def test_a_calendar_without_working_time_is_refused_quickly(rules: Calendar) -> None:
    start = at(LONDON, 2026, 11, 22, 9)
    for ask in (
        lambda: calendar.reach(rules, start, 2 * HOUR, LONDON),
        lambda: calendar.days_end(rules, start, 2, LONDON),
        lambda: calendar.counted(rules, start, 2, LONDON),
    ):
        began = time.perf_counter()
        with pytest.raises(ValueError, match="no working time"):
            ask()
        assert time.perf_counter() - began < 2
    assert calendar.working(rules, start, start + 999 * DAY, LONDON) <= HOUR


def test_a_clock_that_stands_for_ever_needs_no_working_time() -> None:
    never = Calendar(work=OFFICE, off=(FOR_EVER,))
    start = at(LONDON, 2026, 11, 22, 9)
    assert calendar.reach(never, start, HOUR, LONDON, ((start + DAY, None),)) is None
    assert calendar.reach(never, start, 0, LONDON) == start


@pytest.mark.parametrize("days", [0, -1])
def test_no_days_are_none(days: int) -> None:
    with pytest.raises(ValueError, match=str(days)):
        calendar.days_end(PLAIN, at(LONDON, 2026, 11, 22), days, LONDON)


@pytest.mark.parametrize("name", ["Mars/Olympus", "Europe", "../etc/passwd", "a\0b", "/etc", "."])
def test_an_unknown_zone_is_refused(name: str) -> None:
    rules = Calendar(zone=name, work=OFFICE)
    with pytest.raises(ValueError, match=r".*"):
        calendar.working(rules, 0, DAY, LONDON)


@pytest.mark.parametrize("start", [-(10**14), 10**15, 10**18, 253_402_300_799_999])
def test_an_instant_that_no_calendar_knows_is_refused(start: Millis) -> None:
    for zone in (LONDON, LORD_HOWE, NEW_YORK, None):
        with pytest.raises(ValueError, match=r".*"):
            calendar.days_end(PLAIN, start, 5, zone)


def test_a_pause_that_ends_before_it_begins_is_none() -> None:
    start = at(SHANGHAI, 2026, 11, 23, 8)
    backwards = ((start + 2 * HOUR, start + HOUR),)
    assert calendar.reach(PLAIN, start, 3 * HOUR, SHANGHAI, backwards) == start + 3 * HOUR


def test_it_is_read_as_a_pack_writes_it() -> None:
    text = """
    zone = "Asia/Shanghai"
    work = "Mon-Fri 8:00-12:00, 13:30-17:30"
    off = [{ first = "2026-10-01", last = "2026-10-07", name = "national_day" }]
    on = [{ day = "2026-10-10", like = "Wed" }]
    """
    table = reading.table("calendar.toml", text.encode())
    assert reading.structure("calendar.toml", table, Calendar) == Calendar(
        zone="Asia/Shanghai",
        work=OFFICE,
        off=(Off(first="2026-10-01", last="2026-10-07", name="national_day"),),
        on=(Exchanged(day="2026-10-10", like="Wed"),),
    )


def test_a_pause_leaves_no_empty_stretches() -> None:
    start = at(SHANGHAI, 2026, 11, 23, 8)
    pauses = ((start, start + HOUR), (start + HOUR, start + 2 * HOUR), (start + 4 * HOUR, None))
    found = calendar.stretches(PLAIN, start, SHANGHAI, start + DAY)
    assert [(one.begins, one.ends) for one in calendar.running(found, pauses)] == [
        (start + 2 * HOUR, start + 4 * HOUR)
    ]


def test_a_folder_of_zones_is_refused_where_zones_come_as_a_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def folder(_name: str) -> ZoneInfo:
        raise IsADirectoryError

    monkeypatch.setattr("zoneinfo.ZoneInfo", folder)
    with pytest.raises(ValueError, match="Europe"):
        calendar.zone_of(Calendar(zone="Europe", work=OFFICE), LONDON)
