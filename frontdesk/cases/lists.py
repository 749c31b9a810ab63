"""The lists of cases: due next, mine, open, to accept, all (C3, C4), grouped where wanted.

Read as plain rows. What is due is worked out when read, by the pack and calendar of each case.
"""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from frontdesk.cases import cases
from frontdesk.cases.deadlines import ClockFacts, Pause
from frontdesk.cases.steps import Step, resolve_at, steps
from frontdesk.clock import Millis
from frontdesk.packs.cases import CaseKind
from frontdesk.packs.structs import Pack
from frontdesk.session import Session
from frontdesk.tasks import tasks

PAGE = 200
# So much of what a person said stands in a list.
SAID = 120
_LAST = 2**62
_NEVER: Millis = 2**62

Group = Literal["rung", "place", "kind"]


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One case as lists show it; instants in milliseconds UTC, `pack` as it began.

    `severity_place` is the place of its severity, 1 the lightest, of `severities`; `rung_place`
    that of its rung, 1 the lowest, of `rungs`. `said` is the beginning of what the person said.
    `next` is None when it is closed, and where nothing is owed because its clock stands.
    """

    id: int
    number: str
    day: str
    kind: str
    channel: str
    name: str
    phone: str
    person_id: int | None
    place: str
    about: str
    said: str
    severity: str
    severity_place: int
    severities: int
    joint: bool
    rung: str
    rung_place: int
    rungs: int
    owner_id: int
    offered_id: int | None
    offered_rung: str
    opened_at: Millis
    received_at: Millis
    acknowledged_at: Millis | None
    closed_at: Millis | None
    outcome: str
    reopened: int
    paused: bool
    next: Step | None
    pack: Pack

    @property
    def rules(self) -> CaseKind:
        """Its kind, as the pack had it when the case began."""
        return cases.forms(self.pack).kind(self.kind)

    def key(self, by: Group) -> str:
        """The code under which it stands when the list is grouped."""
        return {"rung": self.rung, "place": self.place, "kind": self.kind}[by]


class Grouped(msgspec.Struct, frozen=True, kw_only=True):
    """The cases of one rung, place or kind, in the order of the list; `key` is its code."""

    key: str
    lines: tuple[CaseLine, ...]


_COLUMNS = """
SELECT c.id, c.series, c.number, c.day, c.kind, c.channel, c.name, c.phone, c.person_id, c.place,
       c.about, substr(c.facts, 1, :said), c.severity, c.joint, c.rung, c.rung_at, c.owner_id,
       c.offered_id, c.offered_rung, c.opened_at, c.received_at, c.acknowledged_at, c.closed_at,
       c.outcome, c.reopened, c.pack, c.calendar,
       CASE WHEN c.reopened > 0 THEN (
           SELECT max(e.at) FROM case_event e WHERE e.case_id = c.id AND e.what = 'reopened'
       ) END,
       (SELECT json_group_array(json_array(p.reason, p.began_at, p.ended_at))
        FROM case_pause p WHERE p.case_id = c.id)
FROM desk_case c
"""
_pauses = msgspec.json.Decoder(tuple[tuple[str, Millis, Millis | None], ...])


def read_lines(session: Session, rest: str, **values: object) -> list[CaseLine]:
    """The cases for which `rest`, a condition and an order over `c`, holds."""
    rows = session.store.database.execute_sql(f"{_COLUMNS} {rest}", {"said": SAID, **values})
    return [_line(session, row) for row in rows.fetchall()]


def _line(session: Session, row: tuple[Any, ...]) -> CaseLine:
    pack = tasks.rules(session, row[25])
    kind = cases.forms(pack).kind(row[4])
    ladder = cases.forms(pack).ladder(kind.ladder)
    grades = [one.code for one in kind.severities]
    rungs = [one.code for one in ladder.rungs]
    pauses = tuple(
        Pause(reason=reason, began_at=began_at, ended_at=ended_at)
        for reason, began_at, ended_at in _pauses.decode(row[28])
    )
    return CaseLine(
        id=row[0], number=cases.say(row[1], row[2], kind.digits), day=row[3], kind=row[4],
        channel=row[5], name=row[6] or "", phone=row[7] or "", person_id=row[8], place=row[9],
        about=row[10] or "", said=row[11] or "", severity=row[12],
        severity_place=grades.index(row[12]) + 1, severities=len(grades), joint=bool(row[13]),
        rung=row[14], rung_place=rungs.index(row[14]) + 1, rungs=len(rungs), owner_id=row[16],
        offered_id=row[17], offered_rung=row[18], opened_at=row[19], received_at=row[20],
        acknowledged_at=row[21], closed_at=row[22], outcome=row[23], reopened=row[24],
        paused=any(one.ended_at is None for one in pauses), pack=pack,
        next=_next(session, pack, kind, row, pauses),
    )  # fmt: skip


def _next(
    session: Session, pack: Pack, kind: CaseKind, row: tuple[Any, ...], pauses: tuple[Pause, ...]
) -> Step | None:
    if row[22] is not None:
        return None
    facts = ClockFacts(
        received_at=row[20], joint=bool(row[13]), pauses=pauses, acknowledged_at=row[21],
        reopened_at=row[27],
    )  # fmt: skip
    severity = kind.severity(row[12])
    calendar = tasks.rules(session, row[26]).calendar
    by = None if calendar is None else resolve_at(facts, kind, severity, calendar, session.zone)
    ladder = cases.forms(pack).ladder(kind.ladder)
    offered = row[17] is not None
    found = steps(facts, kind, severity, ladder, row[14], row[15], by, offered=offered)
    return found[0] if found else None


def one(session: Session, case_id: int) -> CaseLine | None:
    """One case, or None."""
    found = read_lines(session, "WHERE c.id = :id", id=case_id)
    return found[0] if found else None


def by_id(session: Session, ids: Sequence[int]) -> list[CaseLine]:
    """The cases with these ids, newest first."""
    marks = ", ".join(str(int(one)) for one in ids)
    return read_lines(session, f"WHERE c.id IN ({marks}) ORDER BY c.id DESC") if ids else []


def open_cases(session: Session) -> list[CaseLine]:
    """Every open case, the longest open first."""
    return read_lines(session, "WHERE c.closed_at IS NULL ORDER BY c.received_at, c.id")


def due_next(session: Session) -> list[CaseLine]:
    """Every open case by what is due next; those with a clock that stands last (C4)."""
    return _by_due(open_cases(session))


def mine(session: Session) -> list[CaseLine]:
    """The open cases that I answer for, by what is due next; what I offered is mine still."""
    return _by_due(
        read_lines(session, "WHERE c.closed_at IS NULL AND c.owner_id = :me", me=session.staff_id)
    )


def to_accept(session: Session) -> list[CaseLine]:
    """What is offered to me and waits for my yes or no, by what is due next (C3)."""
    return _by_due(
        read_lines(session, "WHERE c.closed_at IS NULL AND c.offered_id = :me", me=session.staff_id)
    )


def all_cases(session: Session, before: int | None = None, limit: int = PAGE) -> list[CaseLine]:
    """Every case there ever was, newest first: those with an id under `before`."""
    return read_lines(
        session,
        "WHERE c.id < :before ORDER BY c.id DESC LIMIT :limit",
        before=_LAST if before is None else before,
        limit=limit,
    )


def _by_due(lines: list[CaseLine]) -> list[CaseLine]:
    return sorted(lines, key=lambda line: (_due_at(line), line.received_at, line.id))


def _due_at(line: CaseLine) -> Millis:
    return _NEVER if line.next is None else line.next.due_at


def grouped(lines: Sequence[CaseLine], by: Group) -> list[Grouped]:
    """The lines by rung, place or kind, each group in the order of the list.

    The highest rung stands first, otherwise what stands first in the list; cases without a place
    stand last.
    """
    found: dict[str, list[CaseLine]] = {}
    for line in lines:
        found.setdefault(line.key(by), []).append(line)
    groups = [Grouped(key=key, lines=tuple(some)) for key, some in found.items()]
    if by == "rung":
        groups.sort(key=lambda group: -group.lines[0].rung_place)
    return sorted(groups, key=lambda group: not group.key)
