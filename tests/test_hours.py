import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk import hours
from frontdesk.hours import DAYS, MIDNIGHT, Hours, Run, Span

CLINIC = hours.parse("Mon-Fri 8:00-11:30, 13:30-17:00; Sat 8:00-11:30")
MON, TUE, SAT, SUN = 0, 1, 5, 6


def read(text: str) -> Hours | None:
    """What `text` says; None where it is refused as it should be."""
    try:
        return hours.parse(text)
    except ValueError:
        return None


@st.composite
def weeks(draw: st.DrawFn) -> Hours:
    week = []
    for _ in DAYS:
        edges = sorted(draw(st.sets(st.integers(0, MIDNIGHT), max_size=6)))
        pairs = zip(edges[::2], edges[1::2], strict=False)
        week.append(tuple(Span(begins, ends) for begins, ends in pairs))
    return Hours(tuple(week))


def test_open_on_the_minute_it_begins_and_not_on_the_minute_it_ends() -> None:
    assert not hours.open_at(CLINIC, MON, 8 * 60 - 1)
    assert hours.open_at(CLINIC, MON, 8 * 60)
    assert hours.open_at(CLINIC, MON, 11 * 60 + 29)
    assert not hours.open_at(CLINIC, MON, 11 * 60 + 30)
    assert not hours.open_at(CLINIC, SAT, 14 * 60)
    assert not hours.open_at(CLINIC, SUN, 9 * 60)


def test_closes_at() -> None:
    assert hours.closes_at(CLINIC, MON, 9 * 60) == 11 * 60 + 30
    assert hours.closes_at(CLINIC, MON, 12 * 60) is None
    assert hours.closes_at(hours.parse("daily 0:00-24:00"), SUN, 0) == MIDNIGHT
    assert hours.closes_at(hours.parse("Mon 8:00-12:00, 12:00-17:00"), MON, 9 * 60) == 17 * 60


def test_opens_next_passes_noon_and_weekends() -> None:
    assert hours.opens_next(CLINIC, MON, 12 * 60) == (MON, 13 * 60 + 30)
    assert hours.opens_next(CLINIC, SAT, 12 * 60) == (MON, 8 * 60)
    assert hours.opens_next(hours.parse("Mon 8:00-9:00"), MON, 8 * 60) == (MON, 8 * 60)
    assert hours.opens_next(hours.parse("closed"), MON, 0) is None


def test_days_one_by_one_and_runs() -> None:
    found = hours.parse("Mon/Wed-Thu 8:00–12:00")
    assert [bool(day) for day in found.week] == [True, False, True, True, False, False, False]
    span = (Span(480, 720),)
    assert hours.runs(found) == (Run(0, 0, span), Run(2, 3, span))
    assert hours.say(found) == "Mon 8:00-12:00; Wed-Thu 8:00-12:00"


@pytest.mark.parametrize(
    "text",
    ["", "Mon", "Mon 8-9", "Mon 9:00-8:00", "Mon 8:00-8:00", "Mon 22:00-6:00", "Mon 8:00-24:01",
     "Mon 8:60-9:00", "Fri-Mon 8:00-9:00", "Mon/Mon 8:00-9:00", "monday 8:00-9:00",
     "Mon 8:00-9:00;", "Mon 8:00-10:00, 9:00-11:00", "Mon 8:00-10:00; Mon 9:00-11:00", "8:00-9:00"],
)  # fmt: skip
def test_wrong_hours_are_refused(text: str) -> None:
    assert read(text) is None


@given(weeks())
def test_what_is_said_reads_back(week: Hours) -> None:
    assert hours.parse(hours.say(week)) == week


@given(weeks(), st.integers(0, 6), st.integers(0, MIDNIGHT - 1))
def test_open_until_it_closes_and_closed_until_it_opens(
    week: Hours, weekday: int, minutes: int
) -> None:
    closes = hours.closes_at(week, weekday, minutes)
    if closes is not None:
        assert minutes < closes
        assert all(hours.open_at(week, weekday, at) for at in range(minutes, closes))
        assert closes == MIDNIGHT or not hours.open_at(week, weekday, closes)
        return
    opens = hours.opens_next(week, weekday, minutes)
    if opens is None:
        assert not any(week.week)
    else:
        assert hours.open_at(week, *opens)
        if opens[0] == weekday and opens[1] > minutes:
            assert not any(hours.open_at(week, weekday, at) for at in range(minutes, opens[1]))


@given(st.text(alphabet="MonTueFri 0123456789:-,;/daily–", max_size=40))
def test_any_text_is_hours_or_a_value_error(text: str) -> None:
    found = read(text)
    assert found is None or hours.parse(hours.say(found)).week == found.week
