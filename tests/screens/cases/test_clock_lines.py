"""The long clocks: 24 hours as 36 cells, seven cells a day, amber and red only for time (C4)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk import words
from frontdesk.cases import deadlines
from frontdesk.cases.case_file import PauseLine
from frontdesk.cases.deadlines import ClockFacts, LongClock, Pause
from frontdesk.cases.sentences import SpokenNames
from frontdesk.clock import DAY, MINUTE, Millis, instant
from frontdesk.packs.load import builtin
from screens.cases import clock_lines
from screens.cases.case_look import Look
from screens.parts import lines
from screens.parts.glyphs import FULL, PLAIN, Glyphs
from screens.parts.ink import Ink, ink_of
from screens.parts.lines import Line
from tests.cases.papers import complaint

ZONE = ZoneInfo("Asia/Shanghai")
INK = ink_of("frontdesk-dark", flat=False)
PACK = builtin("hospital")
CALENDAR = PACK.calendar
KIND = complaint(PACK).rules
SERIOUS = KIND.severity("serious")
ROOM = 36
assert CALENDAR is not None


def at(day: int, clock: str = "0:00", second: int = 0, month: int = 11) -> Millis:
    hours, minutes = clock.split(":")
    return instant(datetime(2026, month, day, int(hours), int(minutes), second, tzinfo=ZONE))


NOW = at(23, "7:48", 12)
FACTS = ClockFacts(received_at=at(22, "9:05"))


def look(now: Millis = NOW, ink: Ink = INK, glyphs: Glyphs = FULL) -> Look:
    return Look(ink=ink, glyphs=glyphs, now=now, zone=ZONE, names=SpokenNames({}, {}))


def both(now: Millis, facts: ClockFacts = FACTS) -> tuple[LongClock, LongClock]:
    assert CALENDAR is not None
    found = deadlines.clocks(facts, KIND, SERIOUS, CALENDAR, ZONE)
    first = deadlines.acknowledge_clock(facts, found, now)
    second = deadlines.resolve_clock(facts, found, CALENDAR, ZONE, now)
    assert first is not None
    assert second is not None
    return first, second


def cells_in(row: Line, *styles: object) -> int:
    """How many cells stand on one of these grounds or in these colours."""
    return sum(
        len(span.text)
        for span in row
        if span.style.bgcolor in styles or (span.style.color in styles and span.text.strip())
    )


def text(rows: list[Line]) -> list[str]:
    return [lines.text_of(row) for row in rows]


def test_to_acknowledge_as_in_the_picture() -> None:
    clock, _resolve = both(NOW)
    head, bar, marks = clock_lines.acknowledge_lines(clock, look(), ROOM)
    assert lines.text_of(head) == "◕ 1:16:48 left       Mon 23 Nov 9:05"
    assert lines.text_of(marks) == "9:05 Sun       21:05        9:05 Mon"
    assert clock_lines.acknowledge_note(clock) == "24 h"
    # 22 h 43 of 24 h are 34 of 36 cells and an eighth; the last two hours are amber.
    assert cells_in(bar, INK.fill.color) == 33
    assert cells_in(bar, INK.soon_fill.color) == 2
    assert lines.text_of(bar).count("▏") == 3 + 1
    assert {span.style for span in head if "left" in span.text} == {INK.soon}


def test_to_resolve_as_in_the_picture() -> None:
    _acknowledge, clock = both(NOW)
    case = complaint(PACK)
    head, bar, days = clock_lines.resolve_lines(case, clock, look(), ROOM)
    assert lines.text_of(head) == "◦ 4 d 9:41 left     Fri 27 Nov 17:30"
    assert lines.text_of(days).rstrip() == "Mon 23 Tue 24 Wed 25 Thu 26 Fri 27"
    assert [span.text for span in days if span.style == INK.hi] == ["Mon 23"]
    assert lines.width(bar) == 35
    assert clock_lines.resolve_note(case) == "5 working days"


def test_a_working_day_fills_as_its_hours_go() -> None:
    _acknowledge, clock = both(at(24, "12:30"))
    bar = clock_lines.day_lines(clock, look(), ROOM)[0]
    # All of Monday and the four hours of Tuesday morning: ten cells and a half.
    assert cells_in(bar, INK.fill.color) == 11
    assert lines.text_of(bar).rstrip().count("▏") == 4
    # In the window of one day before the end the cells are amber.
    _acknowledge, late = both(at(27, "9:00"))
    assert cells_in(clock_lines.day_lines(late, look(), ROOM)[0], INK.soon_fill.color) == 1


def test_late_is_red_and_counts_up() -> None:
    acknowledge, resolve = both(at(27, "17:42"))
    head, bar, _marks = clock_lines.acknowledge_lines(acknowledge, look(at(27, "17:42")), ROOM)
    assert " ! 4 d 8:37 late " in lines.text_of(head)
    assert lines.text_of(bar).endswith("▸")
    assert cells_in(bar, INK.due_fill.color) == 3
    rows = clock_lines.resolve_lines(complaint(PACK), resolve, look(at(27, "17:42")), ROOM)
    assert " ! 12:00 late " in lines.text_of(rows[0])
    assert cells_in(rows[1], INK.due_fill.color) == 7


def test_what_is_done_says_whether_it_was_in_time() -> None:
    facts = ClockFacts(received_at=at(22, "9:05"), acknowledged_at=at(23, "8:00"))
    done, _resolve = both(at(24, "10:00"), facts)
    assert text(clock_lines.acknowledge_lines(done, look(at(24)), ROOM))[0].startswith(
        "✓ Mon 8:00 · in time"
    )
    bar = clock_lines.bar(done, look(), ROOM)
    assert cells_in(bar, INK.done_fill.color) > 30
    late, _resolve = both(
        at(24, "10:00"), ClockFacts(received_at=at(22, "9:05"), acknowledged_at=at(23, "9:17"))
    )
    assert "12:00 late" in lines.text_of(clock_lines.short("acknowledged", late, look(), ROOM))


def test_a_clock_that_stands_says_since_when_and_why() -> None:
    facts = ClockFacts(
        received_at=at(22, "9:05"), pauses=(Pause(reason="court", began_at=at(24, "10:00")),)
    )
    _acknowledge, clock = both(at(25, "10:12"), facts)
    case = complaint(
        PACK, pauses=(PauseLine(reason="court", began_at=at(24, "10:00"), ended_at=None),)
    )
    rows = text(clock_lines.resolve_lines(case, clock, look(at(25, "10:12")), ROOM))
    assert rows[0].startswith("⚑ the clock stands")
    assert rows[0].endswith("30:00 h left")
    assert "before a court" in rows[1]
    assert "since Tue 10:00" in rows[2]
    assert "▒" in rows[3]
    assert all(len(row) <= ROOM for row in rows)


def test_ten_days_are_two_weeks_and_more_share_one_row() -> None:
    _acknowledge, clock = both(NOW, ClockFacts(received_at=at(22, "9:05"), joint=True))
    rows = text(clock_lines.day_lines(clock, look(), ROOM))
    assert len(rows) == 4
    assert rows[3].rstrip().endswith("Fri 4")
    facts = ClockFacts(
        received_at=at(22, "9:05"),
        joint=True,
        pauses=(Pause(reason="court", began_at=at(24, "10:00"), ended_at=at(30, "10:00")),),
    )
    _acknowledge, longer = both(at(30, "10:01"), facts)
    rows = text(clock_lines.day_lines(longer, look(), ROOM))
    assert len(rows) == 2
    assert rows[1].startswith("Mon 23")
    assert "Mon 30" in rows[1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_line_at_80_columns(language: str) -> None:
    words.use(language)
    for now in (NOW, at(27, "17:42")):
        for clock in both(now):
            row = clock_lines.flat("Acknowledge", clock, look(now), 78)
            assert lines.width(row) == 78


anything = st.integers(min_value=at(22, "9:05"), max_value=at(22, "9:05") + 30 * DAY)


@given(
    now=anything, done=st.none() | anything, joint=st.booleans(), room=st.integers(14, 80),
    ink=st.sampled_from([INK, ink_of("frontdesk-light", flat=True)]),
    glyphs=st.sampled_from([FULL, PLAIN]),
)  # fmt: skip
def test_any_clock_fits_its_room(
    now: Millis, done: Millis | None, joint: bool, room: int, ink: Ink, glyphs: Glyphs
) -> None:
    facts = ClockFacts(
        received_at=at(22, "9:05"), joint=joint, acknowledged_at=done, closed_at=done
    )
    acknowledge, resolve = both(now, facts)
    seen = look(now, ink, glyphs)
    case = complaint(PACK)
    for row in (
        *clock_lines.acknowledge_lines(acknowledge, seen, room),
        *clock_lines.resolve_lines(case, resolve, seen, room),
        clock_lines.flat("x", acknowledge, seen, room),
    ):
        assert lines.width(row) <= room
        assert glyphs is FULL or not set(lines.text_of(row)) & set("▏▌◕◦✓▸⚑·–…▒")


def test_the_bar_grows_by_eighths_and_never_shrinks() -> None:
    before = -1
    for minute in range(0, 24 * 60, 7):
        clock, _resolve = both(at(22, "9:05") + minute * MINUTE)
        filled = round(clock.share * ROOM * 8)
        assert filled >= before
        before = filled
