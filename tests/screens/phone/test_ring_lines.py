"""The dock of a ring: nine rows, which ring it is, how long is left, how late it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from frontdesk import words
from frontdesk.packs.load import builtin
from frontdesk.packs.structs import Cadence
from screens.parts import lines
from screens.parts.glyphs import FULL, PLAIN, Glyphs
from screens.parts.ink import Ink, ink_of
from screens.phone.ring_lines import ROWS, Keys, Ring, again, ring_lines

INK = ink_of("frontdesk-dark", flat=False)
FLAT = ink_of("frontdesk-dark", flat=True)
RINGS = builtin("hotline").rings
RING = Ring(
    elapsed=6_900,
    cadence=RINGS["CN"],
    line="2",
    number="139****4471",
    who="何静",
    about="F 38 · 2 calls, 1 visit",
    draft="in your draft",
    passing="hotline 1",
)


def shown(ring: Ring, room: int = 120, ink: Ink = INK, glyphs: Glyphs = FULL) -> list[str]:
    return [lines.text_of(row) for row in ring_lines(ring, room, ink, glyphs)]


anything = st.text(max_size=30)


@given(
    st.builds(
        Ring,
        elapsed=st.integers(-5, 500_000),
        cadence=st.sampled_from(list(RINGS.values()))
        | st.builds(Cadence, on=st.just((1,)), off=st.just((1,)), target_rings=st.integers(1, 50)),
        line=anything,
        number=anything,
        who=anything,
        about=anything,
        draft=anything,
        passing=anything,
        by_hand=st.booleans(),
        second=st.booleans(),
    ),
    st.integers(0, 170),
    st.sampled_from([INK, FLAT]),
    st.sampled_from([FULL, PLAIN]),
    st.sampled_from(["en", "zh"]),
)
def test_always_nine_rows_of_exactly_the_room(
    ring: Ring, room: int, ink: Ink, glyphs: Glyphs, language: str
) -> None:
    words.use(language)
    rows = ring_lines(ring, room, ink, glyphs)
    assert [lines.width(row) for row in rows] == [room] * ROWS


def test_as_in_the_picture() -> None:
    rows = shown(RING)
    assert all(row.startswith("▌") for row in rows)
    assert rows[1].startswith("▌   Incoming call   line 2   139****4471   何静 · F 38")
    assert "1 visit · in your draft" in rows[1]
    assert rows[1].endswith("  6.9 s  ")
    assert rows[5][4:].split("   ")[0] == "RING 1  ✓ 0:05"
    assert rows[5][43:].startswith("RING 2  ◕ answer in 8.1 s ")
    assert rows[5][82:].startswith("RING 3  answer before 0:15")
    assert rows[7].startswith("▌    F3 Answer    F5 Pass to hotline 1   Ctrl+G Caller gone")


@pytest.mark.parametrize(
    ("elapsed", "ring", "left"),
    [(0, 1, "15.0"), (1, 1, "15.0"), (4_999, 1, "10.1"), (5_000, 2, "10.0"), (14_999, 3, "0.1")],
)
def test_the_ring_and_the_time_left_at_the_edges(elapsed: int, ring: int, left: str) -> None:
    captions = shown(replace(RING, elapsed=elapsed))[5]
    assert f"RING {ring}  ◕ answer in {left} s" in captions
    assert captions.count("◕") == 1


def test_late_counts_up_and_says_which_ring_sounds() -> None:
    before, after = (shown(replace(RING, elapsed=at))[5] for at in (14_999, 15_000))
    assert "LATE" not in before
    assert after[4:].startswith(" ! LATE 0:00   RING 4")
    assert "in time was before 0:15" in after
    assert " ! LATE 0:04 " in shown(replace(RING, elapsed=19_900))[5]


def test_the_lateness_is_inverse() -> None:
    row = ring_lines(replace(RING, elapsed=19_000), 120, INK, FULL)[5]
    late = next(span for span in row if "LATE" in span.text)
    assert late.style.bgcolor == INK.due.bgcolor


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", [80, 120, 160])
def test_captions_are_whole_at_every_width(room: int, language: str) -> None:
    words.use(language)
    for elapsed in (0, 6_900, 12_000, 19_000):
        assert "…" not in shown(replace(RING, elapsed=elapsed), room)[5]


def test_what_has_no_room_beside_the_number_stands_below() -> None:
    about = f"{RING.about} · {again(2, 7)}"
    rows = shown(replace(RING, about=about), 80)
    assert "何静" in rows[1]
    assert f"{about} · in your draft" in rows[2]
    assert shown(RING, 120)[2].strip("▌ ") == ""


def test_by_hand_says_so() -> None:
    rows = shown(replace(RING, by_hand=True))
    assert "139****4471 · by hand" in rows[1]
    assert "By hand: the rings count from your key." in rows[7]
    assert "by hand" not in " ".join(shown(RING)).lower()


def test_a_second_call_is_held_for() -> None:
    rows = shown(replace(RING, second=True, passing=""))
    assert rows[1].startswith("▌   Second call")
    assert " F3 Hold and answer " in rows[7]
    assert "F5" not in rows[7]


def test_keys_are_the_users_own() -> None:
    ring = replace(RING, keys=Keys(answer="F6", pass_on="F7", gone="Ctrl+X"))
    assert " F6 Answer    F7 Pass to hotline 1   Ctrl+X Caller gone" in shown(ring)[7]


def test_plain_signs_stay_plain() -> None:
    ring = replace(RING, who="He Jing")
    for elapsed in (0, 6_900, 19_000):
        for row in shown(replace(ring, elapsed=elapsed), 120, FLAT, PLAIN):
            assert row.isascii()


def test_a_person_is_never_markup() -> None:
    assert "[red]\\x" in shown(replace(RING, who="[red]\\x"))[1]


def test_only_what_runs_changes_within_a_tenth() -> None:
    """What is repainted ten times a second: the clock, the strip, the caption."""
    one = ring_lines(RING, 120, INK, FULL)
    other = ring_lines(replace(RING, elapsed=RING.elapsed + 100), 120, INK, FULL)
    assert lines.changed_rows(one, other) == [1, 4, 5]


def test_calling_again_counts_this_call_too() -> None:
    assert again(2, 7) == "calling again, call 3 in 7 days"
    assert again(0, 7) == ""
