"""When something is promised for, as it is typed: read right in both languages, never the past."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk import words
from frontdesk.clock import DAY, MINUTE, Millis, instant, local
from frontdesk.errors import InputError
from frontdesk.tasks import when

ZONE = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


def at(*parts: int, zone: ZoneInfo = ZONE) -> Millis:
    return instant(datetime(2026, *parts, tzinfo=zone))  # type: ignore[arg-type]


NOW = at(11, 23, 7, 50, 26)  # a Monday
CLOSES = at(11, 23, 17, 30)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    words.use("en")
    yield
    words.use("en")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("17:00", (11, 23, 17, 0)),
        ("１７：００", (11, 23, 17, 0)),
        ("17。30", (11, 23, 17, 30)),
        ("17.30", (11, 23, 17, 30)),
        ("1700", (11, 23, 17, 0)),
        ("930", (11, 23, 9, 30)),
        ("5pm", (11, 23, 17, 0)),
        ("5:30 p.m.", (11, 23, 17, 30)),
        ("12pm", (11, 23, 12, 0)),
        ("12am", (11, 24, 0, 0)),
        ("24:00", (11, 24, 0, 0)),
        ("noon", (11, 23, 12, 0)),
        ("before 5pm", (11, 23, 17, 0)),
        ("by 17:00", (11, 23, 17, 0)),
        ("7:50", (11, 24, 7, 50)),
        ("7:51", (11, 23, 7, 51)),
        ("30m", (11, 23, 8, 20, 26)),
        ("90 min", (11, 23, 9, 20, 26)),
        ("in 45 minutes", (11, 23, 8, 35, 26)),
        ("2h", (11, 23, 9, 50, 26)),
        ("1h30", (11, 23, 9, 20, 26)),
        ("1.5 hours", (11, 23, 9, 20, 26)),
        ("2 days", (11, 25, 7, 50, 26)),
        ("30分钟", (11, 23, 8, 20, 26)),
        ("３０分钟后", (11, 23, 8, 20, 26)),
        ("2小时", (11, 23, 9, 50, 26)),
        ("两个半小时", (11, 23, 10, 20, 26)),
        ("半小时", (11, 23, 8, 20, 26)),
        ("一小时内", (11, 23, 8, 50, 26)),
        ("3天后", (11, 26, 7, 50, 26)),
        ("today", (11, 23, 17, 30)),
        ("eod", (11, 23, 17, 30)),
        ("下班前", (11, 23, 17, 30)),
        ("周五下班前", (11, 27, 17, 30)),
        ("tomorrow 9:00", (11, 24, 9, 0)),
        ("9:00 tomorrow", (11, 24, 9, 0)),
        ("day after tomorrow 9:00", (11, 25, 9, 0)),
        ("明天 9:00", (11, 24, 9, 0)),
        ("明早9点", (11, 24, 9, 0)),
        ("明天中午", (11, 24, 12, 0)),
        ("今晚8点", (11, 23, 20, 0)),
        ("后天", (11, 25, 17, 30)),
        ("大后天9点", (11, 26, 9, 0)),
        ("Fri 17:00", (11, 27, 17, 0)),
        ("fri17:00", (11, 27, 17, 0)),
        ("9:00 on Thursday", (11, 26, 9, 0)),
        ("by friday", (11, 27, 17, 30)),
        ("monday 9am", (11, 23, 9, 0)),
        ("mon 7:00", (11, 30, 7, 0)),
        ("周五17:00", (11, 27, 17, 0)),
        ("周日", (11, 29, 17, 30)),
        ("星期天10点", (11, 29, 10, 0)),
        ("下周一上午9点", (11, 30, 9, 0)),
        ("这周三", (11, 25, 17, 30)),
        ("下午5点", (11, 23, 17, 0)),
        ("下午五点半", (11, 23, 17, 30)),
        ("下午5点一刻", (11, 23, 17, 15)),
        ("中午1点", (11, 23, 13, 0)),
        ("中午11点半", (11, 23, 11, 30)),
        ("凌晨12点", (11, 24, 0, 0)),
        ("晚上12点半", (11, 24, 0, 30)),
        ("二十一点三十分", (11, 23, 21, 30)),
        ("17:00前", (11, 23, 17, 0)),
        ("11-25 9:00", (11, 25, 9, 0)),
        ("11/25", (11, 25, 17, 30)),
        ("2026-11-25 9:00", (11, 25, 9, 0)),
        ("11月25号下午3点", (11, 25, 15, 0)),
        ("25 Nov 9:00", (11, 25, 9, 0)),
        ("nov 25th, 9:00", (11, 25, 9, 0)),
        ("Tue 24 Nov 9:00", (11, 24, 9, 0)),
        ("11月24日 周二 9:00", (11, 24, 9, 0)),
    ],
)
def test_what_people_type(typed: str, wanted: tuple[int, ...]) -> None:
    assert when.parse(typed, NOW, ZONE, CLOSES) == at(*wanted)


def test_a_day_and_month_that_are_over_are_next_years_when_that_is_near() -> None:
    assert when.parse("1-5 9:00", NOW, ZONE) == instant(datetime(2027, 1, 5, 9, 0, tzinfo=ZONE))


def test_nothing_typed_means_nothing() -> None:
    assert when.parse("", NOW, ZONE) is None
    assert when.parse("  ", NOW, ZONE) is None


def test_a_day_alone_is_the_whole_day_where_no_one_says_when_the_desk_closes() -> None:
    assert when.parse("today", NOW, ZONE) == at(11, 23, 23, 59)
    assert when.parse("周五", NOW, ZONE) == at(11, 27, 23, 59)


@pytest.mark.parametrize(
    "typed",
    [
        "30", "17", "99:99", "17:00pm", "25:00", "24:30", "soon", "周五周六", "13-40", "2-29",
        "9:60", "1234567", "十一二点", "tomorrow soon", "month 9:00", "x" * 2_000,
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_is_wanted(typed: str) -> None:
    with pytest.raises(InputError, match="17:00") as told:
        when.parse(typed, NOW, ZONE, CLOSES)
    assert told.value.field == "by"


@pytest.mark.parametrize("typed", ["today 7:00", "0m", "10-1 9:00", "2025-12-24", "这周一7点"])
def test_what_is_over_says_so(typed: str) -> None:
    with pytest.raises(InputError, match="over") as told:
        when.parse(typed, NOW, ZONE, CLOSES)
    assert told.value.field == "by"


def test_after_closing_the_end_of_the_day_is_over() -> None:
    with pytest.raises(InputError, match="over"):
        when.parse("下班前", at(11, 23, 18, 0), ZONE, CLOSES)


MOMENTS = st.integers(at(1, 1), at(12, 31))
TYPED = (
    st.text(max_size=30)
    | st.text("0123456789:：-/. 今明后天周一五下午点半月日小时分钟mhonfritpma", max_size=14)
    | st.from_regex(r"(Fri|周[一二日]|明天|11-2[0-9])? ?[0-2]?[0-9][:点][0-5][0-9]", fullmatch=True)
)


@given(TYPED, MOMENTS, st.sampled_from((ZONE, BERLIN, None)), st.booleans())
def test_never_the_past_and_nothing_but_a_refusal(
    typed: str, now: Millis, zone: ZoneInfo | None, closing: bool
) -> None:
    try:
        found = when.parse(typed, now, zone, now + DAY // 3 if closing else None)
    except InputError:
        return
    assert found is None or found > now


@given(MOMENTS, st.integers(1, 180 * 24 * 60), st.sampled_from(("en", "zh")))
def test_what_is_said_is_understood_again(now: Millis, minutes: int, language: str) -> None:
    words.use(language)
    wanted = (now // MINUTE + minutes) * MINUTE
    if wanted > now:
        assert when.parse(when.say(wanted, now, ZONE), now, ZONE) == wanted


@given(st.integers(0, 23), st.integers(0, 59), MOMENTS)
def test_a_time_of_day_comes_within_a_day(hour: int, minute: int, now: Millis) -> None:
    found = when.parse(f"{hour}:{minute:02d}", now, ZONE)
    assert found is not None
    assert now < found <= now + DAY
    shown = local(found, ZONE)
    assert (shown.hour, shown.minute, shown.second) == (hour, minute, 0)


def test_a_time_of_day_holds_over_a_changed_clock() -> None:
    night = at(10, 24, 20, 0, zone=BERLIN)
    assert when.parse("9:00", night, BERLIN) == at(10, 25, 9, 0, zone=BERLIN)
    assert when.parse("30m", night, BERLIN) == night + 30 * MINUTE


def test_how_it_is_said() -> None:
    assert when.say(at(11, 23, 17, 0), NOW, ZONE) == "17:00"
    assert when.say(at(11, 24, 9, 0), NOW, ZONE) == "Tue 24 Nov 9:00"
    assert when.say_day(at(11, 23, 17, 0), NOW, ZONE) == "today"
    assert when.say_day(at(11, 24, 9, 0), NOW, ZONE) == "tomorrow"
    assert when.say_day(at(11, 25, 9, 0), NOW, ZONE) == "Wed 25 Nov"
    assert when.says_clock("Fri ０9：00", at(11, 27, 9, 0), ZONE)
    assert not when.says_clock("19:00", at(11, 27, 9, 0), ZONE)
    assert not when.says_clock("30m", at(11, 23, 9, 0), ZONE)
