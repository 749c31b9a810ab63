"""Full-width keys, committed Chinese, and scans told apart from typing."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.terminal.keys import (
    GAP,
    LEAST,
    MOST,
    Heard,
    ScanDetector,
    is_committed_chinese,
    normalise_key,
)

CODE = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=20)


def feed_all(
    detector: ScanDetector, typed: str, at: int, gap: int, *, in_field: bool = False
) -> tuple[list[Heard], int]:
    heard: list[Heard] = []
    for character in typed:
        name, text = ("enter", "\r") if character == "\r" else (character, character)
        heard += detector.feed(name, text, at, in_field=in_field)
        at += gap
    return heard, at


def keys_of(heard: list[Heard]) -> list[str]:
    return [key for one in heard for key in one.keys]


@pytest.mark.parametrize(
    ("pressed", "meant"),
    [("１", "1"), ("０", "0"), ("ａ", "a"), ("Ｚ", "Z"), ("？", "?"), ("／", "/"), ("、", "/")],
)
def test_full_width_key_is_the_ascii_one(pressed: str, meant: str) -> None:
    assert normalise_key(pressed) == meant
    assert not is_committed_chinese(pressed)


@given(st.text(max_size=3))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_key(text)
    assert normalise_key(once) == once
    assert once == text or (once.isascii() and len(once) == 1)


@given(st.sampled_from(string.printable))
def test_ascii_is_left_alone_and_is_not_chinese(character: str) -> None:
    assert normalise_key(character) == character
    assert not is_committed_chinese(character)


@pytest.mark.parametrize("text", ["王", "王芳", "𠮷", "〇", "。", "，", "a王"])
def test_committed_chinese(text: str) -> None:
    assert is_committed_chinese(text)


@pytest.mark.parametrize("text", ["", "a", "é", "─", "\ufffd", "한", "ａ"])
def test_not_committed_chinese(text: str) -> None:
    assert not is_committed_chinese(text)


@given(CODE.filter(lambda code: len(code) >= LEAST), st.integers(0, GAP), st.integers(0, 10**9))
def test_fast_characters_and_enter_are_a_scan(code: str, gap: int, at: int) -> None:
    heard, _ = feed_all(ScanDetector(), code + "\r", at, gap)
    assert heard == [Heard(scan=code)]


@given(CODE.filter(lambda code: len(code) < LEAST), st.integers(0, GAP))
def test_too_few_for_a_scan_are_keys_in_order(code: str, gap: int) -> None:
    heard, _ = feed_all(ScanDetector(), code + "\r", 0, gap)
    assert keys_of(heard) == [*code, "enter"]
    assert all(one.scan is None and one.burst is None for one in heard)


@given(CODE, st.integers(GAP + 1, 10_000))
def test_a_persons_pace_is_never_a_scan(code: str, gap: int) -> None:
    heard, _ = feed_all(ScanDetector(), code + "\r", 0, gap)
    assert keys_of(heard) == [*code, "enter"]
    assert all(one.scan is None and one.burst is None for one in heard)


@given(st.lists(st.tuples(st.sampled_from("a1\r\x1b"), st.integers(-5, 80)), max_size=60))
def test_nothing_is_lost_doubled_or_reordered(script: list[tuple[str, int]]) -> None:
    detector = ScanDetector()
    out: list[str] = []
    at = 1_000
    names = {"\r": "enter", "\x1b": "escape"}
    expected = [names.get(character, character) for character, _ in script]

    def take(one: Heard) -> None:
        out.extend(one.keys)
        if one.scan is not None:
            assert len(one.scan) >= LEAST
            out.extend([*one.scan, "enter"])
        if one.burst is not None:
            assert len(one.burst) >= LEAST
            out.extend(one.burst)

    for character, gap in script:
        at += gap
        for one in detector.feed(names.get(character, character), character, at):
            take(one)
    for one in detector.tick(at + GAP + 1):
        take(one)
    assert out == expected
    assert detector.due is None


def test_a_lone_key_on_a_list_is_let_go_just_after_the_gap() -> None:
    detector = ScanDetector()
    assert list(detector.feed("4", "4", 100)) == []
    assert detector.due == 100 + GAP + 1
    assert list(detector.tick(100 + GAP)) == []
    assert list(detector.tick(100 + GAP + 1)) == [Heard(keys=("4",))]
    assert list(detector.tick(10_000)) == []


def test_keys_that_type_nothing_pass_at_once_after_what_is_held() -> None:
    detector = ScanDetector()
    assert list(detector.feed("down", None, 0)) == [Heard(keys=("down",))]
    assert list(detector.feed("1", "1", 5)) == []
    assert list(detector.feed("f4", None, 10)) == [Heard(keys=("1",)), Heard(keys=("f4",))]


def test_enter_too_late_leaves_a_burst_not_keys() -> None:
    detector = ScanDetector()
    heard, at = feed_all(detector, "690123", 0, 5)
    assert heard == []
    assert list(detector.feed("enter", "\r", at + GAP)) == [
        Heard(burst="690123"),
        Heard(keys=("enter",)),
    ]


@given(CODE.filter(lambda code: len(code) >= LEAST))
def test_in_a_field_characters_pass_and_the_scan_says_how_many_to_take_back(code: str) -> None:
    heard, _ = feed_all(ScanDetector(), code + "\r", 0, 5, in_field=True)
    assert keys_of(heard) == list(code)
    assert heard[-1] == Heard(scan=code, typed=len(code))


def test_in_a_field_a_paste_without_enter_stays_as_typed() -> None:
    detector = ScanDetector()
    heard, at = feed_all(detector, "abcdefgh", 0, 1, in_field=True)
    assert keys_of(heard) == list("abcdefgh")
    assert list(detector.tick(at + 1_000)) == []


def test_what_is_held_is_bounded() -> None:
    heard, _ = feed_all(ScanDetector(), "x" * (MOST + 1), 0, 0)
    assert heard == [Heard(burst="x" * MOST)]


def test_a_clock_set_back_is_no_scan() -> None:
    detector = ScanDetector()
    feed_all(detector, "12345", 1_000, 1)
    assert keys_of(list(detector.feed("6", "6", 10))) == list("12345")
