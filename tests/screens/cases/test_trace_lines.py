"""How the times were worked out: each day counted or not with why, the result in bold (C4)."""

import pytest

from frontdesk import words
from frontdesk.cases import deadlines
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.deadlines import ClockFacts, Pause
from screens.cases import trace_lines
from screens.parts import lines
from tests.cases.papers import complaint
from tests.screens.cases.test_clock_lines import (
    CALENDAR,
    INK,
    KIND,
    PACK,
    ROOM,
    SERIOUS,
    ZONE,
    at,
    look,
)


def told(facts: ClockFacts, rows: int = 20, room: int = ROOM) -> list[str]:
    return [lines.text_of(row) for row in drawn(of(facts), rows, room)]


def of(facts: ClockFacts) -> CaseFile:
    assert CALENDAR is not None
    return complaint(PACK, trace=deadlines.trace(facts, KIND, SERIOUS, CALENDAR, ZONE))


def drawn(case: CaseFile, rows: int = 20, room: int = ROOM) -> list[lines.Line]:
    return trace_lines.trace_lines(case, look(), room, rows)


PICTURE = ClockFacts(received_at=at(22, "9:05"))


def test_as_in_the_picture() -> None:
    assert told(PICTURE) == [
        "received   Sun 22 Nov 9:05          ",
        "+ 24 h     Mon 23 Nov 9:05     clock",
        "─" * ROOM,
        "Sun 22     weekend       not counted",
        "Mon 23     working day             1",
        "Tue – Thu  working days        2 3 4",
        "Fri 27     working day             5",
        "─" * ROOM,
        "resolve by Fri 27 Nov 17:30         ",
        "holidays   none on the way          ",
    ]
    bold = [span.text for row in drawn(of(PICTURE)) for span in row if span.style == INK.hi]
    assert bold == ["Mon 23 Nov 9:05", "Fri 27 Nov 17:30"]


def test_holidays_are_named_and_exchanged_days_count() -> None:
    rows = told(ClockFacts(received_at=at(29, "10:00", month=9)))
    assert any("National Day" in row and "not counted" in row for row in rows)
    assert any("exchanged day" in row for row in rows)
    assert "National Day" in rows[-1]


def test_a_pause_says_what_it_cost_and_an_open_one_that_it_stands() -> None:
    ended = Pause(reason="papers", began_at=at(23, "9:30"), ended_at=at(23, "14:00"))
    still = Pause(reason="court", began_at=at(24, "10:00"))
    rows = told(ClockFacts(received_at=at(22, "9:05"), pauses=(ended, still)))
    assert any(row.startswith("Mon 9:30") and row.endswith("+ 3:00") for row in rows)
    assert any(row.startswith("Tue 10:00") and row.endswith("stands") for row in rows)
    assert any("when the clock runs on" in row for row in rows)


def test_opened_again_it_begins_anew() -> None:
    facts = ClockFacts(received_at=at(22, "9:05"), reopened_at=at(24, "11:00"))
    assert any(row.startswith("reopened") and row.endswith("anew") for row in told(facts))


@pytest.mark.parametrize("rows", range(1, 14))
def test_in_few_rows_the_result_stays(rows: int) -> None:
    joint = ClockFacts(received_at=at(22, "9:05"), joint=True)
    shown = told(joint, rows)
    assert len(shown) <= rows
    assert any("Fri 4 Dec 17:30" in row for row in shown)
    # Of the days the first and the last stay, and how many are left out is said.
    if rows >= 6:
        assert any(row.startswith("Sun 22") for row in shown)
        assert any(row.endswith(" 10") for row in shown)
        assert any("lines more" in row for row in shown) is (rows < 9)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_row_is_as_wide_as_its_room(language: str) -> None:
    words.use(language)
    for room in (24, 36, 50):
        for row in drawn(of(PICTURE), 20, room):
            assert lines.width(row) == room


def test_nothing_to_say() -> None:
    assert drawn(complaint(PACK, trace=())) == []
