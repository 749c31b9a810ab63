"""The rule for likely duplicates, measured on 200 labelled pairs of made-up people."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.desk.likeness import POINTS, WHY, Likeness, Who, likely_same, who, why_words

PAIRS = Path(__file__).with_name("pairs.csv")


@dataclass(frozen=True)
class Limits:
    phone_digits_off: int = 1
    birth_years_off: int = 1
    score_to_show: int = 60


RULES = Limits()


def _pairs() -> list[tuple[Who, Who, bool, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    def side(row: dict[str, str], of: str) -> Who:
        birth = int(row[f"{of}_birth"]) if row[f"{of}_birth"] else None
        return who(row[f"{of}_name"], row[f"{of}_sex"], birth, row[f"{of}_phone"])

    return [(side(row, "a"), side(row, "b"), row["same"] == "1", row["what"]) for row in rows]


def test_hits_and_misses_on_200_labelled_pairs() -> None:
    pairs = _pairs()
    assert len(pairs) == 200
    counts = {(said, true): 0 for said in (True, False) for true in (True, False)}
    for a, b, same, what in pairs:
        found = likely_same(a, b, RULES)
        counts[found is not None, same] += 1
        if (found is not None) != same:
            print("wrongly shown" if found else "missed", what, a.name, b.name, found)
    print(counts)
    hits, wrong, missed = counts[True, True], counts[True, False], counts[False, True]
    assert sum(same for _, _, same, _ in pairs) == 100
    # Missed: two known by another name, two of whom nothing but the name is left the same.
    # Wrongly shown: three twins on one phone, four namesakes born in one year.
    assert hits >= 96
    assert wrong <= 7
    assert missed <= 4
    assert hits / (hits + wrong) >= 0.93
    assert hits / (hits + missed) >= 0.96


_LI = who("李静", "female", 1982, "13812342046")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (who("李静", "female", 1982, "138 1234 2046"), ("same_name_and_birth", "same_phone")),
        (who("李婧", "female", 1982), ("same_sound_and_birth",)),
        (who("Li Jing", "", 1982), ("same_sound_and_birth",)),
        (who("李静", "", 1983, "13812342064"), ("same_name", "near_phone", "near_birth")),
        (who("李静", "", 1928, "13812342046"), ("same_name", "same_phone", "near_birth")),
        (who("李静", "", 1960, "13812342046"), ("same_name", "same_phone", "other_birth")),
        (who("李金", "", 1982, "13812342046"), ("same_phone", "near_sound", "same_birth")),
    ],
)
def test_why_two_are_likely_one(other: Who, why: tuple[str, ...]) -> None:
    found = likely_same(_LI, other, RULES)
    assert found is not None
    assert set(found.why) == set(why)
    assert [POINTS[code] for code in found.why] == sorted(
        (POINTS[code] for code in why), reverse=True
    )


@pytest.mark.parametrize(
    "other",
    [
        who("李静"),
        who("李静", "male", 1982),
        who("李静", "female", 1960, "13900000001"),
        who("王浩", "male", 1955, "13812342046"),
        who(""),
    ],
)
def test_what_is_not_enough(other: Who) -> None:
    assert likely_same(_LI, other, RULES) is None


def test_the_numbers_are_the_packs() -> None:
    two_off = who("李静", "", None, "13812342999")
    assert likely_same(_LI, two_off, RULES) is None
    assert likely_same(_LI, two_off, Limits(phone_digits_off=3)) is not None
    assert likely_same(_LI, who("李静"), Limits(score_to_show=50)) == Likeness(("same_name",), 50)
    older = who("李静", "", 1979, "13900000001")
    assert likely_same(_LI, older, Limits(birth_years_off=3)) is not None
    assert likely_same(_LI, older, Limits(birth_years_off=2)) is None


def test_a_record_as_it_was_typed_is_heard_as_well() -> None:
    typed = Who("李 婧", "female", 1982, "138-1234-2046")
    found = likely_same(_LI, typed, RULES)
    assert found is not None
    assert found.why == ("same_sound_and_birth", "same_phone")


_SOMEONE = st.builds(
    who,
    st.one_of(
        st.text(max_size=8), st.sampled_from(["李静", "李婧", "Li Jing", "Jing Li", "李静静"])
    ),
    st.sampled_from(["", "male", "female"]),
    st.one_of(st.none(), st.integers(1900, 2026)),
    st.one_of(st.text("0123456789+ ", max_size=15), st.just("13812342046")),
)


@given(
    _SOMEONE, _SOMEONE, st.builds(Limits, st.integers(0, 3), st.integers(0, 5), st.integers(0, 100))
)
def test_the_rule_looks_both_ways_alike(a: Who, b: Who, rules: Limits) -> None:
    found = likely_same(a, b, rules)
    assert found == likely_same(b, a, rules)
    assert found is None or 0 <= found.score <= 100


def test_every_reason_has_its_words() -> None:
    assert WHY.keys() == POINTS.keys()
    assert why_words(("same_name", "same_phone", "other_birth")) == (
        "same name, same phone, but other year of birth"
    )
    assert why_words(("same_phone",)) == "same phone"
