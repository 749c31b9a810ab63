"""Rows of typed text: nothing lost, nothing too wide, words and marks kept together."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from screens.parts import cells
from screens.parts.breaks import breaks

TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))) | st.text(
    "ab1 患者等了，。“”（）"
)


def rows(text: str, room: int) -> list[str]:
    places = [0, *breaks(text, room), len(text)]
    return [text[begin:end] for begin, end in pairwise(places)]


@given(TEXT.map(cells.safe), st.integers(2, 40))
def test_every_row_fits_and_none_is_empty(text: str, room: int) -> None:
    found = rows(text, room)
    assert "".join(found) == text
    for row in found[:-1]:
        assert row
    for row in found:
        beyond = 1 if row.endswith(" ") else 0
        assert cells.width(row) <= room + beyond


def test_words_stay_whole_and_chinese_fills_the_row() -> None:
    assert rows("waited for a blood result", 12) == ["waited for a ", "blood result"]
    assert rows("等了 70分钟没人告诉她", 12) == ["等了 70分钟", "没人告诉她"]
    assert rows("a" * 9, 4) == ["aaaa", "aaaa", "a"]


def test_no_row_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert rows("她等了很久。走了", 10) == ["她等了很", "久。走了"]
    assert rows("她问他（王磊）了", 8) == ["她问他", "（王磊）", "了"]


def test_a_sign_wider_than_the_room_still_comes_out() -> None:
    assert rows("王磊", 1) == ["王", "磊"]
