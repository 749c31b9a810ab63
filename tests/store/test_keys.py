"""The key, and the sheet of paper that brings it back: a slip of the pen is named by its group."""

import secrets
import string
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.errors import InputError, KeyFault
from frontdesk.store import keys

LETTERS = string.ascii_uppercase + "234567"
any_key = st.binary(min_size=keys.KEY_BYTES, max_size=keys.KEY_BYTES)


@given(any_key)
def test_the_groups_bring_the_key_back(key: bytes) -> None:
    found = keys.groups(key)
    assert len(found) == keys.GROUPS
    assert {len(group) for group in found} == {8}
    assert keys.from_groups(found) == key


@given(any_key, st.sampled_from(["lower", "spaced", "dashed"]))
def test_they_may_be_typed_carelessly(key: bytes, how: str) -> None:
    typed = {
        "lower": [group.lower() for group in keys.groups(key)],
        "spaced": [f" {group[:4]} {group[4:]} " for group in keys.groups(key)],
        "dashed": [f"{group[:4]}-{group[4:]}" for group in keys.groups(key)],
    }[how]
    assert keys.from_groups(tuple(typed)) == key


@given(any_key)
def test_letters_and_digits_easily_mixed_up_are_the_same(key: bytes) -> None:
    mixed = str.maketrans({"O": "0", "I": "1", "B": "8"})
    assert keys.from_groups(tuple(group.translate(mixed) for group in keys.groups(key))) == key


@pytest.mark.parametrize(
    "key",
    [bytes(32), bytes(range(32)), b"\xff" * 32, bytes.fromhex("a7" * 7 + "13f05c9e42" + "b8" * 20)],
)
def test_every_single_wrong_character_is_named_by_its_group(key: bytes) -> None:
    right = keys.groups(key)
    for index, group in enumerate(right):
        for at in range(len(group)):
            for letter in LETTERS:
                if letter == group[at]:
                    continue
                typed = list(right)
                typed[index] = group[:at] + letter + group[at + 1 :]
                with pytest.raises(InputError, match=f"Group {index + 1} ") as told:
                    keys.from_groups(tuple(typed))
                assert told.value.field == f"group{index + 1}"


@given(any_key, st.sampled_from(list(permutations(range(keys.GROUPS), 2))))
def test_swapped_groups_are_found(key: bytes, pair: tuple[int, int]) -> None:
    right = keys.groups(key)
    typed = list(right)
    first, second = pair
    typed[first], typed[second] = typed[second], typed[first]
    with pytest.raises(InputError) as told:
        keys.from_groups(tuple(typed))
    assert told.value.field in {f"group{first + 1}", f"group{second + 1}"}


@given(any_key, st.integers(0, 7), st.integers(0, 6))
def test_neighbouring_characters_swapped_are_found(key: bytes, index: int, at: int) -> None:
    group = keys.groups(key)[index]
    swapped = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
    if swapped != group:
        with pytest.raises(InputError):
            keys.read_group(index, swapped)


@given(st.integers(0, 7), st.text(max_size=12))
def test_anything_typed_is_a_group_or_a_sentence(index: int, text: str) -> None:
    try:
        part = keys.read_group(index, text)
    except InputError:
        return
    assert keys.groups(bytes(4 * index) + part + bytes(28 - 4 * index))[index] == "".join(
        text.split()
    ).replace("-", "").upper().translate(str.maketrans({"0": "O", "1": "I", "8": "B"}))


@pytest.mark.parametrize(("count", "field"), [(0, "group1"), (5, "group6"), (9, "group9")])
def test_too_few_or_too_many_groups(count: int, field: str) -> None:
    typed = (keys.groups(bytes(32)) * 2)[:count]
    with pytest.raises(InputError, match="8 groups") as told:
        keys.from_groups(typed)
    assert told.value.field in {field, "group8", "group9"}


def test_the_sheet_shows_every_group_and_what_it_opens() -> None:
    key = secrets.token_bytes(32)
    sheet = keys.sheet("Desk 1", key, "Monday 23 November 2026")
    for number, group in enumerate(keys.groups(key), 1):
        assert f"{number}  {group}" in sheet
    assert "Desk 1" in sheet
    assert key.hex() not in sheet


def test_a_made_key_is_read_back_and_differs_each_time(tmp_path: Path) -> None:
    first = keys.make(tmp_path / "desk.key")
    assert keys.read(tmp_path / "desk.key") == first
    assert keys.make(tmp_path / "desk.key") != first
    assert len(first) == keys.KEY_BYTES


@pytest.mark.parametrize(
    ("body", "word"),
    [(b"", "damaged"), (b"ab" * 31, "damaged"), (b"zz" * 32, "read"), (b"\xff\xfe", "read")],
)
def test_a_damaged_key_file_is_said(tmp_path: Path, body: bytes, word: str) -> None:
    (tmp_path / "desk.key").write_bytes(body)
    with pytest.raises(KeyFault, match=word):
        keys.read(tmp_path / "desk.key")
