"""The timeline: newest last, days said once, and at its end what is to be done next (C3)."""

from typing import get_args

import pytest
from msgspec.structs import replace

from frontdesk import words
from frontdesk.cases.case_file import CaseFile, PauseLine
from frontdesk.cases.cases import What
from frontdesk.cases.steps import Step, StepCode
from frontdesk.clock import HOUR, Millis
from screens.cases import time_lines
from screens.cases.time_lines import NEXT, Timeline
from screens.parts import lines
from tests.cases.papers import complaint
from tests.screens.cases.test_clock_lines import INK, NOW, PACK, at, look

ROOM = 75


def step(code: StepCode = "acknowledge") -> Step:
    return Step(step=code, due_at=at(23, "9:05"), window=2 * HOUR)


CASE = complaint(PACK, next=step())


def drawn(case: CaseFile = CASE, now: Millis = NOW, room: int = ROOM) -> list[str]:
    source = Timeline(case, look(now), room)
    rows = source.rows(0, source.count())
    assert [row.key for row in rows[: len(case.events)]] == [one.id for one in case.events]
    assert all(len(row.lines) == 1 and lines.width(row.lines[0]) == room for row in rows)
    return [lines.text_of(row.lines[0]).rstrip() for row in rows]


def test_as_in_the_picture() -> None:
    rows = drawn()
    assert rows[0].startswith(" Sun 22  9:05  ☎ Opened: telephone, ordinary")
    assert rows[0].endswith("赵磊")
    assert rows[1].startswith("         9:20  ▴ Severity: ordinary → serious · late and told off")
    assert rows[6].startswith("        16:10  ✎ Heard nurse 高伟: no record of the result call")
    assert rows[8].startswith(" Mon 23  7:30  ▸ Taken over at Medical affairs")
    assert rows[-1].startswith("         7:48  ◕ next: acknowledge by 9:05")
    assert rows[-1].endswith("冯岚")


def test_only_what_is_on_show_is_made_and_its_first_row_says_the_day() -> None:
    source = Timeline(CASE, look(), ROOM)
    rows = source.rows(3, 2)
    assert [row.key for row in rows] == [4, 5]
    assert lines.text_of(rows[0].lines[0]).startswith(" Sun 22 ")
    assert source.index(5) == 4
    assert source.index(NEXT) == len(CASE.events)
    assert source.index("gone") is None


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("acknowledge", "acknowledge"), ("rung", "resolve or pass up"), ("resolve", "resolve"),
        ("accept", "林国栋 accepts"),
    ],
)  # fmt: skip
def test_what_is_next_in_the_colour_of_its_time(code: StepCode, says: str) -> None:
    case = replace(CASE, next=step(code), offered="林国栋")
    words_of = lines.text_of(time_lines.next_words(case, look(at(23, "6:00")))[1])
    assert words_of == f"next: {says} by 9:05"
    soon = time_lines.next_words(case, look(at(23, "7:05")))[1]
    assert soon[0].style == INK.soon_text
    late = time_lines.next_words(case, look(at(23, "9:06")))[1]
    assert late[0].style == INK.due
    assert lines.text_of(late) == f" {says.upper()} · 1:00 late "


def test_a_closed_case_is_at_its_end_and_a_paused_one_stands() -> None:
    closed = replace(CASE, closed_at=at(23, "7:40"), next=None)
    assert not any("next" in row for row in drawn(closed))
    pause = PauseLine(reason="court", began_at=at(23, "7:00"), ended_at=None)
    assert "⚑ the clock stands" in drawn(replace(CASE, next=None, pauses=(pause,)))[-1]
    # Closed while it stood.
    assert not time_lines.has_next(replace(closed, pauses=(pause,)))
    assert not time_lines.has_next(replace(CASE, next=None, pauses=()))


def test_a_day_long_past_is_said_by_its_month() -> None:
    assert drawn(now=at(20, "8:00", month=12))[0].startswith(" 22 Nov  9:05")


def test_every_event_has_a_sign_and_a_sentence() -> None:
    for language in ("en", "zh"):
        words.use(language)
        for what in get_args(What):
            event = replace(CASE.events[0], what=what, code_from="", code_to="")
            (row, *_rest) = drawn(replace(CASE, events=(event,)))
            assert len(row) > 20


def test_one_event_in_full_with_all_that_was_written() -> None:
    long = replace(CASE.events[6], text="first line\n" + "a word " * 40)
    case = replace(CASE, events=(*CASE.events[:6], long))
    rows = [lines.text_of(row) for row in time_lines.event_lines(case, long.id, look(), 60)]
    assert rows[0].startswith("Complaint C-0228 ──")
    assert rows[0].endswith("Sun 22 Nov 16:10")
    assert "✎ Note" in rows[2]
    assert "  first line" in rows
    assert sum("a word" in row for row in rows) > 4
    assert all(len(row) <= 60 for row in rows)
    first = [lines.text_of(row) for row in time_lines.event_lines(CASE, 1, look(), 60)]
    assert any("Person ──" in row for row in first)
    gone = [lines.text_of(row) for row in time_lines.event_lines(CASE, 99, look(), 60)]
    assert "not on the timeline" in gone[2]
