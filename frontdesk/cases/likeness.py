"""Whether two cases are likely about one matter, and why (C7).

A pure rule that adds the pack's points for what is alike and takes points for what speaks against
it. What people said is compared by what the words mean (`meanings`), so that a second telling in
other words is known again. It proposes and never forbids; every reason has its words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Protocol

import msgspec

from frontdesk.cases import cases, finding, lists
from frontdesk.cases.lists import CaseLine
from frontdesk.cases.meanings import LITTLE, meanings, stems
from frontdesk.clock import Millis
from frontdesk.desk.directory import Department
from frontdesk.phone.numbers import normalise
from frontdesk.session import Session
from frontdesk.store import grams
from frontdesk.text import folded, is_han, phone_digits
from frontdesk.words import N_, _

WHY = {
    "same_person": N_("same person"),
    "same_place": N_("same place"),
    "same_about": N_("about the same person of staff"),
    "same_words": N_("says the same"),
    "near_words": N_("says something alike"),
    "other_words": N_("says something else"),
    "other_place": N_("another place"),
}
_AGAINST = ("other_words", "other_place")
# How much of a text a word carries: one with a known meaning, one that every complaint has, two
# signs of unknown Chinese, an unknown English word.
_HEAVY, _LIGHT, _PAIR, _PLAIN, _NAMED = 1.0, 0.2, 0.35, 0.6, 0.6
# In common, this much of the shorter text is the same; never judged against less than so much.
_WHOLE_SHARE, _LONGER, _LEAST = 0.5, 0.2, 1.0
_NEAR = 0.4
# Too short to say that it is about something else.
_SPEAKS = 2.0

# How many words are looked up, how many cases each way of looking leads to, how many are judged.
_WORDS, _EACH, _JUDGED = 80, 40, 120
_MATTERS = "SELECT id, person_id, phone, place, about, facts, wish FROM desk_case"


class Rules(Protocol):
    """The pack's figures for this rule."""

    @property
    def person(self) -> int:
        """Points for the same person or phone."""

    @property
    def place(self) -> int:
        """Points for the same place; half of them go for another."""

    @property
    def about(self) -> int:
        """Points for the same member of staff concerned."""

    @property
    def text(self) -> int:
        """Points for the same said; half of them go for something else said."""

    @property
    def score_to_show(self) -> int:
        """Points from which a pair is shown."""


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """What the rule looks at; "" and None where unknown. Make one with `matter`."""

    person_id: int | None = None
    phone: str = ""
    place: str = ""
    about: str = ""
    said: dict[str, float] = {}


class Likeness(msgspec.Struct, frozen=True):
    """`why`: codes of WHY, those against last; `score`: 0 to 100."""

    why: tuple[str, ...]
    score: int


def matter(
    text: str,
    *,
    place: str = "",
    place_name: str = "",
    about: str = "",
    person_id: int | None = None,
    phone: str = "",
) -> Matter:
    """A `Matter` from a case as typed: `text` is what the person says and wishes.

    What the name of the place says already counts little: at the pharmacy all speak of medicine.
    """
    named = said(place_name)
    spoken = {
        word: weight * _NAMED if word in named else weight for word, weight in said(text).items()
    }
    return Matter(
        person_id=person_id,
        phone=phone_digits(phone),
        place=place,
        about=folded(about).strip(),
        said=spoken,
    )


def likely_same(a: Matter, b: Matter, rules: Rules) -> Likeness | None:
    """Why `a` and `b` are likely one matter, or None. Symmetric; unknown things say nothing."""
    points: dict[str, float] = {}
    if _same_person(a, b):
        points["same_person"] = rules.person
    if a.place and b.place:
        same = a.place == b.place
        points["same_place" if same else "other_place"] = rules.place if same else -rules.place / 2
    if a.about and b.about and _same_name(a.about, b.about):
        points["same_about"] = rules.about
    strength = alike(a.said, b.said)
    if strength is not None:
        if strength >= 1:
            points["same_words"] = rules.text
        elif strength >= _NEAR:
            points["near_words"] = rules.text * strength
        else:
            points["other_words"] = -rules.text / 2
    score = round(sum(points.values()))
    if not points or score < rules.score_to_show:
        return None
    why = sorted(points, key=lambda code: (code in _AGAINST, -points[code]))
    return Likeness(tuple(why), max(0, min(100, score)))


def why_words(codes: Iterable[str]) -> str:
    """The reasons in the language of the desk, those that speak against it after "but"."""
    known = [code for code in codes if code in WHY]
    pro = _(", ").join(_(WHY[code]) for code in known if code not in _AGAINST)
    con = _(", ").join(_(WHY[code]) for code in known if code in _AGAINST)
    return (
        _("{reasons}, but {doubts}").format(reasons=pro, doubts=con) if pro and con else pro or con
    )


def _same_person(a: Matter, b: Matter) -> bool:
    if a.person_id is not None and b.person_id is not None:
        return a.person_id == b.person_id
    return bool(a.phone) and a.phone == b.phone


def _same_name(a: str, b: str) -> bool:
    """Whether one name stands in the other: 高伟 in 护士高伟."""
    return a in b or b in a


def alike(a: dict[str, float], b: dict[str, float]) -> float | None:
    """How much of the shorter telling the other holds, 1: all that one may expect.

    None where one of them is too short to say.
    """
    less, more = sorted((sum(a.values()), sum(b.values())))
    shared = sum(min(weight, b[word]) for word, weight in a.items() if word in b)
    if not less or (less < _SPEAKS and not shared):
        return None
    return min(1.0, shared / max(_LEAST, (less + _LONGER * (more - less)) * _WHOLE_SHARE))


def said(text: str) -> dict[str, float]:
    """What a text speaks of, each with its weight; the words of the two languages meet."""
    found: dict[str, float] = {}
    row: list[str] = []
    for word in grams.words_of(text):
        if is_han(word):
            found.update(_of_row(row))
            row = []
            found.update(_of_run(word))
        else:
            row.append(word)
    found.update(_of_row(row))
    return found


def _of_run(run: str) -> Iterator[tuple[str, float]]:
    """A run of Chinese characters: the longest known words, and two signs in a row of the rest."""
    known = meanings()
    rest, at = "", 0
    while at < len(run):
        for end in range(min(len(run), at + known.longest[0]), at, -1):
            name = known.names.get(run[at:end])
            if name is not None:
                yield name, _LIGHT if name in known.light else _HEAVY
                yield from _pairs(rest)
                rest, at = "", end
                break
        else:
            rest, at = rest + run[at], at + 1
    yield from _pairs(rest)


def _pairs(rest: str) -> Iterator[tuple[str, float]]:
    if len(rest) < 2:
        return
    for pair in grams.pairs(rest):
        if LITTLE.isdisjoint(pair):
            yield pair, _PAIR


def _of_row(row: list[str]) -> Iterator[tuple[str, float]]:
    """Words in a row: the longest known rows of those that say something, and the other stems."""
    known = meanings()
    left = stems(row)
    at = 0
    while at < len(left):
        for end in range(min(len(left), at + known.longest[1]), at, -1):
            name = known.names.get(" ".join(left[at:end]))
            if name is not None:
                yield name, _LIGHT if name in known.light else _HEAVY
                at = end
                break
        else:
            if len(left[at]) > 1:
                yield left[at], _PLAIN
            at += 1


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is typed of a case so far; `case_id` when it is saved already, to leave itself out."""

    facts: str = ""
    wish: str = ""
    place: str = ""
    about: str = ""
    phone: str = ""
    person_id: int | None = None
    case_id: int | None = None


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """A case that is likely about the same matter: `why` are codes of WHY, `score` 0 to 100."""

    line: CaseLine
    why: tuple[str, ...]
    score: int


def like(session: Session, draft: Draft) -> list[Alike]:
    """Cases that are likely about the matter of a draft, the likeliest first (C7).

    By the pack of today: at most so many, out of those opened within its time.
    """
    rules = cases.forms(session.pack).likeness
    phone = _kept(session, draft.phone)
    places = {one.code: f"{one.name_en} {one.name_zh}" for one in Department.select()}
    mine = matter(
        f"{draft.facts}\n{draft.wish}", place=draft.place, about=draft.about,
        place_name=places.get(draft.place, ""), person_id=draft.person_id, phone=phone,
    )  # fmt: skip
    found: list[tuple[Likeness, int]] = []
    for row in _candidates(session, mine, phone, session.now() - rules.within):
        if row[0] == draft.case_id:
            continue
        other = matter(
            f"{row[5] or ''}\n{row[6] or ''}", place=row[3], about=row[4] or "",
            place_name=places.get(row[3], ""), person_id=row[1], phone=row[2] or "",
        )  # fmt: skip
        likely = likely_same(mine, other, rules)
        if likely is not None:
            found.append((likely, row[0]))
    found.sort(key=lambda one: (-one[0].score, -one[1]))
    best = found[: rules.show]
    lines = {line.id: line for line in lists.by_id(session, [case_id for _likely, case_id in best])}
    return [
        Alike(line=lines[case_id], why=likely.why, score=likely.score) for likely, case_id in best
    ]


def _kept(session: Session, typed: str) -> str:
    """A phone number as cases keep it."""
    telephone = session.pack.phone
    return normalise(typed, telephone.dialling).key if telephone is not None else typed


def _candidates(session: Session, mine: Matter, phone: str, since: Millis) -> list[Any]:
    """The cases worth judging: those that most ways of looking lead to, and the newest of them."""
    hits: Counter[int] = Counter()
    for condition, value in (
        ("person_id", mine.person_id), ("phone", phone), ("place", mine.place),
    ):  # fmt: skip
        if value:
            hits.update(_where(session, condition, value, since))
    for word in islice(_spoken(mine.said), _WORDS):
        hits.update(finding.by_word(session, word, _EACH))
    ids = sorted(hits, key=lambda case_id: (-hits[case_id], -case_id))[:_JUDGED]
    marks = ", ".join(str(int(one)) for one in ids)
    return list(
        session.store.database.execute_sql(
            f"{_MATTERS} WHERE id IN ({marks}) AND opened_at >= ?", (since,)
        ).fetchall()
    )


def _where(session: Session, column: str, value: object, since: Millis) -> list[int]:
    rows = session.store.database.execute_sql(
        f"SELECT id FROM desk_case WHERE {column} = ? AND opened_at >= ?"
        " ORDER BY opened_at DESC LIMIT ?",
        (value, since, _EACH),
    ).fetchall()
    return [row[0] for row in rows]


def _spoken(said: dict[str, float]) -> Iterator[str]:
    """The words under which other tellings of the same are found, what weighs most first."""
    known = meanings()
    for name in sorted(said, key=lambda name: -said[name]):
        if name not in known.light:
            yield from (word for word in known.words.get(name, (name,)) if " " not in word)
