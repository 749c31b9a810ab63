"""Panel titles on a rule, always as wide as asked."""

from hypothesis import given
from hypothesis import strategies as st

from screens.parts import lines
from screens.parts.glyphs import FULL, PLAIN
from screens.parts.ink import ink_of
from screens.parts.panel import empty_lines, margin, rule_line

INK = ink_of("frontdesk-dark", flat=False)


@given(st.text(max_size=20), st.text(max_size=30), st.integers(0, 60), st.booleans())
def test_rule_is_exact(title: str, note: str, room: int, plain: bool) -> None:
    made = rule_line(title, room, INK, PLAIN if plain else FULL, note)
    assert lines.width(made) == room


def test_rule_runs_between_title_and_note() -> None:
    made = rule_line("Waiting", 30, INK, FULL, "9 people")
    assert lines.text_of(made) == "Waiting ───────────── 9 people"
    assert lines.text_of(rule_line("候诊", 10, INK, FULL)) == "候诊 ─────"


def test_margin() -> None:
    assert (margin(80), margin(109), margin(110)) == (1, 1, 2)


def test_empty_list_says_what_to_do() -> None:
    first, second = empty_lines(
        "Nobody is waiting.", INK, FULL, "The last left at 7:31.", "F2", "Register"
    )
    assert lines.text_of(first) == "Nobody is waiting."
    assert lines.text_of(second) == "The last left at 7:31.  F2 Register"
