from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.packs import durations


def read(parse: Callable[[str], int], text: str) -> int | None:
    """What `text` says; None where it is refused as it should be."""
    try:
        return parse(text)
    except ValueError:
        return None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("90s", 90_000),
        ("5m", 300_000),
        ("1h30m", 5_400_000),
        ("2d", 172_800_000),
        ("400ms", 400),
        ("1m400ms", 60_400),
    ],
)
def test_durations_as_people_say_them(text: str, span: int) -> None:
    assert durations.parse(text) == span


@pytest.mark.parametrize(
    "text",
    ["", "5", "m", "0m", "-5m", "5 m", "5m ", "5M", "1.5h", "5m1h", "5m5m", "٥m", "９m", "9999d",
     "999999h999999m", "5min", "inf", "5m\n"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    assert read(durations.parse, text) is None


@given(st.integers(1, durations.LONGEST))
def test_what_is_said_reads_back(span: int) -> None:
    assert durations.parse(durations.say(span)) == span


def test_nothing_cannot_be_said() -> None:
    with pytest.raises(ValueError, match="0"):
        durations.say(0)


@given(st.text(max_size=30))
def test_any_text_is_a_duration_or_a_value_error(text: str) -> None:
    span = read(durations.parse, text)
    assert span is None or 0 < span <= durations.LONGEST


def test_times_of_day() -> None:
    assert durations.parse_time("4:00") == 4 * 3_600_000
    assert durations.parse_time("23:59") == (24 * 60 - 1) * 60_000
    for text in ("24:00", "4", "4:60", "4:0", "-4:00", "４:00", ""):
        assert read(durations.parse_time, text) is None
