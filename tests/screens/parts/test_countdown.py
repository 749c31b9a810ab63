"""Clocks and countdowns as the visual spec writes them."""

import pytest

from frontdesk.clock import DAY, HOUR, MINUTE, SECOND
from screens.parts.countdown import clock_text, countdown, remaining, step_line
from screens.parts.glyphs import FULL
from screens.parts.ink import ink_of
from screens.parts.lines import text_of

INK = ink_of("frontdesk-dark", flat=False)


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (0, "0:00"),
        (-5 * SECOND, "0:00"),
        (999, "0:00"),
        (72 * SECOND, "1:12"),
        (59 * MINUTE + 59 * SECOND, "59:59"),
        (HOUR, "1:00:00"),
        (23 * HOUR + 5 * MINUTE + 7 * SECOND, "23:05:07"),
        (4 * DAY + 9 * HOUR + 41 * MINUTE, "4 d 9:41"),
        (DAY, "1 d 0:00"),
    ],
)
def test_clock(span: int, shown: str) -> None:
    assert clock_text(span) == shown


def test_countdown_words() -> None:
    assert countdown("ahead", 3 * MINUTE + 8 * SECOND) == "in 3:08"
    assert countdown("soon", 51_001) == "in 0:52"
    assert countdown("due", -12_900) == "0:12 late"
    assert countdown("done", 5) == ""
    assert remaining(72 * SECOND) == "1:12 left"


def test_time_left_never_reads_nothing_before_the_end() -> None:
    assert countdown("soon", 1) == "in 0:01"
    assert countdown("due", 0) == "0:00 late"


def test_a_due_step_is_inverse_to_its_last_cell() -> None:
    due = step_line("due", "GIVE WATER", INK, FULL)
    assert text_of(due) == " ! GIVE WATER "
    assert {span.style for span in due} == {INK.due}
    assert text_of(step_line("soon", "Give water", INK, FULL)) == " ◕ Give water"
