"""What cases owe next (W5, C1 to C4): to acknowledge, to resolve, to pass up, to accept, to see.

Worked out when read, by the rules and the calendar of each case. All of them are day clocks.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import msgspec

from frontdesk.calendar import local_day, zone_of
from frontdesk.cases import cases, deadlines
from frontdesk.cases.cases import Case, CaseEvent, CasePause
from frontdesk.cases.deadlines import ClockFacts, Pause
from frontdesk.clock import Millis, instant
from frontdesk.packs.cases import CaseKind, Rung, Severity
from frontdesk.session import Session
from frontdesk.tasks import tasks
from frontdesk.tasks.due import Due

Step = Literal["acknowledge", "resolve", "rung", "accept", "notice"]

ACKNOWLEDGE: Step = "acknowledge"
RESOLVE: Step = "resolve"
RUNG: Step = "rung"
ACCEPT: Step = "accept"
NOTICE: Step = "notice"

# So many cases keep their times worked out between two readings of the desk.
_KEPT = 4_096
_NOON = time(12)

_CASES = """
SELECT c.id, c.series, c.number, c.kind, coalesce(c.name, '') AS name, c.received_at, c.severity,
       c.joint, c.rung, c.rung_at, c.owner_id, c.offered_id, c.acknowledged_at, c.pack, c.calendar,
       CASE WHEN c.reopened > 0 THEN (
           SELECT max(e.at) FROM case_event e WHERE e.case_id = c.id AND e.what = 'reopened'
       ) END AS reopened_at,
       (SELECT json_group_array(json_array(p.reason, p.began_at, p.ended_at))
        FROM case_pause p WHERE p.case_id = c.id) AS pauses,
       c.owner_id IN (SELECT staff_id FROM presence WHERE ended_at IS NULL) AS here
FROM desk_case c WHERE c.closed_at IS NULL AND (c.owner_id = :me OR c.offered_id = :me OR NOT here)
"""
_NOTICES = """
SELECT n.id, n.case_id, n.created_at, c.series, c.number, c.kind, coalesce(c.name, ''), c.pack
FROM case_notice n JOIN desk_case c ON c.id = n.case_id WHERE n.seen_at IS NULL AND n.role = :role
"""
_NONE = "[]"
_pauses = msgspec.json.Decoder(tuple[tuple[str, Millis, Millis | None], ...])


class _Row(NamedTuple):
    """An open case as it is read: the columns of `_CASES` in their order."""

    id: int
    series: str
    number: int
    kind: str
    name: str
    received_at: Millis
    severity: str
    joint: int
    rung: str
    rung_at: Millis
    owner_id: int
    offered_id: int | None
    acknowledged_at: Millis | None
    pack: str
    calendar: str
    reopened_at: Millis | None
    pauses: str
    here: int


class _Rules(NamedTuple):
    """A kind as a pack has it: its severities, its rungs and the highest of them."""

    kind: CaseKind
    severities: dict[str, Severity]
    rungs: dict[str, Rung]
    top: str


def due(session: Session, now: Millis) -> list[Due]:
    """What I owe, what is offered to me, what those owe who are not here, what my role must see.

    Of a notice `turn` is its number, since one case may have several.
    """
    execute = session.store.database.execute_sql
    reading = _Reading(session)
    found = [_notice(session, row) for row in execute(_NOTICES, {"role": session.role}).fetchall()]
    for row in execute(_CASES, {"me": session.staff_id}).fetchall():
        found += reading.owed(_Row(*row))
    return sorted(found, key=Due.order)


def _notice(session: Session, row: Any) -> Due:
    number, case_id, created_at, series, sequence, kind, name, digest = row
    rules = cases.kind_in(tasks.rules(session, digest), kind)
    ticket = cases.say(series, sequence, rules.digits if rules is not None else cases.DIGITS)
    return Due(
        rank="days", subject="case", subject_id=case_id, ticket=ticket, name=name, step=NOTICE,
        turn=number, due_at=created_at, window=0,
    )  # fmt: skip


class _Reading:
    """One reading of the open cases: what many of them have in common is looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, str], _Rules] = {}

    def _rules(self, row: _Row) -> _Rules:
        found = self._known.get((row.pack, row.kind))
        if found is None:
            forms = cases.forms(tasks.rules(self._session, row.pack))
            kind = forms.kind(row.kind)
            rungs = {one.code: one for one in forms.ladder(kind.ladder).rungs}
            severities = {one.code: one for one in kind.severities}
            found = _Rules(kind, severities, rungs, list(rungs)[-1])
            self._known[row.pack, row.kind] = found
        return found

    def owed(self, row: _Row) -> Iterator[Due]:
        """What is owed of one case to whoever reads."""
        rules = self._rules(row)
        kind, rung = rules.kind, rules.rungs[row.rung]
        until = deadlines.rung_until(rung, row.rung_at)
        if row.offered_id == self._session.staff_id:
            yield _due(row, kind, ACCEPT, until, rung.window)
        if row.owner_id != self._session.staff_id and row.here:
            return
        severity = rules.severities[row.severity]
        if row.acknowledged_at is None and severity.acknowledge is not None:
            yield _due(row, kind, ACKNOWLEDGE, row.received_at + severity.acknowledge, kind.soon)
        pauses = _pauses_of(row)
        resolve_at = _resolve_at(self._session, row, kind, severity, pauses)
        if resolve_at is not None:
            yield _due(row, kind, RESOLVE, resolve_at, kind.soon_days)
        # Where nobody is above there is nobody to pass it to; while it is paused nobody need.
        if rung.code != rules.top and all(one.ended_at is not None for one in pauses):
            yield _due(row, kind, RUNG, until, rung.window)


def _due(row: _Row, kind: CaseKind, step: Step, due_at: Millis, window: Millis) -> Due:
    return Due(
        rank="days", subject="case", subject_id=row.id,
        ticket=cases.say(row.series, row.number, kind.digits), name=row.name, step=step, turn=1,
        due_at=due_at, window=window,
    )  # fmt: skip


def _pauses_of(row: _Row) -> tuple[Pause, ...]:
    if row.pauses == _NONE:
        return ()
    return tuple(
        Pause(reason=reason, began_at=began_at, ended_at=ended_at)
        for reason, began_at, ended_at in _pauses.decode(row.pauses)
    )


def _resolve_at(
    session: Session, row: _Row, kind: CaseKind, severity: Severity, pauses: tuple[Pause, ...]
) -> Millis | None:
    calendar = tasks.rules(session, row.calendar).calendar
    if calendar is None:
        return None
    joint = bool(row.joint)
    if pauses:
        facts = ClockFacts(
            received_at=row.received_at, joint=joint, pauses=pauses, reopened_at=row.reopened_at
        )
        return _clocks(facts, kind, severity, calendar, session.zone).resolve_at
    # The day it came in is not counted: whatever came in on one day is due at one instant.
    start = row.received_at if row.reopened_at is None else row.reopened_at
    noon = _noon(local_day(calendar, start, session.zone), zone_of(calendar, session.zone))
    facts = ClockFacts(received_at=noon, joint=joint)
    return _clocks(facts, kind, severity, calendar, session.zone).resolve_at


_clocks = lru_cache(maxsize=_KEPT)(deadlines.clocks)


@lru_cache(maxsize=_KEPT)
def _noon(day: date, zone: tzinfo | None) -> Millis:
    return instant(datetime.combine(day, _NOON, zone))


def facts_of(case: Case) -> ClockFacts:
    """What the clocks need to know of a case."""
    again = (
        CaseEvent.read("case_id = ? AND what = 'reopened' ORDER BY id DESC LIMIT 1", case.id)
        if case.reopened
        else []
    )
    return ClockFacts(
        received_at=case.received_at,
        joint=bool(case.joint),
        pauses=tuple(
            Pause(reason=one.reason, began_at=one.began_at, ended_at=one.ended_at)
            for one in CasePause.read("case_id = ? ORDER BY id", case.id)
        ),
        acknowledged_at=case.acknowledged_at,
        closed_at=case.closed_at,
        reopened_at=again[0].at if again else None,
    )
