"""What one business day gives the figures of waiting to count (requirement W6).

Reads rows, decides nothing: what was owed comes out of `steps` under the pack in force when the
wait began, what counts as in time out of `figures`.
"""

import json
from bisect import bisect_left
from collections import defaultdict

import msgspec

from frontdesk import record
from frontdesk.clock import Millis, local
from frontdesk.desk import steps, visits
from frontdesk.desk.figures import StepFact, WaitFact
from frontdesk.desk.steps import Handled, StepState, WaitFacts
from frontdesk.packs.structs import Pack
from frontdesk.session import Session

_WAITS = """
SELECT w.id, w.visit_id, w.began_at, w.ended_at, w.exact, w.ending, w.priority, w.department_id,
       w.pack, v.needs, v.raised_at
FROM visit v JOIN wait w ON w.visit_id = v.id
WHERE v.day = ? ORDER BY w.id
"""
_HANDLED = """
SELECT s.wait_id, s.step, s.turn, s.due_at, s.at, s.outcome, s.minutes, s.staff_id
FROM visit v JOIN wait w ON w.visit_id = v.id JOIN step_done s ON s.wait_id = w.id
WHERE v.day = ? ORDER BY s.id
"""
_ROUTE = """
SELECT r.visit_id, r.stage, r.at
FROM visit v JOIN route_step r ON r.visit_id = v.id
WHERE v.day = ? ORDER BY r.id
"""


class _Wait(msgspec.Struct, frozen=True, kw_only=True):
    """One wait of the day as read; `stopped_at` is when its steps were owed no longer."""

    id: int
    began_at: Millis
    ended_at: Millis | None
    stopped_at: Millis | None
    exact: bool
    left: bool
    priority: str
    department: int | None
    pack: Pack
    stage: str
    needs: frozenset[str]


def wait_facts(session: Session, day: str) -> list[WaitFact]:
    """Every wait of the visits of `day` (as 2026-11-23), for `figures`.

    A wait is inexact when its beginning was typed in, or the PC's clock moved while it ran.
    """
    return [
        WaitFact(
            began_at=wait.began_at,
            ended_at=wait.ended_at,
            priority=wait.priority,
            left=wait.left,
            exact=wait.exact,
        )
        for wait in _waits(session, day)
    ]


def step_facts(session: Session, day: str) -> list[StepFact]:
    """Every turn of a step of waiting that was owed to the visitors of `day`, for `figures`.

    A turn that was tried but left standing counts once, by what handled it. Who may not have it
    (a fasting person no water) is owed none; from an emergency on, the steps are owed no longer.
    """
    handled: dict[int, list[Handled]] = defaultdict(list)
    staff: dict[tuple[int, str, int], int | None] = {}
    for row in session.store.database.execute_sql(_HANDLED, (day,)):
        handled[row[0]].append(
            Handled(
                step=row[1], turn=row[2], due_at=row[3], at=row[4], outcome=row[5], minutes=row[6]
            )
        )
        staff[row[0], row[1], row[2]] = row[7]
    return [
        StepFact(
            step=state.step,
            due_at=state.due_at,
            grace=wait.pack.step(state.step).grace,
            done_at=state.at,
            closed_at=wait.stopped_at,
            department=wait.department,
            staff=staff.get((wait.id, state.step, state.turn)),
            hour=local(state.due_at, session.zone).hour,
            exact=wait.exact,
        )
        for wait in _waits(session, day)
        for state in _owed(wait, tuple(handled[wait.id]), session.now())
    ]


def _owed(wait: _Wait, handled: tuple[Handled, ...], now: Millis) -> list[StepState]:
    # Without an end the rule gives the turn that stood open when the wait ended as well.
    facts = WaitFacts(began_at=wait.began_at, stage=wait.stage, needs=wait.needs, handled=handled)
    found = steps.states(facts, wait.pack.waiting, now)
    return [state for state in found if state.state != "skipped" and _counts(wait.pack, state)]


def _counts(pack: Pack, state: StepState) -> bool:
    """Whether a turn stands for itself: one that left the step standing goes on in the next."""
    return state.at is None or not any(
        one.code == state.outcome and not one.handles for one in pack.step(state.step).outcomes
    )


def _waits(session: Session, day: str) -> list[_Wait]:
    execute = session.store.database.execute_sql
    rows = execute(_WAITS, (day,)).fetchall()
    route: dict[int, list[tuple[str, Millis]]] = defaultdict(list)
    for visit_id, stage, at in execute(_ROUTE, (day,)):
        route[visit_id].append((stage, at))
    marks = [row[0] for row in execute("SELECT at FROM clock_mark ORDER BY at")]
    now = session.now()
    found: list[_Wait] = []
    for row in rows:
        wait_id, visit_id, began, ended, exact, ending, priority, department, digest = row[:9]
        needs, raised = row[9:]
        pack = session.pack if digest == session.pack.digest else record.pack_of(digest)
        until = now if ended is None else ended
        turned = raised is not None and began <= raised <= until
        found.append(
            _Wait(
                id=wait_id,
                began_at=began,
                ended_at=ended,
                stopped_at=raised if turned else ended,
                exact=bool(exact) and not moved(marks, began, until),
                left=ending == visits.LEFT,
                priority=priority,
                department=department,
                pack=pack,
                stage=_stage(pack, route[visit_id], ended),
                needs=frozenset(json.loads(needs)) if needs else frozenset(),
            )
        )
    return found


def moved(marks: list[Millis], began: Millis, until: Millis) -> bool:
    """Whether the clock moved in between."""
    at = bisect_left(marks, began)
    return at < len(marks) and marks[at] <= until


def _stage(pack: Pack, route: list[tuple[str, Millis]], ended: Millis | None) -> str:
    """The watched stage that a wait stood in last: its steps are those of that stage."""
    watched = {stage.code: stage.fresh for stage in pack.stages if stage.watched}
    found = ""
    for stage, at in route:
        # A fresh stage entered as this wait ended belongs to the next wait.
        if stage in watched and (
            ended is None or at < ended or (at == ended and not watched[stage])
        ):
            found = stage
    return found
