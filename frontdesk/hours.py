"""Opening and clinic hours: "Mon-Fri 8:00-11:30, 13:30-17:00; Sat 8:00-11:30" (D6, X4).

A weekday is 0 for Monday to 6 for Sunday; minutes count from midnight, 0 to 1440.
"""

import re
from itertools import groupby, pairwise

import msgspec

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY_DAY = "daily"
CLOSED = "closed"
MIDNIGHT = 1440

_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")


class Span(msgspec.Struct, frozen=True, order=True):
    """Open from minute `begins` up to, not with, minute `ends`."""

    begins: int
    ends: int


Spans = tuple[Span, ...]


class Hours(msgspec.Struct, frozen=True):
    """The spans of each day of a week, Monday first; always seven, each in order."""

    week: tuple[Spans, ...]


class Run(msgspec.Struct, frozen=True):
    """Days `first` to `last`, one after another, that are open at the same `spans`."""

    first: int
    last: int
    spans: Spans


def parse(text: str) -> Hours:
    """The hours that `text` says; several days go "Mon/Wed", every day "daily", none "closed".

    Raises ValueError for another shape, an unknown day, a span that ends before it begins
    (write a night as two days), and spans of one day that overlap.
    """
    text = text.replace("–", "-").strip()
    week: list[list[Span]] = [[] for _ in DAYS]
    if text != CLOSED:
        for group in text.split(";"):
            days, _, spans = group.strip().partition(" ")
            found = [_span(part.strip()) for part in spans.split(",")]
            for day in _days(days):
                week[day].extend(found)
    for spans_of_day in week:
        spans_of_day.sort()
        if any(early.ends > late.begins for early, late in pairwise(spans_of_day)):
            raise ValueError(text[:80])
    return Hours(tuple(tuple(spans_of_day) for spans_of_day in week))


def _days(text: str) -> list[int]:
    if text == EVERY_DAY:
        return list(range(len(DAYS)))
    days: list[int] = []
    for part in text.split("/"):
        first, dash, last = part.partition("-")
        begins, ends = DAYS.index(first), DAYS.index(last if dash else first)
        if ends < begins:
            raise ValueError(text[:40])
        days.extend(range(begins, ends + 1))
    if len(days) != len(set(days)):
        raise ValueError(text[:40])
    return days


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text[:40])
    hour, minute, end_hour, end_minute = (int(part) for part in found.groups())
    span = Span(hour * 60 + minute, end_hour * 60 + end_minute)
    if minute > 59 or end_minute > 59 or not span.begins < span.ends <= MIDNIGHT:
        raise ValueError(text[:40])
    return span


def open_at(hours: Hours, weekday: int, minutes: int) -> bool:
    """Whether it is open on `weekday` at `minutes` after midnight."""
    return closes_at(hours, weekday, minutes) is not None


def closes_at(hours: Hours, weekday: int, minutes: int) -> int | None:
    """The minute at which what is open now ends (1440 for midnight); None while closed."""
    ends: int | None = None
    for span in hours.week[weekday]:
        # Spans that touch (8:00-12:00, 12:00-17:00) are one to whoever stands at the door.
        if span.begins <= minutes < span.ends or span.begins == ends:
            ends = span.ends
    return ends


def opens_next(hours: Hours, weekday: int, minutes: int) -> tuple[int, int] | None:
    """The (weekday, minute) of the next opening after `minutes`; None where it never opens."""
    for ahead in range(len(DAYS) + 1):
        day = (weekday + ahead) % len(DAYS)
        for span in hours.week[day]:
            if ahead or span.begins > minutes:
                return day, span.begins
    return None


def runs(hours: Hours) -> tuple[Run, ...]:
    """The open days in runs with the same spans, for whoever writes them in a language."""
    found: list[Run] = []
    for spans, days in groupby(range(len(DAYS)), key=lambda day: hours.week[day]):
        if spans:
            first, *others = days
            found.append(Run(first, others[-1] if others else first, spans))
    return tuple(found)


def say(hours: Hours) -> str:
    """`hours` as a pack writes them; `parse` of it gives `hours` again."""
    groups = []
    for run in runs(hours):
        days = DAYS[run.first]
        if run.last > run.first:
            days = f"{days}-{DAYS[run.last]}"
        spans = ", ".join(f"{clock(span.begins)}-{clock(span.ends)}" for span in run.spans)
        groups.append(f"{days} {spans}")
    return "; ".join(groups) or CLOSED


def clock(minutes: int) -> str:
    """`minutes` after midnight as 7:40."""
    return f"{minutes // 60}:{minutes % 60:02d}"
