"""What a stretch of business days gives the figures of cases to count (C4, C10).

Reads rows, decides nothing: by when a case was owed what comes out of its clocks, by the pack and
calendar in force for it; what counts as in time out of `figures`. Days are as 2026-11-23, both
included; a case belongs to the day on which it was opened.
"""

from typing import Any, NamedTuple

import msgspec

from frontdesk.cases import cases
from frontdesk.cases.deadlines import ClockFacts, Pause
from frontdesk.cases.figures import CaseFact, Ended
from frontdesk.cases.steps import resolve_at
from frontdesk.clock import DAY, Millis
from frontdesk.packs.cases import CaseKind
from frontdesk.packs.structs import Pack
from frontdesk.session import Session
from frontdesk.tasks import tasks

_COLUMNS = """
SELECT c.kind, c.opened_at, c.received_at, c.severity, c.joint, c.rung, c.acknowledged_at,
       c.closed_at, c.outcome, c.reopened, c.pack, c.calendar,
       CASE WHEN c.reopened > 0 THEN (
           SELECT max(e.at) FROM case_event e WHERE e.case_id = c.id AND e.what = 'reopened'
       ) END,
       (SELECT json_group_array(json_array(p.reason, p.began_at, p.ended_at))
        FROM case_pause p WHERE p.case_id = c.id)
FROM desk_case c WHERE (:kind = '' OR c.kind = :kind)
"""
_OF_DAYS = f"{_COLUMNS} AND c.day BETWEEN :first AND :last ORDER BY c.id"
_OPEN = f"{_COLUMNS} AND c.closed_at IS NULL ORDER BY c.id"
# Whoever rang and was answered, or turned to us another way; our own calls are none of theirs.
_CONTACTS = """
SELECT (SELECT count(*) FROM call
        WHERE direction <> 'out' AND answered_at IS NOT NULL AND day BETWEEN :first AND :last)
     + (SELECT count(*) FROM visit WHERE day BETWEEN :first AND :last)
"""
_ANSWERING = frozenset(("accepted", "cause", "fault", "lesson"))
_pauses = msgspec.json.Decoder(tuple[tuple[str, Millis, Millis | None], ...])


class _Row(NamedTuple):
    """A case as it is read: the columns of `_COLUMNS` in their order."""

    kind: str
    opened_at: Millis
    received_at: Millis
    severity: str
    joint: int
    rung: str
    acknowledged_at: Millis | None
    closed_at: Millis | None
    outcome: str
    reopened: int
    pack: str
    calendar: str
    reopened_at: Millis | None
    pauses: str


def case_facts(session: Session, first: str, last: str, kind: str = "") -> list[CaseFact]:
    """Every case opened on the days, of one kind or of all."""
    return _facts(session, _OF_DAYS, {"kind": kind, "first": first, "last": last})


def open_facts(session: Session, kind: str = "") -> list[CaseFact]:
    """Every case that is open now, whenever it was opened, for the bands of their age."""
    return _facts(session, _OPEN, {"kind": kind})


def contacts(session: Session, first: str, last: str) -> int:
    """How many times somebody turned to us on the days: calls answered, other ways, visits."""
    found = session.store.database.execute_sql(_CONTACTS, {"first": first, "last": last})
    return int(found.fetchone()[0])


def edges(pack: Pack, kind: str) -> tuple[Millis, ...]:
    """Where ages of a kind are parted: at its own times, by the clock, and at the last reopening.

    Working days stand for as many days here: an age is what the person waited.
    """
    rules = cases.forms(pack)
    found: set[Millis] = {rules.reopen_within}
    for severity in rules.kind(kind).severities:
        if severity.acknowledge is not None:
            found.add(severity.acknowledge)
        found |= {days * DAY for days in (severity.resolve, severity.joint) if days is not None}
    return tuple(sorted(found))


def _facts(session: Session, statement: str, values: dict[str, Any]) -> list[CaseFact]:
    rows = session.store.database.execute_sql(statement, values).fetchall()
    return [_fact(session, _Row(*row)) for row in rows]


def _fact(session: Session, row: _Row) -> CaseFact:
    pack = tasks.rules(session, row.pack)
    rules = cases.forms(pack)
    kind = rules.kind(row.kind)
    severity = kind.severity(row.severity)
    rungs = rules.ladder(kind.ladder).rungs
    lowest = rungs[0]
    # A case never comes down: one that is on the lowest rung has been nowhere else.
    stayed = row.rung == lowest.code
    return CaseFact(
        received_at=row.received_at,
        acknowledged_at=row.acknowledged_at,
        acknowledge_by=(
            None if severity.acknowledge is None else row.received_at + severity.acknowledge
        ),
        closed_at=row.closed_at,
        ended=_ended(kind, row.outcome),
        resolve_by=_resolve_by(session, row, kind),
        rungs=tuple(rung.code for rung in rungs),
        highest=row.rung,
        first_rung_until=row.opened_at + lowest.within if stayed else None,
        reopened=row.reopened,
        reopen_within=rules.reopen_within,
    )


def _resolve_by(session: Session, row: _Row, kind: CaseKind) -> Millis | None:
    calendar = tasks.rules(session, row.calendar).calendar
    if calendar is None:
        return None
    facts = ClockFacts(
        received_at=row.received_at,
        joint=bool(row.joint),
        pauses=tuple(
            Pause(reason=reason, began_at=began_at, ended_at=ended_at)
            for reason, began_at, ended_at in _pauses.decode(row.pauses)
        ),
        closed_at=row.closed_at,
        reopened_at=row.reopened_at,
    )
    return resolve_at(facts, kind, kind.severity(row.severity), calendar, session.zone)


def _ended(kind: CaseKind, code: str) -> Ended:
    """How a case ended, for the figures: told by what its outcome needs.

    What the desk proposes first is an answer, and so is all that takes a cause or a yes.
    """
    if not code:
        return ""
    outcome = kind.outcome(code)
    if "other" in outcome.needs:
        return "duplicate"
    if "where" in outcome.needs:
        return "outside"
    if outcome is kind.outcomes[0] or _ANSWERING & set(outcome.needs):
        return "answered"
    return "withdrawn"
