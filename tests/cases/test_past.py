"""When something happened: words stay, days ahead and days that are none are refused."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.cases import past
from frontdesk.clock import instant
from frontdesk.errors import InputError

ZONE = ZoneInfo("Asia/Shanghai")
# A Monday.
NOW = instant(datetime(2026, 11, 23, 7, 48, tzinfo=ZONE))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Sat 21 Nov 10:05-11:31",
        "Sat 21 Nov 10:05–11:31",
        "yesterday, about five",
        "昨天下午3点半",
        "11月21日上午",
        "2026-11-23 7:40",
        "today 7:48",
        "today",
        "last Tuesday",
        "21 Nov 2026",
        "Nov 21",
        "7月1日",
        "29 Feb 2024",
        "between 10-11 am",
        "12-13点",
        "３００ minutes",
        "while waiting",
        "23:59",
        "\x1b[31m",
    ],
)
def test_what_may_be_said(typed: str) -> None:
    assert past.wrong(typed, NOW, ZONE) == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("tomorrow", "ahead"),
        ("明天上午", "ahead"),
        ("下周一", "ahead"),
        ("24 Nov", "ahead"),
        ("11-24", "ahead"),
        ("11月30日 9:00", "ahead"),
        ("2027-01-01", "ahead"),
        ("9999-01-01", "ahead"),
        ("today 7:49", "ahead"),
        ("今天下午5点", "ahead"),
        ("2026-11-23 19:00", "ahead"),
        ("2026-02-30", "no such day"),
        ("2026年13月1日", "no such day"),
        ("31 Jun 2026", "no such day"),
        ("29 Feb 2026", "no such day"),
        ("0001-01-01", "no such day"),
        ("1026-11-21", "no such day"),
        ("yesterday 25:10", "no such time"),
        ("9:75", "no such time"),
        ("昨天30点", "no such time"),
    ],
)
def test_what_is_wrong_or_ahead_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    assert sentence in past.wrong(typed, NOW, ZONE)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("7:40", (2026, 11, 23, 7, 40)),
        # Not yet today: yesterday's.
        ("9:05", (2026, 11, 22, 9, 5)),
        ("Sun 9:05", (2026, 11, 22, 9, 5)),
        ("周日 9:05", (2026, 11, 22, 9, 5)),
        ("Mon 9:05", (2026, 11, 16, 9, 5)),
        ("yesterday 21:05", (2026, 11, 22, 21, 5)),
        ("昨天下午3点半", (2026, 11, 22, 15, 30)),
        ("22 Nov 9:05", (2026, 11, 22, 9, 5)),
        ("11-22 9:05 pm", (2026, 11, 22, 21, 5)),
        ("2025年12月31日 23:59", (2025, 12, 31, 23, 59)),
    ],
)
def test_the_instant_that_is_meant(typed: str, at: tuple[int, int, int, int, int]) -> None:
    assert past.parse(typed, NOW, ZONE) == instant(datetime(*at, tzinfo=ZONE))


@pytest.mark.parametrize(
    "typed", ["yesterday", "9:05 10:05", "21 Nov 22 Nov 9:05", "soon", "25:00"]
)
def test_what_is_no_instant(typed: str) -> None:
    with pytest.raises(InputError) as told:
        past.parse(typed, NOW, ZONE)
    assert told.value.field == "received"


def test_a_day_without_its_year_is_the_nearest_one() -> None:
    in_january = instant(datetime(2027, 1, 5, 9, 0, tzinfo=ZONE))
    assert past.parse("31 Dec 23:59", in_january, ZONE) == instant(
        datetime(2026, 12, 31, 23, 59, tzinfo=ZONE)
    )
    # Five weeks ahead it is a mistype, not last year's.
    with pytest.raises(InputError, match="ahead"):
        past.parse("31 Dec 23:59", NOW, ZONE)


def test_nothing_typed_is_nothing_said() -> None:
    assert past.parse("  ", NOW, ZONE) is None


_SIGNS = "0123456789-/:. 年月日点apmTueNovtoday昨今"


@given(st.one_of(st.text(max_size=60), st.text(_SIGNS, max_size=40)))
def test_whatever_is_typed_ends_in_a_sentence_or_a_past_instant(typed: str) -> None:
    assert isinstance(past.wrong(typed, NOW, ZONE), str)
    with suppress(InputError):
        at = past.parse(typed, NOW, ZONE)
        assert at is None or at <= NOW


@given(st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)))  # noqa: DTZ001 - given a zone below
def test_a_whole_date_is_refused_exactly_when_it_lies_ahead(moment: datetime) -> None:
    at = moment.replace(second=0, microsecond=0, tzinfo=ZONE)
    for typed in (f"{at:%Y-%m-%d %H:%M}", f"{at:%Y年%m月%d日 %H:%M}", f"{at:%d %b %Y %H:%M}"):
        assert bool(past.wrong(typed, NOW, ZONE)) == (instant(at) > NOW)
        if instant(at) <= NOW:
            assert past.parse(typed, NOW, ZONE) == instant(at)
