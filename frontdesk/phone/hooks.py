"""What a softphone or an exchange reported from outside, turned into verbs (P1).

The report lies in the table `hook`, where a command put it. Every running window looks; whoever
comes first takes it in, under the report's own act, and the verb takes the row away.
"""

from frontdesk.clock import Millis
from frontdesk.errors import Refused
from frontdesk.phone import answering, calls, ringing, talking
from frontdesk.phone.answering import Ringing
from frontdesk.phone.calls import Call, Hook
from frontdesk.phone.numbers import normalise
from frontdesk.phone.ringing import State
from frontdesk.record import Desk
from frontdesk.session import Session

_PENDING = "SELECT act, at, event, number, line FROM hook ORDER BY id"
# A record may be closed while one still talks.
_OPEN = "missed_at IS NULL AND ended_at IS NULL ORDER BY began_at DESC, id DESC"


def take_hooks(session: Session) -> list[int]:
    """Take in what was reported, in order; returns the ids of the calls it touched.

    Answers as whoever acts in `session`; the machine may, too. What fits no call, or was done by
    hand before, is forgotten. Call it before `answering.settle`.
    """
    touched = []
    # A practice desk has a clock of its own: what happened just now is now there.
    practice = Desk.get().practice
    for row in session.store.database.execute_sql(_PENDING).fetchall():
        at = session.now() if practice else row[1]
        hook = Hook(act=row[0], at=at, event=row[2], number=row[3], line=row[4])
        try:
            call_id = _take(session.with_act(hook.act), hook)
        except Refused:
            # Another window took it in, or a key was quicker.
            call_id = None
        if call_id is None:
            with session.store.transaction():
                calls.forget_hook(session, hook.act)
        else:
            touched.append(call_id)
    return touched


def _take(session: Session, hook: Hook) -> int | None:
    """The call that the report is about, changed by it; None when there is none."""
    if hook.event == "ring":
        wanted = Ringing(number=hook.number, line=hook.line, at=hook.at, how="hook")
        return int(answering.ring(session, wanted).id)
    if session.pack.phone is None:
        return None
    if hook.event == "answer":
        call = _on_line(session, hook, ("ringing",))
        if call is None:
            return None
        verb = answering.answer if call.direction == "in" else answering.connected
        return int(verb(session, call.id, at=hook.at).id)
    call = _on_line(session, hook, ("talking", "held", "ringing"))
    return None if call is None else _over(session, call, hook.at)


def _over(session: Session, call: Call, at: Millis) -> int:
    if call.answered_at is None and call.direction == "in":
        return int(answering.caller_gone(session, call.id, at=at).id)
    return int(talking.hang_up(session, call.id, "hook", at=at).id)


def _on_line(session: Session, hook: Hook, states: tuple[State, ...]) -> Call | None:
    """The newest call on that line in the first of `states` that any has.

    One whose line is not known counts where none is on the line; so does any for a report that
    names no line. A number that is told must be the call's, if that has one.
    """
    phone = calls.telephone(session.pack)
    key = normalise(hook.number, phone.dialling).key if hook.number.strip() else ""
    found = [
        call
        for call in Call.read(_OPEN)
        if (not key or not call.phone or call.phone == key)
        and ("" in (hook.line, call.line) or call.line == hook.line)
    ]
    found.sort(key=lambda call: call.line != hook.line)
    for wanted in states:
        for call in found:
            rules = calls.rules(session, call)
            if ringing.state(calls.facts_of(call), rules, hook.at) == wanted:
                return call
    return None
