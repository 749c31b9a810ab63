"""One visit told in order: its route and the steps done, for whoever opens it (D5)."""

from typing import Literal, NamedTuple

from frontdesk.clock import Millis
from frontdesk.session import Session
from frontdesk.store.fields import SqlCipherDatabase

What = Literal["stage", "step", "note"]

_ROUTE = """
SELECT 'stage', r.stage, r.at, s.name, r.reason, r.doctor_id, NULL, '' FROM route_step r
LEFT JOIN staff s ON s.id = r.staff_id WHERE r.visit_id = :visit
UNION ALL
SELECT 'step', d.step, d.at, s.name, d.reason, NULL, d.minutes, d.outcome FROM step_done d
JOIN wait w ON w.id = d.wait_id LEFT JOIN staff s ON s.id = d.staff_id WHERE w.visit_id = :visit
ORDER BY 3
"""
_NOTES = """
SELECT n.text, n.at, s.name FROM note n LEFT JOIN staff s ON s.id = n.staff_id
WHERE n.visit_id = ? ORDER BY n.id
"""


class Told(NamedTuple):
    """One thing that happened: a stage entered or a step done, at an instant in milliseconds."""

    what: What
    code: str
    at: Millis
    staff: str
    reason: str
    doctor_id: int | None
    minutes: int | None
    outcome: str


class NoteTold(NamedTuple):
    """A floor note as written."""

    text: str
    at: Millis
    staff: str


def story(session: Session, visit_id: int) -> list[Told]:
    """Every stage and every step done of a visit, in order."""
    rows = _database(session).execute_sql(_ROUTE, {"visit": visit_id}).fetchall()
    return [
        Told(row[0], row[1], row[2], row[3] or "", row[4], row[5], row[6], row[7]) for row in rows
    ]


def notes(session: Session, visit_id: int) -> list[NoteTold]:
    """The floor notes of a visit, oldest first."""
    rows = _database(session).execute_sql(_NOTES, (visit_id,)).fetchall()
    return [NoteTold(row[0] or "", row[1], row[2] or "") for row in rows]


def _database(session: Session) -> SqlCipherDatabase:
    return session.store.database
