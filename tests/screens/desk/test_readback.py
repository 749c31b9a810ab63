"""The line that is read back: rows end between words, never before a comma (D12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.desk.readback import wrap
from screens.parts import cells


def test_a_chinese_name_in_english_does_not_break_words() -> None:
    text = "何静 Associate chief physician sees you in room 303, floor 3."
    rows = wrap(text, 30)
    assert all(row.split()[-1].strip(",.") in text.replace(",", "").replace(".", "").split()
               for row in rows)  # fmt: skip
    assert " ".join(rows) == text


def test_chinese_breaks_anywhere_but_before_a_comma() -> None:
    rows = wrap("请到三楼内科三零五诊室，王敏医生", 12)
    assert all(cells.width(row) <= 12 for row in rows)
    assert not any(row.startswith("，") for row in rows)
    assert "".join(rows) == "请到三楼内科三零五诊室，王敏医生"


@given(st.text(alphabet="ab ,.中文，", max_size=80), st.integers(min_value=4, max_value=30))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, room: int) -> None:
    rows = wrap(text, room)
    assert "".join("".join(rows).split()) == "".join(text.split())
    assert all(cells.width(row) <= room for row in rows[:-1])


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_gives_no_row(text: str) -> None:
    assert wrap(text, 20) == []
