"""Cells: nothing is ever wider than asked, no character is halved, no two names look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.parts import cells

anything = st.text(max_size=40)
mixed = st.text(alphabet="abc 张三李é\u200d👩🏽\u0301\x1b\n\u202e…", max_size=30)


@given(st.one_of(anything, mixed), st.integers(0, 30))
def test_cut_never_exceeds(text: str, room: int) -> None:
    shown = cells.cut(text, room)
    assert cells.width(shown) <= room
    if cells.width(text) <= room:
        assert shown == cells.safe(text)


@given(st.one_of(anything, mixed), st.integers(0, 30))
def test_pad_and_right_are_exact(text: str, room: int) -> None:
    assert cells.width(cells.pad(text, room)) == room
    assert cells.width(cells.right(text, room)) == room


@given(st.one_of(anything, mixed))
def test_safe_twice_changes_nothing_and_shows_every_control(text: str) -> None:
    once = cells.safe(text)
    assert cells.safe(once) == once
    assert not set(once) & {"\x1b", "\n", "\r", "\t", "\x00", "\x9b", "\u202e", "\u200b"}


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("张三丰", 6, "张三丰"),
        ("张三丰", 5, "张三…"),
        ("张三丰", 4, "张…"),
        ("Zhang San", 6, "Zhang…"),
        ("张三", 1, ""),
        ("abc", 1, "a"),
        ("abc", 0, ""),
    ],
)
def test_cut_by_cells(text: str, room: int, shown: str) -> None:
    assert cells.cut(text, room) == shown


def test_pictures_stay_whole_and_stray_joiners_show() -> None:
    family = "👩\u200d👩\u200d👧"
    assert cells.safe(family) == family
    assert cells.cut(family + "abc", 3) == family + "…"
    assert cells.safe("a\u200db\u200d") == "a?b?"


def test_right_puts_digits_at_the_edge() -> None:
    assert cells.right("5:12", 6) == "  5:12"
    assert cells.right("张", 4) == "  张"


def test_cut_names_stay_different() -> None:
    names = ["Alexandra Maria Braun", "Alexandra Maria Brown", "Alexandra Maria Braun", "Li"]
    shown = cells.tell_apart(names, 12)
    assert shown[0] == shown[2] != shown[1]
    assert shown[3] == "Li"
    assert all(cells.width(name) <= 12 for name in shown)


def test_names_alike_at_both_ends_get_a_number() -> None:
    names = [f"欧阳娜娜{middle}阿依古丽热合曼" for middle in "甲乙丙丁"]
    shown = cells.tell_apart(names, 8)
    assert len(set(shown)) == 4
    assert all(cells.width(name) <= 8 for name in shown)


def test_a_cut_name_never_looks_like_one_that_fits() -> None:
    shown = cells.tell_apart(["Annabe…", "Annabella"], 7)
    assert shown[0] == "Annabe…" != shown[1]


@given(
    st.lists(st.text(alphabet="ab张", min_size=1, max_size=12), max_size=9, unique=True),
    st.integers(4, 10),
)
def test_different_names_are_always_told_apart(names: list[str], room: int) -> None:
    shown = cells.tell_apart(names, room)
    assert len(set(shown)) == len(names)
    assert all(cells.width(name) <= room for name in shown)
