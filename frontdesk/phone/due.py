"""What the telephone owes next (W5, P1, P4): a call that rings, a call without an outcome."""

from frontdesk.clock import Millis
from frontdesk.phone import lists, ringing
from frontdesk.phone.lists import CallLine
from frontdesk.session import Session
from frontdesk.tasks.due import Due

ANSWER = "answer"
OUTCOME = "outcome"


def due(session: Session) -> list[Due]:
    """Every ring, for whoever is nearest; a record without an outcome for whoever had the call."""
    if session.pack.phone is None:
        return []
    now = session.now()
    rings = [_ring(line) for line in lists.live(session) if line.state(now) == "ringing"]
    mine = (None, session.staff_id)
    open_ones = [
        _record(line, line.ended_at)
        for line in lists.without_outcome(session)
        if line.staff_id in mine and line.ended_at is not None
    ]
    return sorted((one for one in (*rings, *open_ones) if one is not None), key=Due.order)


def _ring(line: CallLine) -> Due | None:
    if line.rang_at is None or line.direction != "in":
        return None
    span = ringing.answer_by(line.pack.rings[line.pack.country])
    return _due(line, ANSWER, line.rang_at + span, span)


def _record(line: CallLine, ended_at: Millis) -> Due:
    return _due(line, OUTCOME, ended_at + line.rules.wrap_up, line.rules.wrap_up)


def _due(line: CallLine, step: str, due_at: Millis, window: Millis) -> Due:
    return Due(
        rank="minutes", subject="call", subject_id=line.id, ticket=line.ticket, name=line.name,
        step=step, turn=1, due_at=due_at, window=window,
    )  # fmt: skip
