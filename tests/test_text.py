"""The cleaner and the masks: nothing unseen gets in, nothing whole gets out."""

import re
import sys
import timeit
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from frontdesk.text import (
    HAN,
    clean,
    clean_note,
    folded,
    is_han,
    mask_document,
    mask_phone,
    phone_digits,
)

_NASTY = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(
            "\x1b\x00\x9b\r\n\t \u200d\u200b\u202e\ufe0f\ufeff\ud83d\ude00👩💻🏽🏴🇨🇳e\u0301\u0338<"
            "‹U+2\u034f\u1100\u1161\u11a8\u0e01\u0e33\u094d\u0915\U000e0067\U000e007f1\u20e3 　中"
        ),
    ),
    max_size=60,
)
# Format characters with a glyph of their own: seen, so they stay.
_HAVE_A_GLYPH = {*range(0x600, 0x606), 0x6DD, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


@given(_NASTY, st.integers(1, 40))
@example("👩‍👩‍👧‍👦" * 4, 3)
@example("<" + "\u200b" + "\u0338", 40)
@example("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 4)
def test_cleaning_twice_changes_nothing_and_is_bounded(value: str, limit: int) -> None:
    for way in (clean, clean_note):
        once = way(value, limit)
        assert way(once, limit) == once
        assert len(once) <= limit
        assert unicodedata.is_normalized("NFC", once)
        once.encode("utf-8")


@given(_NASTY)
def test_nothing_a_terminal_obeys_is_left(value: str) -> None:
    line = clean(value, 1000)
    assert not [sign for sign in line if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")]
    assert set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff").isdisjoint(
        line
    )
    note = clean_note(value, 1000)
    assert {sign for sign in note if unicodedata.category(sign) == "Cc"} <= {"\n"}


def test_every_unseen_character_of_unicode_is_made_visible() -> None:
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            left = clean(f"a{sign}b", 20)
            assert (sign not in left) != (code in _HAVE_A_GLYPH), hex(code)
            assert left != "ab", hex(code)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Li\tNa\r\nroom 3 ", "Li Na room 3"),
        ("\x1b[2J\x07", "␛[2J␇"),
        ("\x7f\x9b31m", "␡‹U+009B›31m"),
        ("abc\u202edef", "abc‹U+202E›def"),
        ("李\u200b娜", "李‹U+200B›娜"),
        ("x\ud800y", "x‹U+D800›y"),
        ("e\u0301", "é"),
        ("👩\u200d💻 ok", "👩\u200d💻 ok"),
        ("❤️", "❤️"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("a\u200db", "a‹U+200D›b"),
        ("👩\u200d", "👩‹U+200D›"),
        ("张\u3000三", "张\u3000三"),
        ("\xa0张\xa0三", "张 三"),
        ("[/red]", "[/red]"),
    ],
)
def test_what_one_line_becomes(typed: str, kept: str) -> None:
    assert clean(typed, 60) == kept


def test_a_note_keeps_its_lines() -> None:
    assert (
        clean_note("one\r\ntwo\rthree\u2028four\tfive\x1b\n", 60) == "one\ntwo\nthree\nfour five␛"
    )


@pytest.mark.parametrize(
    ("typed", "limit", "kept"),
    [
        ("ab👩\u200d👩\u200d👧cd", 4, "ab"),
        ("ab👩\u200d👩\u200d👧cd", 7, "ab👩\u200d👩\u200d👧"),
        ("a🇨🇳🇨🇳", 4, "a🇨🇳"),
        ("ax\u0323\u0331b", 3, "a"),
        ("ab\u202ecd", 6, "ab"),
        ("a👍🏽", 2, "a"),
        ("张三李四", 3, "张三李"),
        ("👩\u200d👩\u200d👧", 2, "👩"),
        ("abc", 0, ""),
    ],
)
def test_the_cut_goes_between_signs(typed: str, limit: int, kept: str) -> None:
    assert clean(typed, limit) == kept


def test_a_line_of_120_costs_little() -> None:
    line = ("张三 room 12, 咳嗽三天 " * 8)[:120]
    best = min(timeit.repeat(lambda: clean(line, 200), number=500, repeat=7)) / 500
    assert best < 40e-6


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("138 1234-2046", "13812342046"),
        ("+86 138 1234 2046", "13812342046"),
        ("0086-13812342046", "13812342046"),
        ("8613812342046", "13812342046"),
        ("１３８１２３４２０４６", "13812342046"),
        ("＋86 13812342046", "13812342046"),
        ("+86 10 6234 5678", "01062345678"),
        ("+86 (755) 8234 5678", "075582345678"),
        ("+86 400 820 8820", "4008208820"),
        ("010-62345678", "01062345678"),
        ("+44 7911 123456", "447911123456"),
        ("0044 7911 123456", "447911123456"),
        ("86234567", "86234567"),
        ("no phone", ""),
        ("", ""),
    ],
)
def test_phone_numbers_compare_by_their_digits(written: str, number: str) -> None:
    assert phone_digits(written) == number


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("13812342046", "138****2046"),
        ("+86 138-1234-2046", "138****2046"),
        ("62345678", "****5678"),
        ("6234567", "****567"),
        ("120", "**0"),
        ("1", "*"),
        ("447911123456", "447*****3456"),
        ("ask his wife", "****"),
        ("", ""),
    ],
)
def test_a_phone_is_masked(written: str, shown: str) -> None:
    assert mask_phone(written) == shown


@given(st.text(max_size=40))
def test_a_mask_hides_at_least_half(written: str) -> None:
    number, shown = phone_digits(written), mask_phone(written)
    assert 2 * shown.count("*") >= min(8, len(number))
    assert len(shown) <= 20


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("11010119900307231X", "****231X"),
        ("E1234", "****34"),
        ("7", "****"),
        (" ", ""),
        ("--", "****"),
    ],
)
def test_a_document_shows_its_last_four_only(written: str, shown: str) -> None:
    assert mask_document(written) == shown


@pytest.mark.parametrize("sign", ["中", "〇", "㐀", "鿿", "豈", "\U00020000", "\U000323af", "中国"])
def test_chinese_characters_are_known(sign: str) -> None:
    assert is_han(sign)


@pytest.mark.parametrize("sign", ["", "a", "1", "の", "한", "。", "，", "⼀", "\U000323b0"])
def test_other_signs_are_none(sign: str) -> None:
    assert not is_han(sign)


def test_the_class_of_a_pattern_is_the_same() -> None:
    pattern = re.compile(f"[{HAN}]")
    signs = [chr(code) for code in range(0, 0x33000, 7) if not 0xD800 <= code < 0xE000]
    assert [sign for sign in signs if is_han(sign)] == [s for s in signs if pattern.match(s)]


def test_width_and_case_do_not_matter_where_texts_are_compared() -> None:
    assert folded("ＣＴ Straße") == folded("ct STRASSE")
