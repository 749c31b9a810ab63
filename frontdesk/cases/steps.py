"""What is next to be done with an open case, and by when (C3, C4): pure rules over its clocks."""

from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from typing import Literal

import msgspec

from frontdesk.calendar import Calendar, local_day, zone_of
from frontdesk.cases import deadlines
from frontdesk.cases.deadlines import ClockFacts
from frontdesk.clock import Millis, instant
from frontdesk.packs.cases import CaseKind, Ladder, Severity

StepCode = Literal["accept", "acknowledge", "rung", "resolve"]

# So many days of receipt are kept with the instant by which their cases are to be resolved.
_KEPT = 4_096
_NOON = time(12)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing owed about a case: by when, amber for so long before."""

    step: StepCode
    due_at: Millis
    window: Millis


def steps(
    facts: ClockFacts,
    kind: CaseKind,
    severity: Severity,
    ladder: Ladder,
    rung: str,
    rung_at: Millis,
    resolve_at: Millis | None,
    *,
    offered: bool,
) -> tuple[Step, ...]:
    """All that is owed about an open case, what is due first standing first.

    While it is offered to somebody, the time of the giver's rung is the time to accept it. On the
    highest rung nothing is passed up, nor while a pause stands.
    """
    found = []
    held = ladder.rung(rung)
    until = deadlines.rung_until(held, rung_at)
    standing = any(pause.ended_at is None for pause in facts.pauses)
    if offered:
        found.append(Step(step="accept", due_at=until, window=held.window))
    elif ladder.above(rung) is not None and not standing:
        found.append(Step(step="rung", due_at=until, window=held.window))
    if facts.acknowledged_at is None and severity.acknowledge is not None:
        by = facts.received_at + severity.acknowledge
        found.append(Step(step="acknowledge", due_at=by, window=kind.soon))
    if resolve_at is not None:
        found.append(Step(step="resolve", due_at=resolve_at, window=kind.soon_days))
    return tuple(sorted(found, key=lambda one: one.due_at))


def resolve_at(
    facts: ClockFacts,
    kind: CaseKind,
    severity: Severity,
    calendar: Calendar,
    zone: tzinfo | None,
) -> Millis | None:
    """By when a case is to be resolved, as `deadlines.clocks` says it, for lists of many.

    The day it came in is not counted, so that cases of one day are due at one instant unless they
    paused; that instant is kept.
    """
    if facts.pauses:
        return deadlines.clocks(facts, kind, severity, calendar, zone).resolve_at
    start = facts.received_at if facts.reopened_at is None else facts.reopened_at
    day = local_day(calendar, start, zone)
    return _of_day(day, facts.joint, kind, severity, calendar, zone)


@lru_cache(maxsize=_KEPT)
def _of_day(
    day: date,
    joint: bool,
    kind: CaseKind,
    severity: Severity,
    calendar: Calendar,
    zone: tzinfo | None,
) -> Millis | None:
    noon = instant(datetime.combine(day, _NOON, zone_of(calendar, zone)))
    facts = ClockFacts(received_at=noon, joint=joint)
    return deadlines.clocks(facts, kind, severity, calendar, zone).resolve_at
