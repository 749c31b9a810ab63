"""Whether two records are likely one person, and why (requirement D1).

A pure rule that adds points for what agrees and takes points for what speaks against it. It warns
while someone types and never forbids; every point has a code, and each code a sentence.
"""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from frontdesk.desk.names import query_key, readings, surname_first
from frontdesk.text import is_han, phone_digits
from frontdesk.words import N_, _

# Points of each reason; a pair is worth showing from the pack's `score_to_show` on.
POINTS = {
    "same_name_and_birth": 72,
    "same_sound_and_birth": 62,
    "same_name": 50,
    "same_sound": 42,
    "near_sound": 28,
    "near_spelling": 22,
    "near_sign": 12,
    "other_name": -25,
    "same_phone": 36,
    "near_phone": 26,
    "same_birth": 20,
    "near_birth": 10,
    "other_birth": -24,
    "other_sex": -30,
}
WHY = {
    "same_name_and_birth": N_("same name and year of birth"),
    "same_sound_and_birth": N_("name sounds the same, same year of birth"),
    "same_name": N_("same name"),
    "same_sound": N_("name sounds the same"),
    "near_sound": N_("name sounds alike"),
    "near_spelling": N_("name differs in one letter"),
    "near_sign": N_("name differs in one character"),
    "other_name": N_("other name"),
    "same_phone": N_("same phone"),
    "near_phone": N_("phone nearly the same"),
    "same_birth": N_("same year of birth"),
    "near_birth": N_("year of birth nearly the same"),
    "other_birth": N_("other year of birth"),
    "other_sex": N_("other sex"),
}
# Endings and beginnings that many speakers do not tell apart.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
_SHORTEST_PHONE = 7
_SHORTEST_SPELLING = 5


class Rules(Protocol):
    """The pack's numbers for this rule."""

    @property
    def phone_digits_off(self) -> int:
        """How many digits of a phone may be mistyped; two swapped neighbours count as one."""

    @property
    def birth_years_off(self) -> int:
        """How many years two years of birth may lie apart and still be nearly the same."""

    @property
    def score_to_show(self) -> int:
        """Points, 0 to 100, from which a pair is shown."""


class Who(msgspec.Struct, frozen=True):
    """What the rule looks at: `birth_year` None, the others "" where unknown.

    `keys` are the ways the name is said. `who` works them out once; where they are not given,
    the rule does it, and reads name and phone as they were typed.
    """

    name: str
    sex: str = ""
    birth_year: int | None = None
    phone: str = ""
    keys: frozenset[str] = frozenset()


class Likeness(msgspec.Struct, frozen=True):
    """`why`: codes of POINTS, the strongest first; `score`: 0 to 100."""

    why: tuple[str, ...]
    score: int


def who(name: str, sex: str = "", birth_year: int | None = None, phone: str = "") -> Who:
    """A `Who` from what was typed; a name in letters is heard in both orders."""
    keys = {reading.full for reading in readings(name)}
    if name.isascii():
        family, given = surname_first(name)
        keys.add(query_key(family + given))
    return Who(query_key(name), sex, birth_year, phone_digits(phone), frozenset(keys - {""}))


def likely_same(a: Who, b: Who, rules: Rules) -> Likeness | None:
    """Why `a` and `b` are likely one person, or None. Symmetric; unknown things say nothing."""
    a, b = _ready(a), _ready(b)
    name, birth = _name(a, b), _birth(a, b, rules.birth_years_off)
    why = [name, _phone(a.phone, b.phone, rules.phone_digits_off)]
    if birth == "same_birth" and name in ("same_name", "same_sound"):
        why[0] = f"{name}_and_birth"
    else:
        why.append(birth)
    if a.sex and b.sex and a.sex != b.sex:
        why.append("other_sex")
    codes = sorted((code for code in why if code), key=lambda code: -POINTS[code])
    score = sum(POINTS[code] for code in codes)
    if not codes or score < rules.score_to_show:
        return None
    return Likeness(tuple(codes), max(0, min(100, score)))


def why_words(codes: Iterable[str]) -> str:
    """The reasons in the language of the desk, those that speak against it after "but"."""
    known = [code for code in codes if code in WHY]
    pro = _(", ").join(_(WHY[code]) for code in known if POINTS[code] > 0)
    con = _(", ").join(_(WHY[code]) for code in known if POINTS[code] < 0)
    return (
        _("{reasons}, but {doubts}").format(reasons=pro, doubts=con) if pro and con else pro or con
    )


def _ready(one: Who) -> Who:
    return one if one.keys else who(one.name, one.sex, one.birth_year, one.phone)


def _name(a: Who, b: Who) -> str:
    if not a.name or not b.name:
        return ""
    if a.name == b.name:
        return "same_name"
    if a.keys & b.keys:
        return "same_sound"
    if {_alike(key) for key in a.keys} & {_alike(key) for key in b.keys}:
        return "near_sound"
    if _off(a.name, b.name, 1) > 1:
        return "other_name"
    # One Chinese character is a third of a name: a mistype, but just as well a brother.
    if is_han(a.name[0]):
        return "near_sign" if a.name[0] == b.name[0] else "other_name"
    shorter = min(len(a.name), len(b.name))
    return "near_spelling" if shorter >= _SHORTEST_SPELLING else "other_name"


def _birth(a: Who, b: Who, years_off: int) -> str:
    if a.birth_year is None or b.birth_year is None:
        return ""
    if a.birth_year == b.birth_year:
        return "same_birth"
    swapped = sorted(str(a.birth_year)) == sorted(str(b.birth_year))
    if abs(a.birth_year - b.birth_year) <= years_off or (
        swapped and _off(str(a.birth_year), str(b.birth_year), 1) == 1
    ):
        return "near_birth"
    return "other_birth"


def _phone(a: str, b: str, digits_off: int) -> str:
    if len(a) < _SHORTEST_PHONE or len(b) < _SHORTEST_PHONE:
        return ""
    if a == b:
        return "same_phone"
    return "near_phone" if _off(a, b, digits_off) <= digits_off else ""


def _alike(key: str) -> str:
    for heard, as_if in _ALIKE:
        key = key.replace(heard, as_if)
    return key


def _off(a: str, b: str, most: int) -> int:
    """How many signs are wrong, missing, extra or swapped with a neighbour; `most` + 1 if more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        two_before, before, row = before, row, [i]
        for j, right in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most and (not before or min(before) > most):
            return most + 1
    return min(row[-1], most + 1)
