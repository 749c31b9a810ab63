"""What a stretch of business days gives the figures of the telephone to count (P1, P6, D7).

Reads rows, decides nothing: where a call stands comes out of `ringing` under the pack in force
when it began, what counts as in time out of `figures`. Days are as 2026-11-23, both included.
"""

from collections import defaultdict

import msgspec

from frontdesk.clock import Millis
from frontdesk.desk.measures import moved
from frontdesk.packs.phone import Phone
from frontdesk.packs.structs import Cadence, Pack
from frontdesk.phone import calls, ringing
from frontdesk.phone.figures import CallBackFact, CallFact, Contact, Handling, How, MissedFact
from frontdesk.phone.ringing import CallFacts, Hold
from frontdesk.session import Session
from frontdesk.tasks import tasks

_CALLS = """
SELECT id, how, phone, person_id, task_id, began_at, rang_at, answered_at, ended_at, missed_at,
       closed_at, passed_to, pack
FROM call WHERE direction = 'in' AND day BETWEEN ? AND ? ORDER BY id
"""
_HOLDS = """
SELECT h.call_id, h.began_at, h.ended_at
FROM call c JOIN call_hold h ON h.call_id = c.id
WHERE c.direction = 'in' AND c.day BETWEEN ? AND ? ORDER BY h.id
"""
_OWED = """
SELECT DISTINCT t.id, t.outcome, t.pack
FROM call c JOIN task t ON t.id = c.task_id
WHERE c.direction = 'in' AND c.missed_at IS NOT NULL AND c.day BETWEEN ? AND ?
"""
_CALL_BACKS = """
SELECT due_at, done_at, outcome, pack FROM task
WHERE kind = 'callback' AND day BETWEEN ? AND ? ORDER BY id
"""
_CAME = """
SELECT id, began_at, phone, person_id FROM call
WHERE direction <> 'out' AND day BETWEEN ? AND ? ORDER BY id
"""


class _Call(msgspec.Struct, frozen=True, kw_only=True):
    """One incoming call as read, settled as of now, with the rules that it began under."""

    id: int
    how: How
    number: str | None
    person: int | None
    task: int | None
    began_at: Millis
    facts: CallFacts
    phone: Phone
    cadence: Cadence
    exact: bool


def call_facts(session: Session, first: str, last: str) -> list[CallFact]:
    """Every incoming call of the days, for the figures of ringing.

    One is inexact when the PC's clock moved while it rang.
    """
    return [
        CallFact(
            how=call.how,
            rang_at=call.facts.rang_at,
            answered_at=call.facts.answered_at,
            gone_at=call.facts.missed_at,
            within=call.phone.answer_within,
            short=call.phone.short_abandon,
            rings=ringing.answer_by(call.cadence),
            exact=call.exact,
        )
        for call in _calls(session, first, last)
    ]


def handlings(session: Session, first: str, last: str) -> list[Handling]:
    """What each answered call of the days took, however it was told.

    A record that is finished later than the pack's time for it took that time: what comes after
    is no work on the call any more.
    """
    now = session.now()
    marks = _marks(session)
    holds: dict[int, list[Hold]] = defaultdict(list)
    for call_id, began, ended in session.store.database.execute_sql(_HOLDS, (first, last)):
        holds[call_id].append(Hold(began_at=began, ended_at=ended))
    found = []
    for call in _calls(session, first, last):
        answered, ended = call.facts.answered_at, call.facts.ended_at
        if answered is None:
            continue
        until = now if ended is None else ended
        stretches = tuple(holds[call.id])
        wrap_up = min(ringing.wrapped(call.facts, now), call.phone.wrap_up)
        written = call.facts.closed_at is not None or wrap_up == call.phone.wrap_up
        found.append(
            Handling(
                talk=ringing.talked(call.facts, stretches, now),
                hold=ringing.held(stretches, until),
                wrap_up=wrap_up,
                over=ended is not None and written,
                exact=not moved(marks, answered, until),
            )
        )
    return found


def missed_facts(session: Session, first: str, last: str) -> list[MissedFact]:
    """Every missed call of the days, and whether its call-back reached the person since.

    A caller who was quicker and rang again is reached when that call was answered.
    """
    owed = session.store.database.execute_sql(_OWED, (first, last)).fetchall()
    reached = {task for task, outcome, pack in owed if _reaches(session, outcome, pack)}
    return [
        MissedFact(has_number=call.number is not None, reached=call.task in reached)
        for call in _calls(session, first, last)
        if call.facts.missed_at is not None
    ]


def callback_facts(session: Session, first: str, last: str) -> list[CallBackFact]:
    """Every call-back that came to be owed on the days."""
    rows = session.store.database.execute_sql(_CALL_BACKS, (first, last)).fetchall()
    return [
        CallBackFact(
            due_at=due_at,
            reached_at=done_at if _reaches(session, outcome, pack) else None,
            closed=done_at is not None,
        )
        for due_at, done_at, outcome, pack in rows
    ]


def contacts(session: Session, first: str, last: str) -> list[Contact]:
    """The answered calls of the days, and all that came from anybody in the time after them.

    A call of ours is none of theirs; contacts through other channels are.
    """
    own = {call.id: call for call in _calls(session, first, last)}
    if not own:
        return []
    until = max(call.began_at + call.phone.again_within for call in own.values())
    rows = session.store.database.execute_sql(_CAME, (first, session.day_of(until))).fetchall()
    return [
        Contact(
            at=began,
            within=own[call_id].phone.again_within if call_id in own else 0,
            number=number,
            person=person,
            dealt_with=call_id in own and own[call_id].facts.answered_at is not None,
        )
        for call_id, began, number, person in rows
    ]


def _reaches(session: Session, outcome: str, digest: str) -> bool:
    """Whether a call-back that ended so reached the person, by the pack that it began under."""
    phone = tasks.rules(session, digest).phone
    known = () if phone is None else phone.tries
    return outcome == tasks.REACHED or any(one.reached for one in known if one.code == outcome)


def _marks(session: Session) -> list[Millis]:
    rows = session.store.database.execute_sql("SELECT at FROM clock_mark ORDER BY at")
    return [row[0] for row in rows]


def _calls(session: Session, first: str, last: str) -> list[_Call]:
    now = session.now()
    marks = _marks(session)
    found = []
    for row in session.store.database.execute_sql(_CALLS, (first, last)).fetchall():
        call_id, how, number, person, task, began, rang, answered, ended, missed = row[:10]
        closed, passed, digest = row[10:]
        pack: Pack = tasks.rules(session, digest)
        phone = calls.telephone(pack)
        facts = ringing.settled(
            CallFacts(
                rang_at=rang,
                answered_at=answered,
                ended_at=ended,
                missed_at=missed,
                closed_at=closed,
                passed=passed is not None,
            ),
            phone,
            now,
        )
        until = next((at for at in (facts.answered_at, facts.missed_at) if at is not None), now)
        found.append(
            _Call(
                id=call_id,
                how=how,
                number=number,
                person=person,
                task=task,
                began_at=began,
                facts=facts,
                phone=phone,
                cadence=pack.rings[pack.country],
                exact=not moved(marks, began, until),
            )
        )
    return found
