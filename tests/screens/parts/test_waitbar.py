"""The wait bar: always as wide as asked, red after an undone tick, whatever the pack's minutes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.clock import MINUTE, SECOND
from screens.parts import lines
from screens.parts.glyphs import FULL, PLAIN, Glyphs
from screens.parts.ink import Ink, ink_of
from screens.parts.waitbar import Mark, MarkState, span_of, tick_cells, wait_bar, wait_head

INK = ink_of("frontdesk-dark", flat=False)
FLAT = ink_of("frontdesk-dark", flat=True)
SPAN = 20 * MINUTE
C = INK.colours


def steps(water: MarkState, check: MarkState) -> list[Mark]:
    return [
        Mark(5 * MINUTE, water, MINUTE, "water"),
        Mark(15 * MINUTE, check, 2 * MINUTE, "check"),
    ]


def text(elapsed: int, marks: list[Mark], *, all_done: bool = False, glyphs: Glyphs = FULL) -> str:
    spans = wait_bar(elapsed, marks, span=SPAN, ink=INK, glyphs=glyphs, all_done=all_done)
    return lines.text_of(spans)


def grounds(elapsed: int, marks: list[Mark], *, all_done: bool = False) -> list[str]:
    """The colour that fills each cell, or `track`."""
    out: list[str] = []
    names = {C.fill: "fill", C.soon_fill: "soon", C.due_bg: "due", C.done_fill: "done"}
    for span in wait_bar(elapsed, marks, span=SPAN, ink=INK, glyphs=FULL, all_done=all_done):
        for character in span.text:
            front = span.style.color.name if span.style.color else ""
            back = span.style.bgcolor.name if span.style.bgcolor else ""
            block = character in FULL.eighths and front in names
            out.append(names[front] if block else names.get(back, "track"))
    return out


states = st.sampled_from(["ahead", "soon", "due", "done", "skipped"])
marks_of = st.lists(
    st.builds(Mark, st.integers(0, 60 * MINUTE), states, st.integers(0, 5 * MINUTE)), max_size=6
)


@given(
    st.integers(-MINUTE, 90 * MINUTE),
    marks_of,
    st.integers(0, 40),
    st.integers(1, 60 * MINUTE),
    st.booleans(),
    st.booleans(),
    st.sampled_from([FULL, PLAIN]),
    st.sampled_from([INK, FLAT]),
)
def test_always_exactly_as_wide_as_asked(
    elapsed: int,
    marks: list[Mark],
    room: int,
    span: int,
    odd: bool,
    all_done: bool,
    glyphs: Glyphs,
    ink: Ink,
) -> None:
    bar = wait_bar(
        elapsed,
        marks,
        span=span,
        ink=ink,
        glyphs=glyphs,
        cells=room,
        odd=odd,
        all_done=all_done,
    )
    assert lines.width(bar) == room
    if glyphs.plain and not ink.flat:
        assert lines.text_of(bar).isascii()


@given(st.integers(0, 19 * MINUTE), st.integers(0, 19 * MINUTE))
def test_longer_is_never_shorter(one: int, other: int) -> None:
    early, late = sorted((one, other))
    marks = steps("ahead", "ahead")
    assert grounds(early, marks).count("fill") <= grounds(late, marks).count("fill")


def test_ticks_ahead() -> None:
    assert text(0, steps("ahead", "ahead")) == "     ▏         ▏    "


def test_eighths_to_the_present() -> None:
    assert text(3 * MINUTE + 30 * SECOND, steps("ahead", "ahead")) == "███▌ ▏         ▏    "


def test_done_and_skipped_stand_in_their_cell() -> None:
    assert text(10 * MINUTE, steps("done", "ahead")) == "█████✓████     ▏    "
    assert text(10 * MINUTE, steps("skipped", "ahead")) == "█████✗████     ▏    "


def test_cells_after_an_undone_tick_are_red() -> None:
    colours = grounds(16 * MINUTE + 12 * SECOND, steps("done", "due"))
    assert colours[:15] == ["fill"] * 15
    assert colours[15:17] == ["due", "due"]
    assert colours[17:] == ["track"] * 3


def test_late_shows_from_the_first_second() -> None:
    assert grounds(5 * MINUTE, steps("due", "ahead"))[4:7] == ["fill", "due", "track"]


def test_the_window_is_amber_and_goes_grey_again_when_done() -> None:
    at = 13 * MINUTE + 42 * SECOND
    assert grounds(at, steps("skipped", "soon"))[12:15] == ["fill", "soon", "track"]
    assert "soon" not in grounds(at, steps("done", "done"))


def test_all_done_is_green_and_runs_on_past_the_end() -> None:
    marks = steps("done", "done")
    assert set(grounds(24 * MINUTE, marks, all_done=True)) == {"done"}
    assert text(24 * MINUTE, marks, all_done=True) == "█████✓█████████✓███▸"
    assert "▸" not in text(20 * MINUTE, marks)


def test_a_step_due_beyond_the_end_reddens_the_last_cell() -> None:
    marks = [*steps("done", "done"), Mark(30 * MINUTE, "due")]
    assert grounds(31 * MINUTE, marks)[18:] == ["fill", "due"]


def test_other_minutes_scale_and_meet_their_ticks() -> None:
    span = span_of(25 * MINUTE)
    ats = [2 * MINUTE, 10 * MINUTE, 25 * MINUTE]
    places = tick_cells(ats, 20, span)
    assert list(places.values()) == [1, 6, 15]
    for at in ats:
        before = wait_bar(at - 1, [Mark(at, "ahead")], span=span, ink=INK, glyphs=FULL, cells=20)
        after = wait_bar(at, [Mark(at, "due")], span=span, ink=INK, glyphs=FULL, cells=20)
        assert lines.text_of(before)[places[at]] == "▏"
        assert lines.text_of(before)[places[at] + 1 :].strip() == ""
        assert lines.text_of(after)[: places[at]] == "█" * places[at]


def test_emergency_has_one_tick_at_two() -> None:
    marks = [Mark(2 * MINUTE, "soon", MINUTE)]
    assert text(68 * SECOND, marks) == "█▏▏" + " " * 17
    assert grounds(68 * SECOND, marks)[:3] == ["fill", "soon", "track"]


def test_odd_rows_take_the_other_shades() -> None:
    even = wait_bar(MINUTE, [], span=SPAN, ink=INK, glyphs=FULL)
    odd = wait_bar(MINUTE, [], span=SPAN, ink=INK, glyphs=FULL, odd=True)
    assert lines.text_of(even) == lines.text_of(odd)
    assert {span.style for span in even}.isdisjoint({span.style for span in odd})


def test_without_colour_lateness_is_still_a_length() -> None:
    bar = wait_bar(17 * MINUTE, steps("done", "due"), span=SPAN, ink=FLAT, glyphs=FULL)
    assert lines.text_of(bar) == "▒▒▒▒▒✓▒▒▒▒▒▒▒▒▒!!   "
    plain = wait_bar(17 * MINUTE, steps("done", "due"), span=SPAN, ink=FLAT, glyphs=PLAIN)
    assert lines.text_of(plain) == "=====v=========!!   "


def test_head_words_and_minutes() -> None:
    words, minutes = wait_head(steps("ahead", "ahead"), span=SPAN, ink=INK)
    assert lines.text_of(words) == "     water     check"
    assert lines.text_of(minutes) == "0    5         15"


@pytest.mark.parametrize(("at", "shown"), [(150 * SECOND, "2:30"), (3 * MINUTE, "3")])
def test_head_tells_parts_of_a_minute(at: int, shown: str) -> None:
    _words, minutes = wait_head([Mark(at, "ahead")], span=span_of(at), ink=INK)
    assert lines.text_of(minutes).split() == ["0", shown]


def test_head_leaves_out_a_word_that_would_touch() -> None:
    marks = [Mark(5 * MINUTE, "ahead", word="送水送水"), Mark(6 * MINUTE, "ahead", word="询问")]
    words, _minutes = wait_head(marks, span=SPAN, ink=INK)
    assert lines.text_of(words) == "     送水送水"
