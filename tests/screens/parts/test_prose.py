"""Sentences in rows: nothing lost, nothing too wide, no mark alone at a row's begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.parts import cells
from screens.parts.prose import wrap, wrap_most

texts = st.text(st.sampled_from("ab 您好，。”“…！A1:é "), max_size=60) | st.text(max_size=60)


def bare(rows: list[str]) -> str:
    return "".join("".join(rows).split())


@given(texts, st.integers(2, 30))
def test_no_row_is_too_wide_and_nothing_is_lost(text: str, room: int) -> None:
    rows = wrap(text, room)
    assert all(row and cells.width(row) <= room for row in rows)
    assert bare(rows) == "".join(cells.safe(text).split())


@given(texts, st.integers(-3, 30), st.integers(-1, 5))
def test_never_more_rows_than_asked(text: str, room: int, most: int) -> None:
    rows = wrap_most(text, room, most)
    assert len(rows) <= max(0, most)
    assert all(cells.width(row) <= max(0, room) for row in rows)


def test_words_stay_whole_in_english() -> None:
    assert wrap("Have I got it right?", 9) == ["Have I", "got it", "right?"]


def test_a_mark_stays_with_what_it_opens_or_closes() -> None:
    assert wrap("“您好，请讲。”", 8) == ["“您好，", "请讲。”"]
    assert wrap("您好吗，请讲", 6) == ["您好", "吗，请", "讲"]
    assert wrap("我说“好”", 6) == ["我说", "“好”"]


def test_a_word_longer_than_a_row_is_broken() -> None:
    assert wrap("aa bbbbbbb c", 3) == ["aa", "bbb", "bbb", "b c"]


def test_what_is_lost_is_marked() -> None:
    assert wrap_most("one two three", 5, 2) == ["one", "two…"]
    assert wrap_most("one two", 5, 2) == ["one", "two"]
    assert wrap_most("aaaaa bbb", 5, 1) == ["aaaa…"]


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
