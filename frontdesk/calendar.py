"""Working time: the days and hours that count towards a deadline (C4).

Windows are wall-clock time of the calendar's zone, and what counts is the time that truly passes
in them: a window over the hour that summer time skips is shorter by it, and where an hour comes
twice each of its minutes counts both times if it lies in a window. A day that works is a local day
with some working time in it. No clock, no query inside; instants and spans are milliseconds.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta, tzinfo
from functools import lru_cache
from itertools import accumulate
from typing import Annotated, Literal

import msgspec

from frontdesk.clock import DAY, MINUTE, Millis, local
from frontdesk.hours import DAYS, Hours, Spans

Day = Annotated[str, "date"]
Code = Annotated[str, "code"]
Weekday = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
Why = Literal["received", "weekend", "holiday", "closed", "working", "exchanged"]
# Stretches in which a clock stands; without an end it stands still.
Pauses = tuple[tuple[Millis, Millis | None], ...]

# No deadline lies further off: a search that goes on beyond it has no end.
FARTHEST_DAYS = 36_525
_WEEKEND = ("Sat", "Sun")
_EPOCH = date(1970, 1, 1)


class Off(msgspec.Struct, frozen=True, kw_only=True):
    """Days off from `first` to `last`, that one day without it; `name` is the holiday's."""

    first: Day
    last: Day = ""
    name: Code


class Exchanged(msgspec.Struct, frozen=True, kw_only=True):
    """A day that works `like` another weekday (调休), even where it lies in a holiday."""

    day: Day
    like: Weekday


class Calendar(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """What stands in `calendar.toml`: the working week, holidays, exchanged days (C4).

    `zone` is an IANA name, such as Asia/Shanghai; without it the desk's own zone counts.
    """

    zone: str = ""
    work: Hours
    off: tuple[Off, ...] = ()
    on: tuple[Exchanged, ...] = ()


class Stretch(msgspec.Struct, frozen=True):
    """Working time without a break, from `begins` up to, not with, `ends`, on the local `day`."""

    begins: Millis
    ends: Millis
    day: date


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A local day on the way to a deadline: the `number`-th working day, or why it is none.

    `received` is the day that it came in, where that is a working day; `exchanged` works although
    its week or a holiday says otherwise. `name` is the holiday's.
    """

    day: date
    why: Why
    number: int | None = None
    name: str = ""


class _Table(msgspec.Struct, frozen=True):
    """A calendar for looking up: days off sorted by their first, with the latest last so far."""

    exchanged: dict[date, Spans]
    firsts: list[date]
    lasts: list[date]


@lru_cache(maxsize=16)
def _table(calendar: Calendar) -> _Table:
    off = sorted(map(days_off, calendar.off))
    return _Table(
        {date.fromisoformat(one.day): _week(calendar, one.like) for one in calendar.on},
        [first for first, _last in off],
        list(accumulate((last for _first, last in off), max)),
    )


def _week(calendar: Calendar, weekday: str) -> Spans:
    return calendar.work.week[DAYS.index(weekday)]


def days_off(off: Off) -> tuple[date, date]:
    """The first and the last day of `off`. Raises ValueError for what is no day."""
    first = date.fromisoformat(off.first)
    return first, date.fromisoformat(off.last) if off.last else first


def zone_of(calendar: Calendar, zone: tzinfo | None) -> tzinfo | None:
    """The zone by which `calendar` counts: its own, else `zone`, the desk's.

    Raises ValueError for a name that this machine does not know.
    """
    if not calendar.zone:
        return zone
    # A desk that counts by the zone of its PC never needs the zones of the world.
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(calendar.zone)
    # A folder of zones, such as "Europe", cannot be read as one.
    except (KeyError, OSError) as fault:
        raise ValueError(calendar.zone) from fault


def day_windows(calendar: Calendar, day: date) -> Spans:
    """When `day` works: an exchanged day goes before a holiday, a holiday before the week."""
    return _windows(calendar, _table(calendar), day)


def _windows(calendar: Calendar, table: _Table, day: date) -> Spans:
    exchanged = table.exchanged.get(day)
    if exchanged is not None:
        return exchanged
    at = bisect_right(table.firsts, day)
    if at and table.lasts[at - 1] >= day:
        return ()
    return calendar.work.week[day.weekday()]


def stretches(
    calendar: Calendar, start: Millis, zone: tzinfo | None, ends: Millis | None = None
) -> Iterator[Stretch]:
    """The working time from `start` until `ends`, in order; without an end it goes on.

    A stretch may go on in the next one. Raises ValueError beyond the farthest day, and at once
    where nothing ever works and no end is given.
    """
    table = _table(calendar)
    if ends is None and not any(calendar.work.week) and not any(table.exchanged.values()):
        raise ValueError("no working time at all")
    zone = zone_of(calendar, zone)
    begins = start - start % DAY
    before = _offset(begins, zone)
    for _count in range(FARTHEST_DAYS):
        if ends is not None and begins >= ends:
            return
        after = _offset(begins + DAY, zone)
        for first, last, ahead in _pieces(begins, begins + DAY, before, after, zone):
            last = last if ends is None else min(last, ends)
            yield from _worked(calendar, table, max(first, start), last, ahead)
        begins, before = begins + DAY, after
    raise ValueError("no working time within reach")


def _offset(at: Millis, zone: tzinfo | None) -> Millis:
    """How far the wall clock of `zone` is ahead of UTC at `at`."""
    try:
        moment = local(at, zone)
    except (OverflowError, OSError) as fault:
        raise ValueError(str(at)) from fault
    return (moment.utcoffset() or timedelta()) // timedelta(milliseconds=1)


def _pieces(
    begins: Millis, ends: Millis, before: Millis, after: Millis, zone: tzinfo | None
) -> Iterator[tuple[Millis, Millis, Millis]]:
    """From `begins` to `ends` in pieces in which the wall clock runs evenly, each with its lead."""
    if before == after:
        yield begins, ends, before
        return
    early, late = begins, ends
    while late - early > 1:
        middle = (early + late) // 2
        if _offset(middle, zone) == before:
            early = middle
        else:
            late = middle
    yield begins, late, before
    yield late, ends, after


def _worked(
    calendar: Calendar, table: _Table, begins: Millis, ends: Millis, ahead: Millis
) -> Iterator[Stretch]:
    """The working time between two instants while the wall clock is `ahead` of UTC."""
    if begins >= ends:
        return
    for number in range((begins + ahead) // DAY, (ends - 1 + ahead) // DAY + 1):
        midnight = number * DAY - ahead
        day = _EPOCH + timedelta(days=number)
        for span in _windows(calendar, table, day):
            first = max(begins, midnight + span.begins * MINUTE)
            last = min(ends, midnight + span.ends * MINUTE)
            if first < last:
                yield Stretch(first, last, day)


def running(found: Iterable[Stretch], pauses: Pauses) -> Iterator[Stretch]:
    """What is left of the stretches `found` without the `pauses`, in any order and overlapping."""
    stood = sorted(
        (pause for pause in pauses if pause[1] is None or pause[0] < pause[1]),
        key=lambda pause: pause[0],
    )
    for stretch in found:
        begins = stretch.begins
        for first, last in stood:
            if first >= stretch.ends:
                break
            if begins < first:
                yield Stretch(begins, first, stretch.day)
            begins = stretch.ends if last is None else max(begins, last)
        if begins < stretch.ends:
            yield Stretch(begins, stretch.ends, stretch.day)


def local_day(calendar: Calendar, at: Millis, zone: tzinfo | None) -> date:
    """The day of the calendar's zone that `at` belongs to."""
    return _EPOCH + timedelta(days=(at + _offset(at, zone_of(calendar, zone))) // DAY)


def working(
    calendar: Calendar, begins: Millis, ends: Millis, zone: tzinfo | None, pauses: Pauses = ()
) -> Millis:
    """The working time between two instants without `pauses`; 0 when `ends` is not later."""
    found = running(stretches(calendar, begins, zone, ends), pauses)
    return sum(stretch.ends - stretch.begins for stretch in found)


def reach(
    calendar: Calendar, start: Millis, budget: Millis, zone: tzinfo | None, pauses: Pauses = ()
) -> Millis | None:
    """The instant at which `budget` of working time has run since `start`, `pauses` taken out.

    None when a pause without an end keeps it from running so far. Raises ValueError where there
    is not so much working time.
    """
    if budget <= 0:
        return start
    stands = min((stood for stood, went_on in pauses if went_on is None), default=None)
    for stretch in running(stretches(calendar, start, zone, stands), pauses):
        lasts = stretch.ends - stretch.begins
        if lasts >= budget:
            return stretch.begins + budget
        budget -= lasts
    return None


def days_end(calendar: Calendar, start: Millis, days: int, zone: tzinfo | None) -> Millis:
    """The end of the last window of the `days`-th working day after the local day of `start`.

    Raises ValueError where there are not so many, or `days` is less than 1.
    """
    begun = _working_days(calendar, start, days, zone)[-1]
    # Longer than any day, so that both ends of one whose last hour comes twice are in it.
    within = stretches(calendar, begun.begins, zone, begun.begins + 2 * DAY)
    return max(stretch.ends for stretch in within if stretch.day == begun.day)


def counted(
    calendar: Calendar, start: Millis, days: int, zone: tzinfo | None
) -> tuple[Counted, ...]:
    """Every local day from that of `start` to the `days`-th working day after it.

    Raises ValueError as `days_end` does.
    """
    found = _working_days(calendar, start, days, zone)
    numbers = {stretch.day: number for number, stretch in enumerate(found, 1)}
    first = local_day(calendar, start, zone)
    return tuple(
        _count(calendar, day, numbers.get(day), received=day == first)
        for day in _days(first, found[-1].day)
    )


def _working_days(
    calendar: Calendar, start: Millis, days: int, zone: tzinfo | None
) -> list[Stretch]:
    """The first stretch of each of the `days` working days after the local day of `start`."""
    if days < 1:
        raise ValueError(str(days))
    last = local_day(calendar, start, zone)
    found: list[Stretch] = []
    for stretch in stretches(calendar, start, zone):
        if stretch.day > last:
            last = stretch.day
            found.append(stretch)
            if len(found) == days:
                break
    return found


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def _count(calendar: Calendar, day: date, number: int | None, *, received: bool) -> Counted:
    exchanged = day in _table(calendar).exchanged
    if number is not None:
        return Counted(day=day, why="exchanged" if exchanged else "working", number=number)
    if received and day_windows(calendar, day):
        return Counted(day=day, why="received")
    if exchanged:
        return Counted(day=day, why="closed")
    for off in calendar.off:
        first, last = days_off(off)
        if first <= day <= last:
            return Counted(day=day, why="holiday", name=off.name)
    free = DAYS[day.weekday()] in _WEEKEND and not calendar.work.week[day.weekday()]
    return Counted(day=day, why="weekend" if free else "closed")
