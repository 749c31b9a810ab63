"""What can be done: the first act bold, short ones two in a row, never more than there is room."""

from hypothesis import given
from hypothesis import strategies as st

from screens.cases import now_lines
from screens.parts import lines
from screens.parts.act_hints import ActHint
from tests.screens.cases.test_clock_lines import INK, look

HINTS = [
    ActHint("1", "Acknowledge: call, then say how"),
    ActHint("F5", "Pass up to General manager"),
    ActHint("Ctrl+S", "Resolve"),
    ActHint("n", "Note"),
    ActHint("r", "The person's reply", available=False),
    ActHint("d", "Sheet to a department"),
]


def test_one_below_the_other_and_short_ones_beside_each_other() -> None:
    rows = [lines.text_of(row).rstrip() for row in now_lines.act_rows(HINTS, look(), 36, 9)]
    assert rows == [
        "1   Acknowledge: call, then say how",
        "F5  Pass up to General manager",
        "Ctrl+S Resolve       n Note",
        "d   Sheet to a department",
    ]
    first = now_lines.act_rows(HINTS, look(), 36, 9)[0]
    assert first[-1].style == INK.strong


def test_the_last_row_says_how_many_more() -> None:
    rows = [lines.text_of(row).rstrip() for row in now_lines.act_rows(HINTS, look(), 36, 3)]
    assert rows[-1] == "?   3 more"
    chain = [lines.text_of(row) for row in now_lines.act_chain(HINTS, look(), 70, 1)]
    assert chain == ["1 Acknowledge: call, then say how   ? 4 more"]
    assert len(now_lines.act_chain(HINTS, look(), 78, 2)) == 2


@given(
    st.lists(st.builds(ActHint, st.sampled_from(["n", "F5", "Ctrl+S"]), st.text(max_size=30))),
    st.integers(0, 6),
    st.integers(30, 90),
)
def test_any_acts_fit(hints: list[ActHint], rows: int, room: int) -> None:
    for shown in (
        now_lines.act_rows(hints, look(), room, rows),
        now_lines.act_chain(hints, look(), room, max(1, rows)),
    ):
        assert len(shown) <= max(1, rows)
        assert all(lines.width(row) <= room for row in shown)
