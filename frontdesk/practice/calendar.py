"""Which day and instant practice speaks of: today at a time of day, or the last day of work."""

from datetime import date, datetime, time, timedelta, tzinfo

from frontdesk.clock import MINUTE, Millis, instant
from frontdesk.hours import DAYS, open_at
from frontdesk.packs.structs import Pack

MORNING: Millis = 9 * 60 * MINUTE + 40 * MINUTE


def at_time(day: date, after_midnight: Millis, zone: tzinfo | None) -> Millis:
    """The instant `after_midnight` on `day` in the desk's zone (the machine's when None)."""
    midnight = datetime.combine(day, time(), tzinfo=zone)
    return instant(midnight if zone is not None else midnight.astimezone()) + after_midnight


def day_of_work(pack: Pack, today: date, after_midnight: Millis) -> date:
    """`today`, or the last day before it on which most of those asked are in at that time.

    A morning with nobody in would not be believable: practice on a Sunday shows the Friday.
    """
    best, most = today, 0
    for back in range(len(DAYS)):
        day = today - timedelta(days=back)
        minute = after_midnight // MINUTE
        count = sum(open_at(one.hours, day.weekday(), minute) for one in pack.asked)
        if 2 * count >= len(pack.asked):
            return day
        if count > most:
            best, most = day, count
    return best


def days_before(day: date, count: int) -> list[date]:
    """The last `count` days before `day` that are no Sundays, the earliest first."""
    found: list[date] = []
    while len(found) < count:
        day -= timedelta(days=1)
        if day.isoweekday() != len(DAYS):
            found.append(day)
    return found[::-1]
