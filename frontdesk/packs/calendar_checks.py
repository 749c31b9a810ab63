"""What must hold in `calendar.toml`: windows to work in, holidays and exchanged days in order (C4).

Raises PackError for the first thing that does not, with its key.
"""

from datetime import date

from frontdesk.calendar import Calendar, days_off, zone_of
from frontdesk.hours import DAYS
from frontdesk.packs.expect import wrong
from frontdesk.words import _

CALENDAR = "calendar.toml"
# Longer than any holiday: a year mistyped would let every clock stand.
MOST_DAYS_OFF = 100


def check(calendar: Calendar) -> None:
    """All of it. Raises PackError."""
    if not any(calendar.work.week):
        wrong(CALENDAR, "work", _("expected working hours on one day at least"))
    _zone(calendar)
    _on(calendar, _off(calendar))


def _zone(calendar: Calendar) -> None:
    try:
        zone_of(calendar, None)
    except ValueError:
        wrong(
            CALENDAR,
            "zone",
            _("expected a time zone such as {name}").format(name='"Asia/Shanghai"'),
        )


def _off(calendar: Calendar) -> list[tuple[date, date]]:
    """First and last day of each holiday."""
    found: list[tuple[date, date]] = []
    for off in calendar.off:
        key = f"off.{off.name}"
        first, last = days_off(off)
        if last < first:
            wrong(CALENDAR, f"{key}.last", _("expected no day before the first"))
        if (last - first).days >= MOST_DAYS_OFF:
            wrong(
                CALENDAR,
                f"{key}.last",
                _("expected at most {count} days").format(count=MOST_DAYS_OFF),
            )
        _later(f"{key}.first", found[-1][1] if found else None, first)
        found.append((first, last))
    return found


def _on(calendar: Calendar, holidays: list[tuple[date, date]]) -> None:
    before: date | None = None
    for count, exchanged in enumerate(calendar.on, 1):
        key = f"on.{count}"
        day = date.fromisoformat(exchanged.day)
        _later(f"{key}.day", before, day)
        if any(first <= day <= last for first, last in holidays):
            wrong(CALENDAR, f"{key}.day", _("{day} is a holiday too").format(day=day.isoformat()))
        if not calendar.work.week[DAYS.index(exchanged.like)]:
            wrong(CALENDAR, f"{key}.like", _("expected a day with working hours"))
        before = day


def _later(key: str, before: date | None, day: date) -> None:
    if before is not None and day <= before:
        wrong(
            CALENDAR,
            key,
            _("expected days in order, this one after {day}").format(day=before.isoformat()),
        )
