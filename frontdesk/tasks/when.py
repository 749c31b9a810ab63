"""When something is promised for, as people type it, in both languages (P4).

"17:00", "1700", "5pm", "下午5点"; "30m", "2小时"; "tomorrow 9:00", "周五17:00", "11-25 9:00".
A time of day that is over means tomorrow; what is understood never lies in the past.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache

import msgspec

from frontdesk.clock import DAY, HOUR, MINUTE, Millis, instant, local
from frontdesk.errors import InputError
from frontdesk.words import _

LONGEST = 80
# A day and month that are over mean next year's, unless that is further off than they are gone.
_HALF_YEAR = 183
_LAST_MINUTE = 24 * 60 - 1
_NOON = 12
# Up to here an hour of the middle of the day comes after noon: 中午1点.
_AFTERNOON = 3
_NIGHT = ("晚上", "夜里", "晚")
_LATE = ("中午", "下午", "午后", "傍晚", "晚上", "晚")

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_TAILS = ("day", "s(?:day)?", "nesday", "rs?(?:day)?", "day", "urday", "day")
_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_HAN = "一二三四五六日"
_NEAR = {
    "today": 0, "今天": 0, "今日": 0, "今": 0,
    "tomorrow": 1, "tmr": 1, "明天": 1, "明日": 1, "明": 1,
    "day after tomorrow": 2, "后天": 2, "後天": 2, "大后天": 3,
}  # fmt: skip
_CLOSE = ("end of day", "eod", "close", "closing", "下班")
_NUMERALS = {sign: value for value, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}


class _Asked(msgspec.Struct, frozen=True):
    """What stands for the day: a date, and whether another may be meant when it is over."""

    day: date
    again: int = 0
    """So many days later it comes round again; 0: it does not."""


class _Patterns(msgspec.Struct, frozen=True):
    until: re.Pattern[str]
    span: re.Pattern[str]
    near: re.Pattern[str]
    weekday: re.Pattern[str]
    weekday_zh: re.Pattern[str]
    date_iso: re.Pattern[str]
    date_zh: re.Pattern[str]
    date_en: re.Pattern[str]
    clock: re.Pattern[str]
    numeral: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Costly to make: only once somebody types a time."""
    near = "|".join(sorted((word for word in _NEAR if len(word) > 1), key=len, reverse=True))
    names = "|".join(
        f"{name}(?:{tail})?" for name, tail in zip(_WEEKDAYS, _WEEKDAY_TAILS, strict=True)
    )
    months = "|".join(f"{name}[a-z]*" for name in _MONTHS)
    early = "凌晨|清晨|早上|早晨|早|上午|中午|下午|午后|傍晚|晚上|夜里|晚"
    return _Patterns(
        until=re.compile(r"(?:(?:by|at|on|before|till|until) )*(?P<text>.*?) ?(?:[之以]?前)?"),
        span=re.compile(
            r"(?:in )?(?:(?P<half>半) ?个? ?(?:小时|钟头)"
            r"|(?P<h>\d{1,3}(?:\.\d)?) ?(?:h|hrs?|hours?|个? ?(?:小时|钟头))"
            r"(?:(?P<and>半)| ?(?P<hm>\d{1,3}) ?(?:m|mins?|minutes?|分钟?)?)?"
            r"|(?P<m>\d{1,3}) ?(?:m|mins?|minutes?|分钟?)"
            r"|(?P<d>\d{1,2}) ?(?:d|days?|天))(?: ?(?:以?后|之后|以?内|later|from now))?"
        ),
        near=re.compile(rf"(?P<near>{near}|[今明](?=早|晚))"),
        weekday=re.compile(rf"(?<![a-z])(?P<name>{names})(?![a-z])\.?,?"),
        weekday_zh=re.compile(rf"(?P<week>下|本|这)?个?(?:周|星期|礼拜)(?P<name>[{_HAN}天1-7])"),
        date_iso=re.compile(r"(?<!\d)(?:(?P<y>\d{4})[-/])?(?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?!\d)"),
        date_zh=re.compile(r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?"),
        date_en=re.compile(
            rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)? ?(?P<m>{months})(?![a-z0-9]),?"
            rf"|(?P<m2>{months})\.? ?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]),?"
        ),
        clock=re.compile(
            rf"(?:at )?(?P<early>{early})? ?(?:"
            r"(?P<h>\d{1,2})[:.](?P<m>\d{2})"
            r"|(?P<run>\d{3,4})"
            r"|(?P<zh>\d{1,2})[点时](?:(?P<zm>\d{1,2})分?|(?P<half>半)|(?P<q>[13])刻|整|钟)?"
            r"|(?P<bare>\d{1,2}))"
            r" ?(?P<half_day>[ap]\.?m?\.?)?"
        ),
        numeral=re.compile("[零一二两三四五六七八九十]+"),
    )


def parse(
    typed: str, now: Millis, zone: tzinfo | None = None, closes: Millis | None = None
) -> Millis | None:
    """The instant that `typed` means, later than `now`; None when nothing is typed.

    A day without a time means until the desk closes: `closes` is when it does so today, else the
    day's last minute. Raises InputError "by" for what cannot be read or is over.
    """
    text = _plain(typed)
    if not text:
        return None
    if len(text) > LONGEST:
        raise _unreadable()
    span = _span(text)
    if span is not None:
        return _ahead(now + span, now)
    here = local(now, zone)
    last = _minute_of(closes, zone) if closes is not None else _LAST_MINUTE
    if text in _CLOSE:
        return _ahead(_wall(here.date(), last, zone), now)
    asked, rest = _day(text, here.date())
    minutes = last if rest in ("", *_CLOSE) else _clock(_arabic(rest))
    if minutes is None:
        raise _unreadable()
    if asked is None:
        asked = _Asked(here.date(), 1)
    at = _wall(asked.day, minutes, zone)
    if at <= now and asked.again:
        at = _wall(asked.day + timedelta(days=asked.again), minutes, zone)
    return _ahead(at, now)


def _unreadable() -> InputError:
    return InputError("by", _("A time is wanted: 17:00, 30m, Fri 9:00."))


def _ahead(at: Millis, now: Millis) -> Millis:
    if at <= now:
        raise InputError("by", _("That time is over."))
    return at


def _plain(typed: str) -> str:
    """Half-width, small letters, single spaces; what an input method makes of a stop or colon."""
    text = unicodedata.normalize("NFKC", typed).casefold().replace("。", ".").replace("∶", ":")
    found = _patterns().until.fullmatch(" ".join(text.split()))
    return found["text"] if found is not None else text


def _arabic(text: str) -> str:
    """Chinese numerals up to 99 as digits: 下午五点 as 下午5点."""

    def digits(found: re.Match[str]) -> str:
        tens, ten, ones = found[0].rpartition("十")
        if not ten:
            return "".join(str(_NUMERALS[sign]) for sign in ones)
        if len(tens) > 1 or len(ones) > 1:
            return found[0]
        return str((_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0))

    return _patterns().numeral.sub(digits, text)


def _span(text: str) -> Millis | None:
    """`30m`, `2 hours`, `1h30`, 半小时, 两个半小时 as a length of time."""
    found = _patterns().span.fullmatch(_arabic(text.replace("个半小时", "小时半")))
    if found is None:
        return None
    if found["half"]:
        return HOUR // 2
    if found["d"]:
        return int(found["d"]) * DAY
    minutes = int(found["hm"] or found["m"] or 0) + (30 if found["and"] else 0)
    return round(float(found["h"] or 0) * HOUR) + minutes * MINUTE


def _minute_of(at: Millis, zone: tzinfo | None) -> int:
    moment = local(at, zone)
    return moment.hour * 60 + moment.minute


def _wall(day: date, minutes: int, zone: tzinfo | None) -> Millis:
    """The instant when the clocks of the desk show this; 24:00 is the next day's beginning."""
    days, rest = divmod(minutes, _LAST_MINUTE + 1)
    try:
        day += timedelta(days=days)
        moment = datetime.combine(day, time(rest // 60, rest % 60), tzinfo=zone)
        return instant(moment)
    except (OverflowError, ValueError, OSError) as fault:
        raise _unreadable() from fault


def _day(text: str, today: date) -> tuple[_Asked | None, str]:
    """The day that is named at either end, and the rest of the text; no day: all of it."""
    signs = _patterns()
    dates = ((signs.date_zh, _date), (signs.date_en, _date_en), (signs.date_iso, _date))
    for pattern, read in dates:
        for found in pattern.finditer(text):
            # A weekday beside a date says nothing new.
            before = _without_weekday(text[: found.start()])
            after = _without_weekday(text[found.end() :])
            if not (before and after):
                return read(found, today), before or after
    days = ((signs.near, _near), (signs.weekday_zh, _weekday_zh), (signs.weekday, _weekday))
    for pattern, read in days:
        for found in pattern.finditer(text):
            before, after = text[: found.start()].strip(), text[found.end() :].strip()
            if not (before and after):
                return read(found, today), before.removesuffix(" on") or after
    return None, text


def _without_weekday(text: str) -> str:
    signs = _patterns()
    text = text.strip()
    for pattern in (signs.weekday, signs.weekday_zh):
        found = pattern.match(text)
        if found is not None:
            text = text[found.end() :].strip()
    return text.removesuffix(" on")


def _near(found: re.Match[str], today: date) -> _Asked:
    return _Asked(today + timedelta(days=_NEAR[found["near"]]))


def _weekday(found: re.Match[str], today: date) -> _Asked:
    return _next(_WEEKDAYS.index(found["name"][:3]), today)


def _next(weekday: int, today: date) -> _Asked:
    return _Asked(today + timedelta(days=(weekday - today.weekday()) % 7), 7)


def _weekday_zh(found: re.Match[str], today: date) -> _Asked:
    name = found["name"]
    weekday = int(name) - 1 if name.isdecimal() else _HAN.index("日" if name == "天" else name)
    if not found["week"]:
        return _next(weekday, today)
    monday = today - timedelta(days=today.weekday())
    return _Asked(monday + timedelta(days=weekday + (7 if found["week"] == "下" else 0)))


def _date(found: re.Match[str], today: date) -> _Asked:
    return _of_year(found["y"], int(found["m"]), int(found["d"]), today)


def _date_en(found: re.Match[str], today: date) -> _Asked:
    month = _MONTHS.index((found["m"] or found["m2"])[:3]) + 1
    return _of_year(None, month, int(found["d"] or found["d2"]), today)


def _of_year(year: str | None, month: int, day: int, today: date) -> _Asked:
    valid = False
    for one in (int(year),) if year else (today.year, today.year + 1):
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        valid = True
        soon = found - today <= timedelta(days=_HALF_YEAR)
        if year or (found >= today and (one == today.year or soon)):
            return _Asked(found)
    if not valid:
        raise _unreadable()
    raise InputError("by", _("That time is over."))


def _clock(text: str) -> int | None:
    """A time of day in minutes after midnight, up to 24:00 and what is left of the evening."""
    if text in ("noon", "中午"):
        return _NOON * 60
    found = _patterns().clock.fullmatch(text)
    if found is None or (found["bare"] and not (found["half_day"] or found["early"])):
        # A number alone may be minutes or an hour.
        return None
    if found["run"]:
        hour, minute = divmod(int(found["run"]), 100)
    else:
        hour = int(found["h"] or found["zh"] or found["bare"])
        quarter = 15 * int(found["q"]) if found["q"] else 30 if found["half"] else 0
        minute = int(found["m"] or found["zm"] or quarter)
    half = (found["half_day"] or "")[:1]
    early = found["early"] or ""
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= _NOON):
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    elif early == "凌晨" and hour == _NOON:
        hour = 0
    elif early in _NIGHT and hour == _NOON:
        hour = 24
    elif hour < (_AFTERNOON if early == "中午" else _NOON) and early in _LATE:
        hour += _NOON
    return hour * 60 + minute if hour < 24 or minute == 0 or early else None


def say(at: Millis, now: Millis, zone: tzinfo | None = None) -> str:
    """The instant as 17:00, on another day as Tue 24 Nov 9:00, 11月24日 周二 9:00."""
    moment = local(at, zone)
    clock = say_clock(at, zone)
    if moment.date() == local(now, zone).date():
        return clock
    return _("{day} {time}").format(day=_day_text(moment), time=clock)


def say_clock(at: Millis, zone: tzinfo | None = None) -> str:
    """The time of day of the instant: 9:05."""
    moment = local(at, zone)
    return f"{moment.hour}:{moment.minute:02d}"


def say_day(at: Millis, now: Millis, zone: tzinfo | None = None) -> str:
    """The day of the instant: today, tomorrow, else Tue 24 Nov."""
    moment = local(at, zone)
    days = (moment.date() - local(now, zone).date()).days
    if days == 0:
        return _("today")
    return _("tomorrow") if days == 1 else _day_text(moment)


def says_clock(typed: str, at: Millis, zone: tzinfo | None = None) -> bool:
    """Whether the time of `at` stands in what was typed, so that it need not be said again."""
    moment = local(at, zone)
    clock = rf"(?<!\d)0?{moment.hour}:{moment.minute:02d}(?!\d)"
    return re.search(clock, _plain(typed)) is not None


def _day_text(moment: datetime) -> str:
    days = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    months = [
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    ]  # fmt: skip
    return _("{weekday} {day} {month}").format(
        weekday=days[moment.weekday()], day=moment.day, month=months[moment.month - 1]
    )
