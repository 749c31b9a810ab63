"""Who comes to the desk: found as one types, added in seconds (requirement D1)."""

from collections.abc import Iterable
from typing import NamedTuple

from frontdesk.clock import Millis, local
from frontdesk.desk import tickets
from frontdesk.desk.likeness import Likeness, Who, likely_same
from frontdesk.desk.names import pinyin, query_key, search_keys
from frontdesk.errors import InputError
from frontdesk.session import LEADING_ROLES, MACHINE, Session
from frontdesk.store.fields import Blob, Derived, Integer, Moment, Ref, Row, Text
from frontdesk.text import clean, phone_digits
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

NAME_LIMIT = 60
PHONE_LIMIT = 32
DOCUMENT_LIMIT = 40
OLDEST_AGE = 130
SEXES = ("m", "f", "u")
# Prefix hits that are read before they are sorted by how lately the person came.
PREFIX_READ = 200
# How many of the found, for each shown, the rule of likeness looks at.
LIKELY_READ = 8
PHONE_TAIL = 5


class Person(Row):
    """A person as the desk knows them."""

    name = Text(personal=True, null=True)
    pinyin = Text(personal=True, null=True)
    sex = Text(personal=True, null=True)
    birth_year = Integer(personal=True, null=True)
    phone = Text(personal=True, null=True)
    document = Text(personal=True, null=True)
    added_at = Moment(personal=False)
    seen_at = Moment(personal=False)
    salt = Blob(personal=False, null=True)


class SearchKey(Derived):
    """One way to find a person: name, pinyin, initials, phone from its end."""

    person = Ref(Person)
    key = Text(personal=True)
    seen_at = Moment(personal=False)

    class Meta:
        primary_key = False


class PersonForm(NamedTuple):
    """What is written down of a person, as typed."""

    name: str
    sex: str = ""
    birth: str = ""
    phone: str = ""
    document: str = ""


class Match(NamedTuple):
    """A person found: times in milliseconds, `visit_id` of one who is here now."""

    id: int
    name: str
    pinyin: str
    sex: str
    birth_year: int | None
    phone: str
    seen_at: Millis
    visit_id: int | None
    ticket: str


_FOUND = """
WITH hit (person_id, seen_at, rank) AS (
    SELECT person_id, seen_at, 0 FROM (
        SELECT person_id, seen_at FROM search_key WHERE key = :key
        ORDER BY seen_at DESC LIMIT :limit)
    UNION ALL
    SELECT person_id, seen_at, 1 FROM (
        SELECT person_id, seen_at FROM search_key WHERE key > :key AND key < :after
        LIMIT :read)
)
SELECT p.id, p.name, p.pinyin, p.sex, p.birth_year, p.phone, p.seen_at, min(h.rank)
FROM hit h JOIN person p ON p.id = h.person_id
GROUP BY p.id ORDER BY min(h.rank), p.seen_at DESC LIMIT :limit
"""
_HERE = (
    "SELECT person_id, id, series, number FROM visit"
    " WHERE ended_at IS NULL AND person_id IN ({marks}) ORDER BY id"
)


def find(session: Session, typed: str, limit: int) -> list[Match]:
    """The people that `typed` may mean: exact first, then by how lately they came (D1).

    Name, full pinyin, initials, the last digits of a phone, or a ticket of today. Nothing typed
    finds nobody.
    """
    key = query_key(typed)
    found = _find_key(session, key, limit) if key else []
    holder = _by_ticket(session, typed)
    return [holder, *found][:limit] if holder is not None else found


def _by_ticket(session: Session, typed: str) -> Match | None:
    """Whoever has this ticket today, or None."""
    ticket = tickets.read(typed)
    if ticket is None:
        return None
    row = session.store.database.execute_sql(
        "SELECT person_id FROM visit WHERE day = ? AND series = ? AND number = ?",
        (session.today(), *ticket),
    ).fetchone()
    return match_of(session, row[0]) if row and row[0] is not None else None


def _find_key(session: Session, key: str, limit: int) -> list[Match]:
    rows = session.store.database.execute_sql(
        _FOUND, {"key": key, "after": after(key), "limit": limit, "read": PREFIX_READ}
    ).fetchall()
    here = here_now(session, [row[0] for row in rows])
    return [
        Match(
            row[0], row[1] or "–", row[2] or "", row[3] or "", row[4], row[5] or "", row[6],
            *here.get(row[0], (None, "")),
        )
        for row in rows
    ]  # fmt: skip


def match_of(session: Session, person_id: int) -> Match | None:
    """A known person by id, with the visit that is open now; None when nobody is."""
    person = Person.get_or_none(Person.id == person_id)
    if person is None:
        return None
    return Match(
        person.id, person.name or "–", person.pinyin or "", person.sex or "", person.birth_year,
        person.phone or "", person.seen_at,
        *here_now(session, [person.id]).get(person.id, (None, "")),
    )  # fmt: skip


def after(key: str) -> str:
    """The first text that no longer begins with `key`: a range that an index can answer."""
    return key[:-1] + chr(ord(key[-1]) + 1)


def here_now(session: Session, people: list[int]) -> dict[int, tuple[int, str]]:
    """The open visit and ticket of those among `people` who are here, by person."""
    if not people:
        return {}
    marks = ", ".join("?" * len(people))
    rows = session.store.database.execute_sql(_HERE.format(marks=marks), people).fetchall()
    return {row[0]: (row[1], tickets.say(session.pack, row[2], row[3])) for row in rows}


def birth_year(text: str, year: int) -> int | None:
    """The year of birth from an age or a year as typed; None for nothing.

    Raises InputError when it is neither.
    """
    typed = clean(text, PHONE_LIMIT).strip()
    if not typed:
        return None
    number = int(typed) if typed.isdecimal() and len(typed) <= len(str(year)) else -1
    if 0 <= number <= OLDEST_AGE:
        return year - number
    if year - OLDEST_AGE <= number <= year:
        return number
    raise InputError("birth", _("An age, or a year of birth."), _("As 46, or 1980"))


def year_now(session: Session) -> int:
    """The year it is at the desk."""
    return local(session.now(), session.zone).year


def check(session: Session, form: PersonForm) -> PersonForm:
    """The form cleaned; raises InputError naming the first field that cannot be taken."""
    name = clean(form.name, NAME_LIMIT).strip()
    if not name:
        raise InputError("name", _("A name is missing."), _("As the visitor says it."))
    if form.sex and form.sex not in SEXES:
        raise InputError("sex", _("One of the choices."))
    birth_year(form.birth, year_now(session))
    return PersonForm(
        name,
        form.sex,
        form.birth,
        phone_digits(clean(form.phone, PHONE_LIMIT)),
        clean(form.document, DOCUMENT_LIMIT).strip(),
    )


def write_down(session: Session, form: PersonForm) -> Person:
    """Add a person; inside a verb. `form` is checked first."""
    checked = check(session, form)
    now = session.now()
    person = Person.create(
        name=checked.name,
        pinyin=pinyin(checked.name),
        sex=checked.sex or None,
        birth_year=birth_year(checked.birth, year_now(session)),
        phone=checked.phone or None,
        document=checked.document or None,
        added_at=now,
        seen_at=now,
    )
    _index(person)
    return person


def seen(session: Session, person: Person, form: PersonForm | None = None) -> None:
    """The person came again: first among the found from now on; inside a verb.

    What the form says of sex, birth and phone is kept; what it leaves empty stays as it was.
    """
    person.seen_at = session.now()
    if form is not None:
        told = check(session, form._replace(name=person.name or form.name))
        person.sex = told.sex or person.sex
        person.birth_year = birth_year(told.birth, year_now(session)) or person.birth_year
        person.phone = told.phone or person.phone
    person.save()
    _index(person)


def _index(person: Person) -> None:
    execute = person._meta.database.execute_sql
    execute("DELETE FROM search_key WHERE person_id = ?", (person.id,))
    for key in sorted(set(search_keys(person.name, person.phone or ""))):
        execute(
            "INSERT INTO search_key (person_id, key, seen_at) VALUES (?, ?, ?)",
            (person.id, key, person.seen_at),
        )


class Likely(NamedTuple):
    """Someone who may be the very person being added, and why."""

    match: Match
    likeness: Likeness


def likely(session: Session, form: PersonForm, limit: int) -> list[Likely]:
    """Who among the known may be the person on the form, likeliest first, with why (D1).

    Shown while typing, never forced.
    """
    wanted = Who(
        name=clean(form.name, NAME_LIMIT).strip(),
        sex=form.sex,
        birth_year=_year_or_none(form.birth, year_now(session)),
        phone=phone_digits(clean(form.phone, PHONE_LIMIT)),
    )
    # Same sound, or the same end of the phone: the rule itself then judges each.
    seeds = search_keys(wanted.name, "")
    if len(wanted.phone) >= PHONE_TAIL:
        seeds = (*seeds, query_key(wanted.phone[-PHONE_TAIL:]))
    found: dict[int, Match] = {}
    for seed in seeds:
        if len(seed) > 1:
            for match in _find_key(session, seed, limit * LIKELY_READ):
                found[match.id] = match
    judged = [
        Likely(match, likeness)
        for match in found.values()
        if (likeness := likely_same(wanted, who(match), session.pack.likeness)) is not None
    ]
    return sorted(judged, key=lambda one: -one.likeness.score)[:limit]


def who(match: Match) -> Who:
    """What the rule of likeness looks at."""
    return Who(name=match.name, sex=match.sex, birth_year=match.birth_year, phone=match.phone)


def _year_or_none(text: str, year: int) -> int | None:
    try:
        return birth_year(text, year)
    except InputError:
        return None


@verb(
    "people.imported",
    may=LEADING_ROLES + MACHINE,
    sentence=N_("{count} people were imported"),
)
def take_over(session: Session, forms: Iterable[PersonForm]) -> Done[int]:
    """Add people from a table, all or nothing (X6)."""
    count = 0
    last: Person | None = None
    for form in forms:
        last = write_down(session, form)
        count += 1
    return Done(count, last, {"count": count})
