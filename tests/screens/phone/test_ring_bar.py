"""The ring strip: a length that only grows, whole at the end of its ring, red when late."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.packs.load import builtin
from frontdesk.packs.structs import Cadence
from screens.parts import lines
from screens.parts.glyphs import FULL, PLAIN, Glyphs
from screens.parts.ink import Ink, ink_of
from screens.phone.ring_bar import GAP, bar_rows, filled, layout, tones

INK = ink_of("frontdesk-dark", flat=False)
FLAT = ink_of("frontdesk-dark", flat=True)
RINGS = builtin("hotline").rings
CN, UK = RINGS["CN"], RINGS["UK"]

spans = st.integers(1, 9_000)
cadences = st.one_of(
    st.sampled_from(list(RINGS.values())),
    st.builds(
        lambda pairs, rings: Cadence(
            on=tuple(on for on, _off in pairs),
            off=tuple(off for _on, off in pairs),
            target_rings=rings,
        ),
        st.lists(st.tuples(spans, spans), min_size=1, max_size=4),
        st.integers(1, 40),
    ),
)


def strip(elapsed: int, room: int = 114, ink: Ink = INK, glyphs: Glyphs = FULL) -> list[str]:
    rows = bar_rows(layout(room, CN, elapsed), CN, elapsed, ink, glyphs)
    return [lines.text_of(row) for row in rows]


@pytest.mark.parametrize(("room", "size"), [(114, 36), (77, 24), (154, 48)])
def test_three_segments_as_long_as_the_visual_spec_says(room: int, size: int) -> None:
    assert [one.size for one in layout(room, CN, 0)] == [size] * 3


@given(st.integers(0, 200), cadences, st.integers(0, 400_000))
def test_segments_never_touch_and_show_the_ring_that_sounds(
    room: int, cadence: Cadence, elapsed: int
) -> None:
    segments = layout(room, cadence, elapsed)
    for one, after in pairwise(segments):
        assert one.at + one.size + GAP <= after.at
        assert one.ring + 1 == after.ring
    assert segments[-1].at + segments[-1].size <= room
    now = min(cadence.target_rings, elapsed // cadence.ring + 1)
    assert now in [one.ring for one in segments]


@given(
    st.integers(0, 200),
    cadences,
    st.integers(-5, 400_000),
    st.sampled_from([INK, FLAT]),
    st.sampled_from([FULL, PLAIN]),
)
def test_never_wider_than_its_room(
    room: int, cadence: Cadence, elapsed: int, ink: Ink, glyphs: Glyphs
) -> None:
    segments = layout(room, cadence, elapsed)
    rows = bar_rows(segments, cadence, elapsed, ink, glyphs)
    assert {lines.width(row) for row in rows} == {segments[-1].at + segments[-1].size}
    if glyphs.plain:
        assert all(lines.text_of(row).isascii() for row in rows)


@given(cadences, st.integers(0, 60_000), st.integers(0, 60_000), st.integers(1, 60))
def test_longer_is_never_shorter(cadence: Cadence, one: int, other: int, room: int) -> None:
    segment = layout(room, cadence, 0)[0]
    early, late = sorted((one, other))
    assert filled(segment, cadence, early) <= filled(segment, cadence, late)


@given(cadences, st.integers(1, 60))
def test_full_exactly_when_the_ring_is_over(cadence: Cadence, room: int) -> None:
    segment = layout(room, cadence, 0)[0]
    assert filled(segment, cadence, cadence.ring) == segment.size * 8
    assert filled(segment, cadence, cadence.ring - 1) < max(1, segment.size * 8)


def test_the_tone_is_the_first_fifth_and_two_rows_high() -> None:
    above, below = strip(6_900)
    assert above[:8] == "███████ "
    assert above[39:47] == "███████ "
    assert below[:36] == "█" * 36
    assert below[39:79].rstrip() == "█" * 13 + "▋"


def test_two_tones_a_ring_are_two_towers() -> None:
    assert tones(UK, 36) == [(0, 5), (7, 12)]
    above, _below = bar_rows(layout(114, UK, 2_999), UK, 2_999, INK, FULL)
    assert lines.text_of(above).startswith("█████  █████ ")


@given(cadences, st.integers(1, 60))
def test_no_tone_is_too_short_to_be_seen(cadence: Cadence, size: int) -> None:
    for begin, end in tones(cadence, size):
        assert 0 <= begin < end


def test_after_the_last_ring_all_of_it_is_red() -> None:
    for elapsed, red in ((14_999, False), (15_000, True), (44_000, True)):
        _above, below = bar_rows(layout(114, CN, elapsed), CN, elapsed, INK, FULL)
        drawn = {span.style.bgcolor for span in below if span.style.bgcolor}
        assert (drawn == {INK.due.bgcolor}) is red


def test_without_colour_the_shape_tells_it() -> None:
    above, below = strip(6_900, 77, FLAT)
    assert above.split() == ["█" * 5, "█" * 5, "·" * 5]
    assert below.split() == ["█" * 5 + "▒" * 19, "█" * 5 + "▒" * 4 + "·" * 15, "·" * 24]
    assert set(strip(15_000, 77, FLAT, PLAIN)[1]) == {"!", " "}
