"""The rows of the lists of cases: exact to the cell, time alone in colour (visual spec 4, 5)."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.cases import lists
from frontdesk.cases.lists import CaseLine
from frontdesk.cases.sentences import SpokenNames
from frontdesk.cases.steps import Step
from frontdesk.clock import DAY, HOUR, MINUTE, Millis
from frontdesk.session import Session
from screens.cases import case_rows
from screens.cases.case_rows import Head, ListLook
from screens.parts import cells, lines
from screens.parts.glyphs import FULL, PLAIN
from screens.parts.ink import ink_of
from tests.conftest import MORNING, ZONE
from tests.screens.cases.listing import open_complaint

INK = ink_of("frontdesk-dark", flat=False)
NOW: Millis = MORNING
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
ME = 1
ODD = st.text(st.characters(codec="utf-8"), max_size=60)


def look(room: int = 77, *, two: bool = False, plain: bool = False) -> ListLook:
    """A list of this width."""
    return ListLook(
        ink=INK, glyphs=PLAIN if plain else FULL, now=NOW, zone=ZONE,
        names=SpokenNames({}, {1: "Li Na", 2: "冯岚"}), two=two, room=room, me=ME,
        short={"internal": "Internal"},
    )  # fmt: skip


@pytest.fixture
def case(session: Session) -> CaseLine:
    """A complaint that is to be acknowledged in a day."""
    return lists.by_id(session, [open_complaint(session).id])[0]


def _but(case: CaseLine, **more: object) -> CaseLine:
    return msgspec.structs.replace(case, **more)


def _text(case: CaseLine, here: ListLook) -> list[str]:
    return [lines.text_of(one) for one in case_rows.case_row(case, here).lines]


@SHARED
@given(ODD, ODD, ODD, st.integers(1, 200), st.booleans(), st.booleans())
def test_a_row_takes_the_room_there_is(
    case: CaseLine, name: str, place: str, said: str, room: int, two: bool, plain: bool
) -> None:
    here = look(room, two=two, plain=plain)
    row = case_rows.case_row(_but(case, name=name, place=place, said=said, offered_id=2), here)
    assert [lines.width(one) for one in row.lines] == [room] * (2 if two else 1)
    head = case_rows.head_row(Head(name, (case,)), here)
    assert head.key is None
    assert all(lines.width(one) in (0, room) for one in head.lines)


@pytest.mark.parametrize("room", [77, 79, 117])
def test_the_heading_stands_over_its_columns(case: CaseLine, room: int) -> None:
    for two in (False, True):
        here = look(room, two=two)
        over, row = lines.text_of(case_rows.heading(here)), _text(case, here)[0]
        assert over.index("Who and what" if two else "Name") == row.index("吕敏")
        assert _before(over, "Next step") == _before(row, "Pass up")


def _before(row: str, word: str) -> int:
    return cells.width(row[: row.index(word)])


@pytest.mark.parametrize(
    ("left", "one", "two"),
    [
        (27 * DAY + 8 * HOUR, "27 d 8:00", "in 27 d 8:00"),
        (2 * HOUR, "2:00:00", "in 2:00:00"),
        (9 * MINUTE, "9:00", "in 9:00"),
        (-27 * DAY, "27 d 0:00", "27 d 0:00 late"),
        (-23 * HOUR, "23:00:00 late", "23:00:00 late"),
    ],
)
def test_the_time_left_is_whole(case: CaseLine, left: Millis, one: str, two: str) -> None:
    for code in ("accept", "acknowledge", "rung", "resolve"):
        step = Step(step=code, due_at=NOW + left, window=10 * MINUTE)  # type: ignore[arg-type]
        told = _but(case, next=step)
        assert _text(told, look(77))[0].endswith(one)
        assert two in _text(told, look(77, two=True))[1]
        due = left <= 0
        assert (f"! {case_rows.step_word(step.step, due=True)}" in _text(told, look())[0]) is due


def test_only_time_has_a_colour(case: CaseLine) -> None:
    grave = _but(case, severity_place=4, offered_id=ME)
    for two in (False, True):
        row = case_rows.case_row(grave, look(two=two))
        coloured = {INK.soon, INK.soon_text, INK.due, INK.due_text, INK.done}
        assert not {span.style for one in row.lines for span in one} & coloured
    late = _but(grave, next=Step(step="resolve", due_at=NOW - 1, window=HOUR))
    styles = [span.style for span in case_rows.case_row(late, look()).lines[0]]
    assert INK.due in styles
    assert INK.due_text in styles


def test_without_a_next_step_it_says_why(case: CaseLine) -> None:
    assert "⚑ Clock stands" in _text(_but(case, next=None, paused=True), look())[0]
    closed = _but(case, next=None, closed_at=NOW - HOUR, outcome="withdrawn")
    row = case_rows.case_row(closed, look(two=True))
    assert "✓ withdrawn" in lines.text_of(row.lines[0])
    assert "6:30" in lines.text_of(row.lines[1])
    assert INK.hi not in {span.style for span in row.lines[0]}


def test_a_narrow_list_keeps_number_name_and_next_step(case: CaseLine) -> None:
    text = _text(case, look(60))[0]
    assert "C-0001" in text
    assert "吕敏" in text
    assert "Internal" not in text
    assert lines.width(case_rows.heading(look(60))) <= 60
