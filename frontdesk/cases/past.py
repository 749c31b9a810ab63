"""When something happened, as people say it: never ahead, never a day that no calendar has (C1).

"Sat 21 Nov 10:05-11:31", "昨天下午", "2026-11-21"; words without a date stay as they are said.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache

import msgspec

from frontdesk.clock import Millis, instant, local
from frontdesk.errors import InputError
from frontdesk.words import _

FIELD = "received"
OLDEST_YEAR = 1900
LONGEST = 200
_NOON = 12
_WEEK = 7
# A day and month without a year that lie further ahead than this are last year's.
_HALF_YEAR = 183
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HAN = "一二三四五六日"
# How many days ago; the longer ones are looked for first.
_NEAR = {
    "day before yesterday": 2, "yesterday": 1, "today": 0, "this morning": 0,
    "大前天": 3, "前天": 2, "昨天": 1, "昨日": 1, "昨晚": 1,
    "今天": 0, "今日": 0, "今早": 0, "刚才": 0,
}  # fmt: skip
_AHEAD = (
    "tomorrow", "day after tomorrow", "next week", "next month", "next year",
    "明天", "明日", "明早", "明晚", "后天", "大后天", "下周", "下星期", "下礼拜", "下个月", "明年",
)  # fmt: skip
_LATE = ("下午", "午后", "傍晚", "晚上", "夜里", "晚")


class _Patterns(msgspec.Struct, frozen=True):
    numbers: re.Pattern[str]
    zh: re.Pattern[str]
    en: re.Pattern[str]
    clock: re.Pattern[str]
    weekday: re.Pattern[str]


class _Day(msgspec.Struct, frozen=True):
    """A day that is named: with its year, or without."""

    year: int | None
    month: int
    day: int
    sure: bool = True


@cache
def _patterns() -> _Patterns:
    """Costly to make: only once somebody types a time."""
    months = "|".join(f"{name}[a-z]*" for name in _MONTHS)
    weekdays = "|".join(f"{name}[a-z]*" for name in _WEEKDAYS)
    hours = r"(?!\s*(?:[ap]m\b|[点时分小]|hours?|mins?|minutes?))"
    return _Patterns(
        numbers=re.compile(
            rf"(?<![\d:/.-])(?:(?P<y>\d{{4}})[-/.])?(?P<m>\d{{1,2}})[-/](?P<d>\d{{1,2}})(?![\d:/-])"
            rf"{hours}|(?<!\d)(?P<y2>\d{{4}})\.(?P<m2>\d{{1,2}})\.(?P<d2>\d{{1,2}})(?!\d)"
        ),
        zh=re.compile(r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?"),
        en=re.compile(
            rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{months})\b\.?(?:,? (?P<y>\d{{4}}))?"
            rf"|\b(?P<m2>{months})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.])"
            r"(?:,? (?P<y2>\d{4}))?"
        ),
        clock=re.compile(
            rf"(?P<early>{'|'.join(_LATE)})? ?(?<![\d:])(?:(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?!\d)"
            r"|(?P<zh>\d{1,2})[点时](?:(?P<zm>\d{1,2})分?|(?P<half>半))?) ?(?P<half_day>[ap]\.?m)?"
        ),
        weekday=re.compile(rf"\b(?P<name>{weekdays})\b|(?:周|星期|礼拜)(?P<zh>[{_HAN}天])"),
    )


def wrong(typed: str, now: Millis, zone: tzinfo | None = None) -> str:
    """What is the matter with when something is said to have happened; "" where nothing is."""
    text = _plain(typed)
    here = local(now, zone)
    if text.startswith(_AHEAD):
        return _("That lies ahead.")
    days = []
    for named in _days(text):
        found = _date(named, here.date())
        if found is None:
            return _("There is no such day.")
        days.append(found)
    if any(day > here.date() for day in days):
        return _("That lies ahead.")
    minutes = list(_clocks(text))
    if None in minutes:
        return _("There is no such time of day.")
    today = days == [here.date()] or (not days and _near(text) == 0)
    passed = here.hour * 60 + here.minute
    if today and any(minute is not None and minute > passed for minute in minutes):
        return _("That lies ahead.")
    return ""


def parse(typed: str, now: Millis, zone: tzinfo | None = None) -> Millis | None:
    """The instant at which someone said it, as typed; None when nothing is typed.

    A time of day alone is the last one that was. Raises InputError "received".
    """
    text = _plain(typed)
    if not text:
        return None
    sentence = wrong(typed, now, zone)
    if sentence:
        raise InputError(FIELD, sentence)
    today = local(now, zone).date()
    minutes = [minute for minute in _clocks(text) if minute is not None]
    days = [found for named in _days(text) if (found := _date(named, today)) is not None]
    ago = _near(text)
    if len(minutes) != 1 or len(days) > 1:
        raise InputError(FIELD, _("A day and a time are wanted: Sun 9:05, 22 Nov 9:05."))
    if days or ago is not None:
        day = days[0] if days else today - timedelta(days=ago or 0)
        return _before(_wall(day, minutes[0], zone), now)
    weekday = _weekday(text)
    for back in range(_WEEK + 1):
        day = today - timedelta(days=back)
        at = _wall(day, minutes[0], zone)
        if at <= now and weekday in (None, day.weekday()):
            return at
    raise InputError(FIELD, _("That lies ahead."))


def day_of(typed: str, now: Millis, zone: tzinfo | None = None) -> date | None:
    """The one day that is typed, also one to come; None where it is none, or no day there is.

    Without its year it is the nearest one.
    """
    text = _plain(typed)
    found = list(_days(text))
    if len(found) != 1:
        return None
    today = local(now, zone).date()
    named = found[0]
    years = (today.year - 1, today.year, today.year + 1)
    days = []
    for year in years if named.year is None else (named.year,):
        with suppress(ValueError):
            days.append(date(year, named.month, named.day))
    return min(days, key=lambda day: abs(day - today), default=None)


def _plain(typed: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", typed[:LONGEST]).casefold().split())


def _days(text: str) -> Iterator[_Day]:
    signs = _patterns()
    for found in signs.zh.finditer(text):
        yield _Day(_year(found["y"]), int(found["m"]), int(found["d"]))
    for found in signs.en.finditer(text):
        month = _MONTHS.index((found["m"] or found["m2"])[:3]) + 1
        yield _Day(_year(found["y"] or found["y2"]), month, int(found["d"] or found["d2"]))
    for found in signs.numbers.finditer(text):
        year = _year(found["y"] or found["y2"])
        # Two numbers alone may be hours.
        yield _Day(
            year, int(found["m"] or found["m2"]), int(found["d"] or found["d2"]), year is not None
        )


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _date(named: _Day, today: date) -> date | None:
    """The day that is meant; None where there is none. What is no day for sure is today."""
    for year in (named.year,) if named.year is not None else (today.year, today.year - 1):
        if year < OLDEST_YEAR:
            return None
        try:
            found = date(year, named.month, named.day)
        except ValueError:
            continue
        if named.year is not None or found - today <= timedelta(days=_HALF_YEAR):
            return found
    return None if named.sure else today


def _clocks(text: str) -> Iterator[int | None]:
    """Each time of day in minutes after midnight; None for what is none."""
    for found in _patterns().clock.finditer(text):
        hour = int(found["h"] or found["zh"])
        minute = 30 if found["half"] else int(found["m"] or found["zm"] or 0)
        late = found["early"] is not None or (found["half_day"] or "").startswith("p")
        if late and hour < _NOON:
            hour += _NOON
        elif (found["half_day"] or "").startswith("a") and hour == _NOON:
            hour = 0
        yield hour * 60 + minute if hour < 24 and minute < 60 else None


def _near(text: str) -> int | None:
    """How many days ago, in a word; None where none is said."""
    return next((ago for word, ago in _NEAR.items() if word in text), None)


def _weekday(text: str) -> int | None:
    found = _patterns().weekday.search(text)
    if found is None:
        return None
    if found["zh"]:
        return _HAN.index("日" if found["zh"] == "天" else found["zh"])
    return _WEEKDAYS.index(found["name"][:3])


def _wall(day: date, minutes: int, zone: tzinfo | None) -> Millis:
    return instant(datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=zone))


def _before(at: Millis, now: Millis) -> Millis:
    if at > now:
        raise InputError(FIELD, _("That lies ahead."))
    return at
