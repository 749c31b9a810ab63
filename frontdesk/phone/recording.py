"""The record of a call or contact (P4, P7, P8, D7): who, about what, what was answered or promised.

It may be saved as often as one likes until an outcome is given; the outcome closes it, and what
it needs becomes a task: a promise by its time, a question until it is answered.
"""

from typing import NamedTuple

from frontdesk.clock import Millis
from frontdesk.desk import visits
from frontdesk.desk.people import Person
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.packs.phone import Phone
from frontdesk.phone import answering, calls, finding
from frontdesk.phone.calls import Call
from frontdesk.phone.numbers import normalise
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.store.ledger import Facts
from frontdesk.tasks import answers, tasks
from frontdesk.tasks.tasks import Kind, Owed, Task
from frontdesk.text import clean, clean_note
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

NAME_LIMIT = tasks.NAME_LIMIT
NOTE_LIMIT = tasks.TEXT_LIMIT


class CallForm(NamedTuple):
    """The record as typed: codes of the pack, `by` an instant, `who` a colleague.

    `phone` is a number that the telephone did not tell. Promise, time and colleague count when an
    outcome is given; before, they stay with whoever types.
    """

    caller: str = ""
    kind: str = ""
    asked: str = ""
    answer: str = ""
    outcome: str = ""
    promise: str = ""
    by: Millis | None = None
    who: int | None = None
    phone: str = ""


class ContactForm(NamedTuple):
    """A contact through another channel, with the record of a call (P8)."""

    channel: str
    form: CallForm
    person_id: int | None = None
    visit_id: int | None = None


@verb("call.recorded", sentence=N_("{call} {caller} recorded: {call_said}"))
def record(session: Session, call_id: int, form: CallForm) -> Done[Call]:
    """Save the record of a call; with an outcome it is closed (P4).

    Raises InputError naming the field that is missing, AlreadyDone when it is closed.
    """
    call = calls.call_by_id(call_id)
    if call.closed_at is not None:
        raise AlreadyDone(_("The record of this call is closed."))
    if call.missed_at is not None:
        raise Refused(_("This call was missed."), _("Call back and record that call."))
    if call.answered_at is None:
        raise Refused(_("Nobody has answered this call yet."))
    _write(session, call, form)
    facts = _close(session, call, form) if form.outcome else {}
    call.save()
    finding.index(session, call)
    return Done(call, call, {**calls.logged(call, call_kind=call.kind), **facts})


@verb("call.contact", sentence=N_("{call} {caller} {channel}: {call_said}"))
def log_contact(session: Session, contact: ContactForm) -> Done[Call]:
    """Write down a contact through another channel, whole, with its outcome (P8)."""
    phone = calls.telephone(session.pack)
    if contact.channel not in phone.channels:
        raise InputError("channel", _("Which way did it come?"), _("Choose one."))
    call = answering.begin(session, "none", session.now())
    call.channel = contact.channel
    call.answered_at = call.ended_at = call.began_at
    call.staff = session.staff_id
    _write(session, call, contact.form)
    if contact.person_id is not None:
        call.person = _person(contact.person_id).id
    if contact.visit_id is not None:
        call.visit = visits.visit_by_id(contact.visit_id).id
    # Tasks name the row that they are about.
    call.save(force_insert=True)
    facts = _close(session, call, contact.form)
    call.save()
    finding.index(session, call)
    more = calls.logged(call, channel=call.channel, call_kind=call.kind)
    return Done(call, call, {**more, **facts})


def _write(session: Session, call: Call, form: CallForm) -> None:
    """What was typed, cleaned, into the row."""
    phone = calls.telephone(session.pack)
    if form.kind not in ("", *(kind.code for kind in phone.kinds)):
        raise InputError("kind", _("What is it about?"), _("Choose one."))
    call.kind = form.kind
    call.caller = clean(form.caller, NAME_LIMIT) or None
    call.asked = clean_note(form.asked, NOTE_LIMIT).strip() or None
    call.answer = clean_note(form.answer, NOTE_LIMIT).strip() or None
    if call.phone is None and form.phone.strip():
        number = normalise(form.phone, phone.dialling)
        if number.withheld:
            raise InputError("phone", _("That is no telephone number."))
        answering.recognise(session, call, number)


def _close(session: Session, call: Call, form: CallForm) -> Facts:
    """Give the record its outcome and make what it needs; returns the codes to log."""
    phone = calls.telephone(session.pack)
    outcome = next((one for one in phone.outcomes if one.code == form.outcome), None)
    if outcome is None:
        raise InputError("outcome", _("How did it end?"), _("Choose one."))
    needs = outcome.needs
    if needs and not call.kind:
        raise InputError("kind", _("What is it about?"), _("Choose one."))
    if needs == "answer":
        answers.check(session.pack, call.answer or "")
    if needs == "question" and not call.asked:
        raise InputError("asked", _("Write down the question."))
    if needs == "colleague":
        call.passed_to = _colleague(session, form.who).id
    promise = clean_note(form.promise, NOTE_LIMIT).strip()
    if needs == "promise" and not promise:
        raise InputError("promise", _("What was promised?"))
    call.outcome = outcome.code
    call.closed_at = session.now()
    to = None if needs == "colleague" else form.who
    promised = _promise(session, call, phone, promise, form.by, to) if promise else None
    asked = (
        _owe(session, call, "question", call.asked, form.by, to) if needs == "question" else None
    )
    return {
        "call_outcome": outcome.code,
        "promise": promised.id if promised is not None else None,
        "question": asked.id if asked is not None else None,
        "to": call.passed_to_id if needs == "colleague" else to,
    }


def _promise(
    session: Session, call: Call, phone: Phone, text: str, by: Millis | None, to: int | None
) -> Task:
    if by is None:
        raise InputError("by", _("By when was it promised?"))
    if by < session.now():
        raise InputError("by", _("That time is over."))
    return _owe(session, call, "promise", text, by, to, phone.promise_window)


def _owe(
    session: Session,
    call: Call,
    kind: Kind,
    text: str,
    by: Millis | None,
    to: int | None,
    window: Millis = 0,
) -> Task:
    owed = Owed(
        kind=kind,
        about=call,
        ticket=calls.say_number(call.number),
        name=answering.name_of(call),
        text=text,
        phone=call.phone,
        person_id=call.person_id,
        due_at=by,
        window=window,
        to=to,
    )
    return tasks.add(session, owed)


def _colleague(session: Session, staff_id: int | None) -> Staff:
    found = Staff.read("id = ? AND active = 1", staff_id) if staff_id is not None else []
    if not found or staff_id == session.staff_id:
        raise InputError("who", _("Which colleague?"), _("Choose one."))
    return found[0]


def _person(person_id: int) -> Person:
    found = Person.read("id = ?", person_id)
    if not found:
        raise Refused(_("This person is not known any more."))
    return found[0]


@verb("call.linked", sentence=N_("{call} {caller}: who calls is known"))
def link_person(session: Session, call_id: int, person_id: int | None) -> Done[Call]:
    """Say which person called, or that nobody known did; what is owed goes with them (P3)."""
    call = calls.call_by_id(call_id)
    person = _person(person_id) if person_id is not None else None
    if call.person_id == person_id:
        raise AlreadyDone(_("That is on record already."))
    call.person = person.id if person is not None else None
    call.save()
    for task in Task.read("about = 'call' AND about_id = ? AND done_at IS NULL", call.id):
        task.person_id = call.person_id
        task.name = answering.name_of(call) or None
        task.save()
    return Done(call, call, calls.logged(call, person=call.person_id))


@verb("call.visit", sentence=N_("{call} {caller} led to a visit"))
def link_visit(session: Session, call_id: int, visit_id: int) -> Done[Call]:
    """A visit came of this call (P7); raises AlreadyDone when it is on record."""
    call = calls.call_by_id(call_id)
    visit = visits.visit_by_id(visit_id)
    if call.visit_id == visit.id:
        raise AlreadyDone(_("That is on record already."))
    call.visit = visit.id
    call.save()
    return Done(call, call, calls.logged(call, visit=visit.id))
