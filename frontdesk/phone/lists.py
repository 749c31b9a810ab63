"""The lists of the telephone: now, of the day, to call back, without outcome, found (P4, P6).

Read as plain rows by keyset. Where a call stands is worked out by `ringing` under the pack it
began by, so that a ring given up is missed before the machine wrote it down.
"""

from typing import Any

import msgspec

from frontdesk.clock import Millis
from frontdesk.desk import people
from frontdesk.packs.phone import Phone
from frontdesk.packs.structs import Pack
from frontdesk.phone import calls, finding, ringing
from frontdesk.phone.ringing import CallFacts, Hold, State
from frontdesk.session import Session
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import OpenTask, Tried
from frontdesk.text import folded

PAGE = 200
_NOW: tuple[State, ...] = ("ringing", "talking", "held", "wrapup")
_LAST = 2**62


class CallLine(msgspec.Struct, frozen=True, kw_only=True):
    """One call as lists show it; instants in milliseconds UTC, `pack` as it began.

    `name` is as said on the telephone, else that of the known person.
    """

    id: int
    day: str
    ticket: str
    number: int
    channel: str
    direction: ringing.Direction
    how: str
    line: str
    phone: str
    withheld: bool
    person_id: int | None
    name: str
    began_at: Millis
    rang_at: Millis | None
    answered_at: Millis | None
    ended_at: Millis | None
    ended_by: str
    missed_at: Millis | None
    staff_id: int | None
    seat_id: int | None
    passed_to: int | None
    kind: str
    outcome: str
    asked: str
    answer: str
    visit_id: int | None
    task_id: int | None
    closed_at: Millis | None
    pack: Pack
    holds: tuple[Hold, ...] = ()

    @property
    def facts(self) -> CallFacts:
        """What the rules of ringing need to know."""
        return CallFacts(
            direction=self.direction,
            rang_at=self.rang_at,
            answered_at=self.answered_at,
            ended_at=self.ended_at,
            missed_at=self.missed_at,
            closed_at=self.closed_at,
            passed=self.passed_to is not None,
            on_hold=any(hold.ended_at is None for hold in self.holds),
        )

    @property
    def rules(self) -> Phone:
        """The telephone as it stood when the call began."""
        return calls.telephone(self.pack)

    def state(self, now: Millis) -> State:
        """Where the call stands."""
        return ringing.state(self.facts, self.rules, now)

    def gone_at(self, now: Millis) -> Millis | None:
        """When it was missed, written down or not; None when it was not."""
        return ringing.settled(self.facts, self.rules, now).missed_at

    def open_record(self, now: Millis) -> bool:
        """Whether it is over and its record has no outcome yet."""
        facts = ringing.settled(self.facts, self.rules, now)
        over = facts.ended_at is not None and facts.answered_at is not None
        return over and facts.closed_at is None


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """Who could not be answered: a call-back with its attempts, or a call without a number.

    `task_id` is None for a withheld number, and until the machine wrote a ring down as missed.
    `count`: how many calls it stands for; `due_at` is None where nobody can be called.
    """

    task_id: int | None
    call_id: int
    ticket: str
    day: str
    phone: str
    withheld: bool
    name: str
    person_id: int | None
    missed_at: Millis
    count: int
    due_at: Millis | None
    window: Millis
    owner_id: int | None = None
    offered_id: int | None = None
    tries: tuple[Tried, ...] = ()


_COLUMNS = """
SELECT c.id, c.day, c.number, c.channel, c.direction, c.how, c.line, c.phone, c.withheld,
       c.person_id, coalesce(c.caller, p.name, ''), c.began_at, c.rang_at, c.answered_at,
       c.ended_at, c.ended_by, c.missed_at, c.staff_id, c.seat_id, c.passed_to, c.kind, c.outcome,
       c.asked, c.answer, c.visit_id, c.task_id, c.closed_at, c.pack
FROM call c LEFT JOIN person p ON p.id = c.person_id
"""
_OPEN = "WHERE c.closed_at IS NULL AND c.missed_at IS NULL ORDER BY c.began_at, c.id"
# A record may be closed while one still talks.
_LIVE = """WHERE c.id IN (
    SELECT id FROM call WHERE closed_at IS NULL AND missed_at IS NULL
    UNION SELECT id FROM call WHERE ended_at IS NULL AND missed_at IS NULL
) ORDER BY c.began_at, c.id"""
_HOLDS = "SELECT call_id, began_at, ended_at FROM call_hold WHERE call_id IN ({marks}) ORDER BY id"
_COUNTS = """
SELECT c.task_id, count(*), max(c.missed_at) FROM task t CROSS JOIN call c ON c.task_id = t.id
WHERE t.done_at IS NULL AND t.kind = 'callback' AND c.missed_at IS NOT NULL GROUP BY c.task_id
"""


def _read(session: Session, rest: str, *values: object) -> list[CallLine]:
    rows = session.store.database.execute_sql(f"{_COLUMNS} {rest}", values).fetchall()
    holds = _holds(session, [row[0] for row in rows])
    return [_line(session, row, holds.get(row[0], ())) for row in rows]


def _holds(session: Session, ids: list[int]) -> dict[int, tuple[Hold, ...]]:
    found: dict[int, tuple[Hold, ...]] = {}
    for first in range(0, len(ids), PAGE):
        part = ids[first : first + PAGE]
        rows = session.store.database.execute_sql(
            _HOLDS.format(marks=", ".join("?" * len(part))), part
        )
        for call_id, began, ended in rows:
            found[call_id] = (*found.get(call_id, ()), Hold(began_at=began, ended_at=ended))
    return found


def _line(session: Session, row: tuple[Any, ...], holds: tuple[Hold, ...]) -> CallLine:
    return CallLine(
        id=row[0], day=row[1], ticket=calls.say_number(row[2]), number=row[2], channel=row[3],
        direction=row[4], how=row[5], line=row[6], phone=row[7] or "", withheld=bool(row[8]),
        person_id=row[9], name=row[10], began_at=row[11], rang_at=row[12], answered_at=row[13],
        ended_at=row[14], ended_by=row[15], missed_at=row[16], staff_id=row[17], seat_id=row[18],
        passed_to=row[19], kind=row[20], outcome=row[21], asked=row[22] or "",
        answer=row[23] or "", visit_id=row[24], task_id=row[25], closed_at=row[26],
        pack=tasks.rules(session, row[27]), holds=holds,
    )  # fmt: skip


def one(session: Session, call_id: int) -> CallLine | None:
    """One call, or None."""
    found = _read(session, "WHERE c.id = ?", call_id)
    return found[0] if found else None


def live(session: Session) -> list[CallLine]:
    """The calls of this moment, first come first: ringing, talking, held, wrapping up.

    One that was given up stands among them, as missed, until the machine wrote it down.
    """
    now = session.now()
    found = _read(session, _LIVE)
    return [line for line in found if line.state(now) in _NOW or line.gone_at(now) is not None]


def without_outcome(session: Session) -> list[CallLine]:
    """The calls that are over and have no outcome yet, the longest over first (P4)."""
    now = session.now()
    return [line for line in _read(session, _OPEN) if line.open_record(now)]


def of_day(
    session: Session, day: str, before: int | None = None, limit: int = PAGE
) -> list[CallLine]:
    """The calls and contacts of a business day, newest first, those under number `before`."""
    return _read(
        session,
        "WHERE c.day = ? AND c.number < ? ORDER BY c.number DESC LIMIT ?",
        day,
        _LAST if before is None else before,
        limit,
    )


def missed(session: Session) -> list[Missed]:
    """Whom to call back, first due first; then today's missed calls that told no number (P6)."""
    counts = {row[0]: (row[1], row[2]) for row in session.store.database.execute_sql(_COUNTS)}
    found = [
        _to_call(session, task, *counts.get(task.id, (1, task.created_at)))
        for task in tasks.open_tasks(session, "callback")
    ]
    numbers = {one.phone for one in found}
    now = session.now()
    # Given up, and not written down yet.
    for line in live(session):
        gone = line.gone_at(now)
        if gone is not None and line.phone not in numbers:
            found.append(_nobody(line, gone))
    found.sort(key=lambda one: (one.due_at is None, one.due_at or 0, one.missed_at))
    silent = _read(
        session,
        "WHERE c.day = ? AND c.missed_at IS NOT NULL AND c.phone IS NULL ORDER BY c.number DESC",
        session.today(),
    )
    return found + [_nobody(line, line.missed_at) for line in silent if line.missed_at is not None]


def _to_call(session: Session, task: OpenTask, count: int, last: Millis) -> Missed:
    return Missed(
        task_id=task.id, call_id=task.about_id, ticket=task.ticket, day=task.day,
        phone=task.phone, withheld=False, name=task.name, person_id=task.person_id,
        missed_at=last, count=count, window=task.window, owner_id=task.owner_id,
        due_at=task.next_at(tasks.rules(session, task.pack).phone), offered_id=task.offered_id,
        tries=task.tries,
    )  # fmt: skip


def _nobody(line: CallLine, gone: Millis) -> Missed:
    due_at = gone + line.rules.call_back_within if line.phone else None
    return Missed(
        task_id=None, call_id=line.id, ticket=line.ticket, day=line.day, phone=line.phone,
        withheld=line.withheld, name=line.name, person_id=line.person_id, missed_at=gone, count=1,
        due_at=due_at, window=line.rules.window,
    )  # fmt: skip


def promises(session: Session, staff_id: int | None) -> list[OpenTask]:
    """What this member of staff owes: promises and questions, and what is offered to them (D7)."""
    return [
        task
        for task in tasks.open_tasks(session)
        if (task.kind != "callback" and task.owner_id == staff_id) or task.offered_id == staff_id
    ]


def find(session: Session, typed: str, limit: int) -> list[CallLine]:
    """Calls by the end of a number, by person, or by words of the record; newest first."""
    text = typed.strip()
    ids = set(finding.by_number(session, text, limit))
    ids |= {line.id for line in _by_ticket(session, text)}
    for match in people.find(session, text, limit):
        ids |= _of_person(session, match.id, limit)
    words = folded(text).split()
    candidates = finding.by_word(session, text, finding.READ)
    found: list[CallLine] = []
    while candidates and len(found) < limit:
        part, candidates = candidates[:limit], candidates[limit:]
        found += [line for line in _by_id(session, part) if _holds_words(line, words)]
    found += _by_id(session, sorted(ids - {line.id for line in found}, reverse=True)[:limit])
    return sorted(found, key=lambda line: -line.id)[:limit]


def _holds_words(line: CallLine, words: list[str]) -> bool:
    whole = folded(f"{line.name}\n{line.asked}\n{line.answer}")
    return all(word in whole for word in words)


def _of_person(session: Session, person_id: int, limit: int) -> set[int]:
    rows = session.store.database.execute_sql(
        "SELECT id FROM call WHERE person_id = ? ORDER BY began_at DESC LIMIT ?",
        (person_id, limit),
    )
    return {row[0] for row in rows}


def _by_id(session: Session, ids: list[int]) -> list[CallLine]:
    found: list[CallLine] = []
    for first in range(0, len(ids), PAGE):
        part = ids[first : first + PAGE]
        found += _read(session, f"WHERE c.id IN ({', '.join('?' * len(part))})", *part)
    return found


def _by_ticket(session: Session, typed: str) -> list[CallLine]:
    """The call of today with this number, as L-0012 or l12."""
    number = typed.upper().removeprefix(calls.SERIES).lstrip("- ")
    if number == typed or not (number.isdecimal() and len(number) <= calls.DIGITS + 1):
        return []
    return _read(session, "WHERE c.day = ? AND c.number = ?", session.today(), int(number))
