"""What stands where, for the rows there are; how a closed case ended (visual spec 4, 5; C6)."""

import pytest
from msgspec.structs import replace

from frontdesk import words
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.deadlines import ClockFacts
from screens.cases import case_layout, closing_lines
from screens.cases.case_layout import Clocks
from screens.cases.fact_lines import Place
from screens.parts import lines
from screens.parts.act_hints import ActHint
from tests.cases.papers import closed, complaint
from tests.screens.cases.test_clock_lines import NOW, PACK, at, both, look

HINTS = [ActHint(key, f"Act {key}") for key in "1knpdhsw"]
SHORT = {"facts": "I waited. Nobody told me. " * 5, "wish": "an apology", "values": {}}
CASE = complaint(PACK, sheets=(), files=(), links=(), **SHORT)


def clocks(case: CaseFile) -> Clocks:
    facts = ClockFacts(
        received_at=case.received_at,
        acknowledged_at=case.acknowledged_at,
        closed_at=case.closed_at,
    )
    return Clocks(*both(NOW, facts))


def side(case: CaseFile, rows: int) -> list[str]:
    shown = case_layout.side_lines(case, clocks(case), HINTS, look(), 36, rows)
    assert all(lines.width(row) <= 36 for row in shown)
    return [lines.text_of(row).rstrip() for row in shown]


def left(case: CaseFile, rows: int, times: int = 9) -> list[str]:
    shown = case_layout.left_lines(case, Place(2, 5), "", look(), 76, rows, times)
    assert all(lines.width(row) <= 76 for row in shown)
    return [lines.text_of(row).rstrip() for row in shown]


def test_at_36_rows_all_of_the_picture_stands_there() -> None:
    rows = side(CASE, 30)
    titles = [row.split(" ─")[0] for row in rows if " ──" in row]
    assert titles[:4] == ["Acknowledge", "Resolve", "How the times were worked out", "Now"]
    assert len(rows) == 30
    rows = left(CASE, 30)
    assert len(rows) == 30 - case_layout.TIMES
    # With rails between the rungs, and their feet.
    assert sum("│       │" in row for row in rows) == 3


def test_where_rows_are_short_the_ladder_draws_closer_then_the_blanks_go() -> None:
    assert not any("│       │" in row for row in left(CASE, 26))
    assert "" not in left(CASE, 18)
    # Two rungs to the timeline's title: nothing runs over the timeline's least.
    assert len(left(CASE, 30, times=2)) <= 28


@pytest.mark.parametrize("rows", range(8, 40))
def test_what_can_be_done_is_never_lost(rows: int) -> None:
    for case in (CASE, complaint(PACK), closed(PACK)):
        shown = side(case, rows)
        assert len(shown) <= rows
        assert any(row.startswith("1 ") and "Act 1" in row for row in shown)


def test_a_closed_case_says_how_it_ended_in_place_of_its_clocks() -> None:
    rows = side(closed(PACK), 32)
    text = "\n".join(rows)
    assert rows[0].startswith("How it ended ──")
    assert "✓ resolved" in text
    assert "Results are told by" in text
    assert "by telephone · 冯岚" in text
    assert "Accepted   yes" in text
    assert "Nobody was named to call." in text
    assert "Fault      ours" in text
    assert "Whoever takes the result" in text
    assert "acknowledged ✓ 8:00 · in time" in text
    assert "resolved     ✓ Tue 11:00 · in time" in text
    assert " left" not in text


def test_what_was_said_of_it_afterwards_since_it_was_closed() -> None:
    case = closed(PACK)
    assert case.closed_at is not None
    rated = replace(case.events[0], id=20, what="satisfied", code_to="fair", at=case.closed_at + 1)
    looked = replace(rated, id=21, what="checked", code_to="effective")
    told = replace(case, events=(*case.events, rated, looked))
    assert "neither" in closing_lines.afterwards(told, look())
    # Before it was closed for the last time it counts no more.
    older = replace(case, events=(replace(rated, at=case.closed_at - 1), *case.events))
    assert closing_lines.afterwards(older, look()) == ""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_pane_keeps_half_of_it_for_the_timeline(language: str) -> None:
    words.use(language)
    for case in (CASE, complaint(PACK), closed(PACK)):
        rows = case_layout.narrow_lines(case, clocks(case), Place(2, 5), "", look(), 78, 20)
        assert len(rows) <= 12
        assert all(lines.width(row) <= 78 for row in rows)
        assert len(case_layout.foot_lines(HINTS, look(), 78)) <= 2


def test_a_kind_without_clocks_or_ladder_shows_none() -> None:
    bare = replace(CASE, rungs=CASE.rungs[:1])
    rows = case_layout.side_lines(bare, Clocks(None, None), HINTS, look(at(23)), 36, 30)
    assert not any("Acknowledge" in lines.text_of(row) for row in rows)
    assert not any("Ladder" in row for row in left(bare, 30))
