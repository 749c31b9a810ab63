"""Cases found by number, person, end of a phone, or words of what was said and done (C7)."""

import re

from frontdesk.cases import cases, lists
from frontdesk.cases.cases import Case
from frontdesk.cases.lists import CaseLine
from frontdesk.desk import people
from frontdesk.session import Session
from frontdesk.store import grams
from frontdesk.text import folded

# Candidates, newest first, that are held against all that was typed.
READ = 400
KEYS = grams.Keys("case_key", "case_id", "desk_case")
_NUMBER = re.compile(r"([a-z]*)[\s\-–#]*(\d{1,9})")
# What somebody wrote freely; anything else in a form is a code or a number.
_WRITTEN = ("text", "note")
_TEXTS = """
SELECT c.id, c.name, c.about, c.happened, c.witnesses, c.facts, c.wish, c.fields, c.answer, c.cause,
       c.lesson, c.outside,
       (SELECT group_concat(e.text, char(10)) FROM case_event e
        WHERE e.case_id = c.id AND e.what <> 'corrected')
FROM desk_case c
"""


def keys_of(case: Case, said: tuple[str | None, ...] = ()) -> list[str]:
    """Every key under which a case is found; `said` are further texts of its form and timeline."""
    texts = (
        case.name, case.about, case.happened, case.witnesses, case.facts, case.wish, case.answer,
        case.cause, case.lesson, case.outside, *said,
    )  # fmt: skip
    return grams.keys_of(texts, case.phone)


def index(session: Session, case: Case) -> None:
    """Make the keys of a case what its form and timeline hold now; inside a verb.

    What was corrected is found by what is right, not by what stood there before.
    """
    execute = session.store.database.execute_sql
    rows = execute(
        "SELECT text FROM case_event WHERE case_id = ? AND what <> 'corrected'", (case.id,)
    ).fetchall()
    kind = cases.kind_in(cases.rules(session, case), case.kind)
    written = {spec.name for spec in kind.fields if spec.kind in _WRITTEN} if kind else set()
    own = tuple(text for name, text in cases.values_of(case).items() if name in written)
    grams.index(execute, KEYS, case.id, keys_of(case, (*own, *(row[0] for row in rows))))


def by_phone(session: Session, typed: str, limit: int) -> list[int]:
    """The cases of whoever has a number that ends in the digits of `typed`, newest first."""
    return _under(session, grams.by_number(typed), limit)


def by_word(session: Session, typed: str, limit: int) -> list[int]:
    """The cases that may hold every word of `typed`, newest first; to be held against it."""
    return _under(session, grams.by_word(typed), limit)


def by_number(session: Session, typed: str) -> list[int]:
    """The cases called so: C-0228, c228, or 228 of any series."""
    found = _NUMBER.fullmatch(folded(typed).strip())
    if found is None:
        return []
    series, number = found[1].upper(), int(found[2])
    known = "SELECT DISTINCT series FROM desk_case" if not series else "SELECT ?"
    rows = session.store.database.execute_sql(
        f"SELECT id FROM desk_case WHERE series IN ({known}) AND number = ? ORDER BY id DESC",
        (series, number) if series else (number,),
    ).fetchall()
    return [row[0] for row in rows]


def find(session: Session, typed: str, limit: int) -> list[CaseLine]:
    """Cases by number, by person, by the end of a phone, or by words; newest first (C7)."""
    text = typed.strip()
    ids = set(by_number(session, text)) | set(by_phone(session, text, limit))
    for match in people.find(session, text, limit):
        ids |= set(_of_person(session, match.id, limit))
    ids |= set(_by_word(session, text, limit))
    return lists.by_id(session, sorted(ids, reverse=True)[:limit])


def _by_word(session: Session, typed: str, limit: int) -> list[int]:
    """The newest cases that hold every word of `typed`; no more candidates are read than needed."""
    wanted = grams.by_word(typed)
    words = folded(typed).split()
    found: list[int] = []
    before = grams.LAST
    for _part in range(READ // limit + 1):
        some = _under(session, wanted, limit, before)
        found += _holding(session, some, words)
        if len(found) >= limit or len(some) < limit:
            break
        before = some[-1]
    return found[:limit]


def _holding(session: Session, ids: list[int], words: list[str]) -> list[int]:
    """Those of the cases that hold every word, in the same order."""
    marks = ", ".join(str(int(one)) for one in ids)
    rows = session.store.database.execute_sql(f"{_TEXTS} WHERE c.id IN ({marks})").fetchall()
    whole = {row[0]: folded("\n".join(text for text in row[1:] if text)) for row in rows}
    return [one for one in ids if all(word in whole[one] for word in words)]


def _of_person(session: Session, person_id: int, limit: int) -> list[int]:
    rows = session.store.database.execute_sql(
        "SELECT id FROM desk_case WHERE person_id = ? ORDER BY opened_at DESC LIMIT ?",
        (person_id, limit),
    ).fetchall()
    return [row[0] for row in rows]


def _under(
    session: Session, wanted: list[grams.Wanted], limit: int, before: int = grams.LAST
) -> list[int]:
    return grams.under(session.store.database.execute_sql, KEYS, wanted, limit, before)
