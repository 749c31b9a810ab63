"""What was understood of a time: the day, the time where it was not typed, how long from now."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from frontdesk.clock import DAY, HOUR, MINUTE, SECOND, Millis, instant
from screens.parts.due_note import due_line
from screens.parts.glyphs import FULL
from screens.parts.ink import ink_of
from screens.parts.lines import text_of

INK = ink_of("frontdesk-dark", flat=False)
ZONE = ZoneInfo("Asia/Shanghai")
NOW = instant(datetime(2026, 11, 23, 7, 50, 26, tzinfo=ZONE))
FIVE = instant(datetime(2026, 11, 23, 17, 0, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("typed", "at", "said"),
    [
        ("17:00", FIVE, "today · in 9:09"),
        ("5pm", FIVE, "today 17:00 · in 9:09"),
        ("30m", NOW + 30 * MINUTE, "today 8:20 · in 30 min"),
        ("30m", NOW + 30 * SECOND, "today 7:50 · in 1 min"),
        ("17:00", FIVE + DAY, "tomorrow"),
        ("7:00", FIVE + 14 * HOUR, "tomorrow · in 23:09"),
        ("Fri", FIVE + 4 * DAY, "Fri 27 Nov 17:00"),
        ("7:00", NOW - HOUR + 9 * MINUTE + 34 * SECOND, "today · over"),
    ],
)
def test_what_is_said(typed: str, at: Millis, said: str) -> None:
    assert text_of(due_line(typed, at, NOW, ZONE, INK, FULL)) == said
