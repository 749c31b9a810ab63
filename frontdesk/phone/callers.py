"""Who calls, by the number, and what was before (P3): people, contacts, calling again."""

from typing import Literal

import msgspec

from frontdesk.clock import Millis
from frontdesk.desk import people, tickets
from frontdesk.desk.people import Match
from frontdesk.packs.phone import Dialling
from frontdesk.phone import calls
from frontdesk.phone.calls import Call
from frontdesk.phone.numbers import normalise
from frontdesk.session import Session
from frontdesk.text import phone_digits

MOST_PEOPLE = 20
MOST_CONTACTS = 20
# A person's number may be kept without its area code.
_TAIL = 6

What = Literal["call", "visit", "task"]


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One earlier contact: a call, a visit, or something owed still; `at` in milliseconds UTC.

    `kind`, `outcome` and `channel` are codes of the pack; of a visit `kind` is its purpose and
    `outcome` its stage, of a task `kind` is what it is. `due_at` is that of a task.
    """

    what: What
    id: int
    at: Millis
    day: str
    ticket: str
    channel: str
    direction: str
    kind: str
    outcome: str
    text: str
    staff_id: int | None
    due_at: Millis | None = None
    missed: bool = False


_KEYED = "SELECT DISTINCT person_id FROM search_key WHERE key >= ? AND key < ? LIMIT ?"
_CALLS = """
SELECT id, began_at, day, number, channel, direction, kind, outcome, asked, staff_id, missed_at
FROM call WHERE {which} ORDER BY began_at DESC LIMIT :limit
"""
_VISITS = """
SELECT id, arrived_at, day, series, number, purpose, stage, request FROM visit
WHERE person_id = :person ORDER BY arrived_at DESC LIMIT :limit
"""
_TASKS = """
SELECT id, created_at, day, ticket, kind, text, owner_id, due_at FROM task
WHERE {which} AND done_at IS NULL ORDER BY created_at DESC LIMIT :limit
"""
_AGAIN = """
SELECT count(*) FROM call
WHERE phone = ? AND direction = 'in' AND began_at >= ? AND began_at <= ? AND id <> ?
"""


def people_by_number(session: Session, key: str) -> list[Match]:
    """Everyone whose telephone this is; whoever came last stands first. A family may share one."""
    phone = calls.telephone(session.pack)
    number = phone_digits(key)
    if not number:
        return []
    tail = number[-_TAIL:][::-1]
    # What is shorter is an internal number: many others end in it.
    until = people.after(tail) if len(number) > _TAIL else f"{tail}\0"
    rows = session.store.database.execute_sql(_KEYED, (tail, until, people.PREFIX_READ)).fetchall()
    found = []
    for row in rows:
        match = people.match_of(session, row[0])
        if match is not None and match.phone and key == _kept(match.phone, key, phone.dialling):
            found.append(match)
    return sorted(found, key=lambda one: -one.seen_at)[:MOST_PEOPLE]


def _kept(kept: str, key: str, dialling: Dialling) -> str:
    """The key of a person's number; one from abroad is kept without its +."""
    return key if kept == phone_digits(key) else normalise(kept, dialling).key


def history(
    session: Session, key: str, person_id: int | None, limit: int = MOST_CONTACTS
) -> list[Contact]:
    """What was before with this number or person, newest first; what is owed still stands first.

    Calls of the number and of the person, visits of the person, open tasks of either.
    """
    found = {(one.what, one.id): one for one in _tasks(session, key, person_id, limit)}
    owed = len(found)
    rest: dict[tuple[str, int], Contact] = {}
    for one in (*_calls(session, key, person_id, limit), *_visits(session, person_id, limit)):
        rest[one.what, one.id] = one
    newest = sorted(rest.values(), key=lambda one: (-one.at, -one.id))
    return [*found.values(), *newest[: max(0, limit - owed)]]


def _which(key: str, person_id: int | None) -> list[tuple[str, dict[str, object]]]:
    """One condition each, so that each is answered by its own index."""
    found: list[tuple[str, dict[str, object]]] = []
    if key:
        found.append(("phone = :key", {"key": key}))
    if person_id is not None:
        found.append(("person_id = :person", {"person": person_id}))
    return found


def _calls(session: Session, key: str, person_id: int | None, limit: int) -> list[Contact]:
    return [
        Contact(
            what="call", id=row[0], at=row[1], day=row[2], ticket=calls.say_number(row[3]),
            channel=row[4], direction=row[5], kind=row[6], outcome=row[7], text=row[8] or "",
            staff_id=row[9], missed=row[10] is not None,
        )
        for which, values in _which(key, person_id)
        for row in session.store.database.execute_sql(
            _CALLS.format(which=which), {**values, "limit": limit}
        ).fetchall()
    ]  # fmt: skip


def _visits(session: Session, person_id: int | None, limit: int) -> list[Contact]:
    if person_id is None:
        return []
    return [
        Contact(
            what="visit", id=row[0], at=row[1], day=row[2],
            ticket=tickets.say(session.pack, row[3], row[4]), channel="", direction="",
            kind=row[5], outcome=row[6], text=row[7] or "", staff_id=None,
        )
        for row in session.store.database.execute_sql(
            _VISITS, {"person": person_id, "limit": limit}
        ).fetchall()
    ]  # fmt: skip


def _tasks(session: Session, key: str, person_id: int | None, limit: int) -> list[Contact]:
    found = [
        Contact(
            what="task", id=row[0], at=row[1], day=row[2], ticket=row[3], channel="",
            direction="", kind=row[4], outcome="", text=row[5] or "", staff_id=row[6],
            due_at=row[7],
        )
        for which, values in _which(key, person_id)
        for row in session.store.database.execute_sql(
            _TASKS.format(which=which), {**values, "limit": limit}
        ).fetchall()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.at, -one.id))


def calling_again(session: Session, call: Call) -> int | None:
    """How often the same number called before within the pack's time; None without a number."""
    if not call.phone:
        return None
    since = call.began_at - calls.rules(session, call).again_within
    row = session.store.database.execute_sql(
        _AGAIN, (call.phone, since, call.began_at, call.id)
    ).fetchone()
    return int(row[0])
