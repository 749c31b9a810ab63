"""It rings and is answered, or nobody answers: incoming and outgoing calls begin here (P1, P3, P6).

A telephone may be told by a softphone's hook, which gives the time, or by hand, with one key. A
missed call with a number is owed a call back, one for each number.
"""

import uuid
from typing import Literal, NamedTuple

from frontdesk.clock import Millis, local
from frontdesk.desk.people import Person
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.phone import callers, calls, finding, ringing
from frontdesk.phone.calls import Call
from frontdesk.phone.numbers import WITHHELD, Number, normalise
from frontdesk.session import MACHINE, STAFF_ROLES, Session
from frontdesk.staff.staff import staff_name
from frontdesk.store.ledger import Facts
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Owed, Task
from frontdesk.text import clean
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

ANYONE = STAFF_ROLES + MACHINE
# Several windows find the same ring given up: the act is named after the call.
_GIVEN_UP = uuid.uuid5(uuid.NAMESPACE_OID, "frontdesk call given up")


class Ringing(NamedTuple):
    """An incoming call as it is told: `at` is the hook's time, None for now."""

    number: str = ""
    line: str = ""
    at: Millis | None = None
    how: Literal["hook", "hand"] = "hand"


class Dialled(NamedTuple):
    """An outgoing call: the number as typed, or that of the call-back `task_id`."""

    number: str = ""
    person_id: int | None = None
    task_id: int | None = None


def moment(session: Session, at: Millis | None) -> Millis:
    """When it happened: as a hook told it, though never in the future."""
    now = session.now()
    return now if at is None else min(at, now)


def taken_in(session: Session) -> None:
    """What this act came in by, if it came by a hook, is done with; inside a verb."""
    if session.act is not None:
        calls.forget_hook(session, session.act)


def begin(session: Session, direction: ringing.Direction, at: Millis) -> Call:
    """A call with its number, not yet saved; inside a verb."""
    day = session.day_of(at)
    return Call(
        day=day,
        number=calls.next_number(session, day),
        channel=calls.telephone(session.pack).channels[0],
        direction=direction,
        how="hand",
        line="",
        withheld=False,
        began_at=at,
        ended_by="",
        seat=session.seat_id,
        kind="",
        outcome="",
        pack=session.pack.digest,
    )


def waiting_calls() -> list[Call]:
    """The calls that nobody has answered or ended so far, oldest first."""
    return Call.read(
        "closed_at IS NULL AND missed_at IS NULL AND answered_at IS NULL AND ended_at IS NULL"
        " AND rang_at IS NOT NULL ORDER BY began_at, id"
    )


@verb("call.rang", may=ANYONE, sentence=N_("{call} {caller} rang"))
def ring(session: Session, wanted: Ringing) -> Done[Call]:
    """The telephone rings (P1, P3).

    Raises AlreadyDone when the same number rings on the same line already, Refused without a
    telephone.
    """
    taken_in(session)
    phone = calls.telephone(session.pack)
    at = moment(session, wanted.at)
    told = bool(wanted.number.strip()) or wanted.how == "hook"
    number = normalise(wanted.number, phone.dialling) if told else Number()
    line = clean(wanted.line, calls.LINE_LIMIT)
    _refuse_same(session, number, line, wanted.how, at)
    call = begin(session, "in", at)
    call.how = wanted.how
    call.line = line
    call.rang_at = at
    known = recognise(session, call, number)
    call.save(force_insert=True)
    finding.index(session, call)
    facts = calls.logged(call, how=call.how, withheld=call.withheld, known=known)
    return Done(call, call, facts)


def _refuse_same(session: Session, number: Number, line: str, how: str, at: Millis) -> None:
    """Some exchanges tell every ring: the call is one."""
    if how != "hook":
        return
    for call in waiting_calls():
        same = call.how == how and call.line == line and (call.phone or "") == number.key
        if same and _state(session, call, at) == "ringing":
            raise AlreadyDone(_("It rings already."))


def _state(session: Session, call: Call, at: Millis) -> ringing.State:
    return ringing.state(calls.facts_of(call), calls.rules(session, call), at)


def recognise(session: Session, call: Call, number: Number) -> int:
    """Write down who calls; one whom the number alone names is known. Returns how many have it."""
    call.phone = number.key or None
    call.withheld = number.withheld
    if not number.key:
        return 0
    found = callers.people_by_number(session, number.key)
    if len(found) == 1 and call.person_id is None:
        call.person = found[0].id
    return len(found)


@verb("call.answered", may=ANYONE, sentence=N_("{call} {caller} answered after {rang}"))
def answer(session: Session, call_id: int, at: Millis | None = None) -> Done[Call]:
    """Take a call that rings (P1); a call back owed to that number is done by it (P6).

    Raises AlreadyDone naming who answered it, or when the caller is gone.
    """
    taken_in(session)
    call = calls.call_by_id(call_id)
    if call.direction != "in":
        raise Refused(_("This call does not ring here."))
    at = moment(session, at)
    refuse_answered(session, call)
    if _state(session, call, at) != "ringing":
        raise AlreadyDone(_("The caller is gone."), way_out=_("The call is on the missed list."))
    _talk(session, call, at)
    call.save()
    _keep_callback(session, call)
    return Done(call, call, calls.logged(call, how=call.how, rang=call.answered_at - call.rang_at))


def refuse_answered(session: Session, call: Call) -> None:
    """Raise AlreadyDone, naming who answered the call and when."""
    if call.answered_at is None:
        return
    when = local(call.answered_at, session.zone)
    raise AlreadyDone(
        _("{who} answered it at {at}.").format(
            who=staff_name(call.staff_id), at=f"{when.hour}:{when.minute:02d}"
        )
    )


def _talk(session: Session, call: Call, at: Millis) -> None:
    call.answered_at = at if call.rang_at is None else max(at, call.rang_at)
    call.staff = session.staff_id
    call.seat = session.seat_id


def _keep_callback(session: Session, call: Call, task: Task | None = None) -> None:
    """The person was spoken to: the call-back that was owed to the number is done (P6)."""
    owed = task or tasks.open_callback(call.phone)
    if owed is None or owed.kind != "callback" or owed.done_at is not None:
        return
    tasks.fulfil(session, owed, call.answered_at)
    call.task = owed.id
    call.save()


@verb("call.taken", sentence=N_("{call} {caller} answered, the rings are not known"))
def answer_unknown(session: Session) -> Done[Call]:
    """The receiver was lifted before a key was pressed: answered, rings unknown (P1).

    A call that this seat rang up by hand just now is that very call.
    """
    now = session.now()
    phone = calls.telephone(session.pack)
    found = [
        call
        for call in waiting_calls()
        if call.how == "hand"
        and call.direction == "in"
        and call.seat_id == session.seat_id
        and now - call.began_at <= phone.double_press
    ]
    call = found[-1] if found else begin(session, "in", now)
    call.how = "unknown"
    call.rang_at = None
    _talk(session, call, call.began_at)
    call.save(force_insert=not found)
    _keep_callback(session, call)
    return Done(call, call, calls.logged(call, how=call.how))


@verb("call.missed", may=ANYONE, sentence=N_("{call} {caller} missed, the caller gave up: {rang}"))
def caller_gone(session: Session, call_id: int, at: Millis | None = None) -> Done[Call]:
    """The caller gave up before anyone answered: missed, and owed a call back (P6)."""
    taken_in(session)
    call = _unanswered(session, call_id)
    at = moment(session, at)
    given_up = ringing.gives_up_at(calls.facts_of(call), calls.rules(session, call))
    _miss(session, call, at if given_up is None else min(at, given_up))
    return Done(call, call, _missed_facts(call))


@verb("call.given_up", may=MACHINE, sentence=N_("{call} {caller} missed, nobody answered: {rang}"))
def give_up(session: Session, call_id: int) -> Done[Call]:
    """A ring that nobody answered or ended is over, at the pack's time (P6).

    One that called out ends there. Raises AlreadyDone when it is over already.
    """
    call = _unanswered(session, call_id, out=True)
    at = ringing.gives_up_at(calls.facts_of(call), calls.rules(session, call))
    if at is None or session.now() < at:
        raise Refused(_("It still rings."))
    if call.direction == "out":
        call.ended_at = call.closed_at = at
        call.save()
    else:
        _miss(session, call, at)
    return Done(call, call, _missed_facts(call, at))


def _unanswered(session: Session, call_id: int, *, out: bool = False) -> Call:
    call = calls.call_by_id(call_id)
    refuse_answered(session, call)
    if call.missed_at is not None or call.ended_at is not None:
        raise AlreadyDone(_("The caller is gone."), way_out=_("The call is on the missed list."))
    if call.rang_at is None or (call.direction != "in" and not out):
        raise Refused(_("This call does not ring here."))
    return call


def _missed_facts(call: Call, at: Millis | None = None) -> Facts:
    until = call.missed_at if at is None else at
    return calls.logged(call, how=call.how, rang=until - call.rang_at, call_back=call.task_id)


def _miss(session: Session, call: Call, at: Millis) -> None:
    """Nobody answered: a number that was told gets one open call-back, however often it rang."""
    phone = calls.rules(session, call)
    call.missed_at = max(at, call.rang_at)
    if call.phone:
        owed = tasks.open_callback(call.phone) or tasks.add(
            session,
            Owed(
                kind="callback",
                about=call,
                ticket=calls.say_number(call.number),
                name=name_of(call),
                phone=call.phone,
                person_id=call.person_id,
                due_at=call.missed_at + phone.call_back_within,
                window=phone.window,
            ),
        )
        call.task = owed.id
    call.save()


def name_of(call: Call) -> str:
    """The caller's name as said on the telephone, else as the desk knows it."""
    if call.caller:
        return str(call.caller)
    found = Person.read("id = ?", call.person_id) if call.person_id is not None else []
    return (found[0].name or "") if found else ""


def settle(session: Session) -> list[int]:
    """Write down the rings that were given up (P6); every window may, it is done once.

    What hooks told comes first, see `hooks.take_hooks`. Returns the calls that were settled.
    """
    done = []
    now = session.now()
    for call in waiting_calls():
        at = ringing.gives_up_at(calls.facts_of(call), calls.rules(session, call))
        if at is None or now < at:
            continue
        try:
            give_up(session.machine().with_act(str(uuid.uuid5(_GIVEN_UP, str(call.id)))), call.id)
        except AlreadyDone:
            # Another window wrote it down, or someone took the call meanwhile.
            continue
        done.append(call.id)
    return done


@verb("call.dialled", sentence=N_("{call} {caller} called from here"))
def dial(session: Session, wanted: Dialled) -> Done[Call]:
    """Call someone, often back (P6); raises InputError without a number."""
    phone = calls.telephone(session.pack)
    task = tasks.task_by_id(wanted.task_id) if wanted.task_id is not None else None
    typed = wanted.number or ((task.phone or "") if task is not None else "")
    number = normalise(typed, phone.dialling) if typed.strip() else WITHHELD
    if number.withheld:
        raise InputError("number", _("A telephone number is missing."))
    owed = task or tasks.open_callback(number.key)
    call = begin(session, "out", session.now())
    call.rang_at = call.began_at
    call.staff = session.staff_id
    call.person = wanted.person_id or (task.person_id if task is not None else None)
    call.task = owed.id if owed is not None else None
    known = recognise(session, call, number)
    call.save(force_insert=True)
    finding.index(session, call)
    return Done(call, call, calls.logged(call, how=call.how, known=known, call_back=call.task_id))


@verb("call.connected", may=ANYONE, sentence=N_("{call} {caller} reached after {rang}"))
def connected(session: Session, call_id: int, at: Millis | None = None) -> Done[Call]:
    """Who was called answered: a call back owed to them is done (P6)."""
    taken_in(session)
    call = calls.call_by_id(call_id)
    if call.direction != "out":
        raise Refused(_("This call came in."), _("Answer it instead."))
    refuse_answered(session, call)
    if call.ended_at is not None:
        raise AlreadyDone(_("This call is over."))
    staff, seat = call.staff_id, call.seat_id
    _talk(session, call, moment(session, at))
    if session.staff_id is None:
        call.staff, call.seat = staff, seat
    call.save()
    _keep_callback(session, call, tasks.task_by_id(call.task_id) if call.task_id else None)
    return Done(call, call, calls.logged(call, how=call.how, rang=call.answered_at - call.rang_at))
