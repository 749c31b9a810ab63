"""A visit from the door to goodbye: registered with a ticket, moved along its route (D1, D2, D5).

Every step of the route is kept with its time and who moved it. A *wait* begins by itself where
the pack says and ends when the person is seen; a change of doctor does not begin a new one (W4).
"""

import json
from typing import NamedTuple

from frontdesk.clock import Millis
from frontdesk.desk import people, tickets
from frontdesk.desk.directory import Department, Doctor
from frontdesk.desk.people import Person, PersonForm
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.packs.structs import Pack, Priority, Stage
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.store.fields import Blob, Flag, Integer, Moment, Ref, Row, Text
from frontdesk.text import clean, clean_note
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

REQUEST_LIMIT = 200
COMPANY_LIMIT = 60
NOTE_LIMIT = 2_000
SEEN = "seen"
LEFT = "left"
MOVED = "moved"


class Visit(Row):
    """One visit of one person; an emergency may have no name yet."""

    person = Ref(Person, null=True)
    day = Text(personal=False)
    series = Text(personal=False)
    number = Integer(personal=False)
    arrived_at = Moment(personal=False)
    exact = Flag(personal=False)
    priority = Text(personal=False)
    purpose = Text(personal=False)
    request = Text(personal=True, null=True)
    needs = Text(personal=True, null=True)
    company = Text(personal=True, null=True)
    department = Ref(Department, null=True)
    doctor = Ref(Doctor, null=True)
    stage = Text(personal=False)
    stage_at = Moment(personal=False)
    changed_at = Moment(personal=False, null=True)
    changed_from = Ref(Doctor, null=True, column_name="changed_from", backref="changed_visits")
    raised_at = Moment(personal=False, null=True)
    handed_at = Moment(personal=False, null=True)
    ended_at = Moment(personal=False, null=True)
    salt = Blob(personal=False, null=True)

    def need_codes(self) -> tuple[str, ...]:
        """What the person needs, as codes."""
        return tuple(json.loads(self.needs)) if self.needs else ()


class RouteStep(Row):
    """One step of a visit's route: where to, when, who moved it."""

    visit = Ref(Visit)
    stage = Text(personal=False)
    at = Moment(personal=False)
    staff = Ref(Staff, null=True)
    department = Ref(Department, null=True)
    doctor = Ref(Doctor, null=True)
    reason = Text(personal=False)


class Wait(Row):
    """One wait: its clock, the priority it was waited in, the pack in force when it began."""

    visit = Ref(Visit)
    began_at = Moment(personal=False)
    ended_at = Moment(personal=False, null=True)
    exact = Flag(personal=False)
    ending = Text(personal=False)
    priority = Text(personal=False)
    department = Ref(Department, null=True)
    doctor = Ref(Doctor, null=True)
    pack = Text(personal=False)


class Note(Row):
    """A floor note to the next guide (D4)."""

    visit = Ref(Visit)
    at = Moment(personal=False)
    staff = Ref(Staff, null=True)
    text = Text(personal=True, null=True)
    salt = Blob(personal=False, null=True)


class Registration(NamedTuple):
    """A visitor as read back and confirmed: a known person by id, or a new one by form."""

    person_id: int | None
    person: PersonForm | None
    purpose: str
    needs: tuple[str, ...] = ()
    request: str = ""
    company: str = ""
    department_id: int | None = None
    doctor_id: int | None = None
    arrived_at: Millis | None = None
    confirmed: tuple[str, ...] = ()


def visit_by_id(visit_id: int) -> Visit:
    """The visit; raises Refused when there is none."""
    found = Visit.read("id = ?", visit_id)
    if not found:
        raise Refused(_("This visit is not on the list."))
    return found[0]


def open_visit(visit_id: int) -> Visit:
    """The visit while it goes on; raises AlreadyDone after its end."""
    visit = visit_by_id(visit_id)
    if visit.ended_at is not None:
        raise AlreadyDone(_("This visit is over."))
    return visit


def open_wait(visit: Visit) -> Wait | None:
    """The wait that runs now, or None."""
    found = Wait.read("visit_id = ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1", visit.id)
    return found[0] if found else None


def stage_of(pack: Pack, code: str) -> Stage:
    """The stage `code` of the pack; raises Refused when the pack has none."""
    try:
        return pack.stage(code)
    except KeyError as fault:
        raise Refused(_("The pack has no such stage.")) from fault


def waiting_stage(pack: Pack) -> Stage:
    """The stage where a registered visitor waits: the first that is watched."""
    return next(stage for stage in pack.stages if stage.watched)


def served_stage(pack: Pack) -> Stage:
    """The stage where the visitor is with the doctor or host."""
    return next(stage for stage in pack.stages if stage.served)


@verb("visit.registered", sentence=N_("{ticket} {name} registered for {department} {doctor}"))
def register(session: Session, wanted: Registration) -> Done[Visit]:
    """Register a visitor as confirmed and give the ticket, in one transaction (D1, D2, D12).

    Raises InputError for a field that cannot be taken and Refused when the person is here already.
    """
    now = session.now()
    person = _person_of(session, wanted)
    needs = tuple(dict.fromkeys(wanted.needs))
    known = {need.code for need in session.pack.needs}
    if not known.issuperset(needs):
        raise InputError("needs", _("One of the choices."))
    if wanted.purpose not in session.pack.purposes:
        raise InputError("purpose", _("What does the visitor come for?"), _("Choose one."))
    if wanted.department_id is None:
        raise InputError("department", _("A department is missing."), _("Choose one."))
    priority = session.pack.priority(needs)
    visit = _new_visit(session, priority, now, wanted.arrived_at)
    visit.person = person
    visit.purpose = wanted.purpose
    visit.request = clean(wanted.request, REQUEST_LIMIT).strip() or None
    visit.needs = json.dumps(needs) if needs else None
    visit.company = clean(wanted.company, COMPANY_LIMIT).strip() or None
    visit.department = wanted.department_id
    visit.doctor = wanted.doctor_id
    visit.save(force_insert=True)
    _arrive(session, visit, now)
    facts = {
        "series": visit.series,
        "number": visit.number,
        "department": wanted.department_id,
        "doctor": wanted.doctor_id,
        "returning": wanted.person_id is not None,
        "confirmed": list(wanted.confirmed),
        "exact": visit.exact,
    }
    return Done(visit, visit, facts)


def _person_of(session: Session, wanted: Registration) -> Person:
    if wanted.person_id is None:
        if wanted.person is None:
            raise InputError("name", _("A name is missing."), _("As the visitor says it."))
        return people.write_down(session, wanted.person)
    known = Person.read("id = ?", wanted.person_id)
    if not known:
        raise InputError("name", _("This person is not known any more."))
    person = known[0]
    here = people.here_now(session, [person.id])
    if person.id in here:
        raise Refused(
            _("{name} is here already, {ticket}.").format(
                name=person.name, ticket=here[person.id][1]
            ),
            _("Open the visit instead."),
        )
    people.seen(session, person, wanted.person)
    return person


def _new_visit(
    session: Session, priority: Priority, now: Millis, arrived: Millis | None = None
) -> Visit:
    """A visit with its ticket, not yet saved."""
    day = session.day_of(now)
    series = session.pack.series_of(priority).code
    return Visit(
        day=day,
        series=series,
        number=tickets.next_number(session, day, series),
        arrived_at=now if arrived is None else min(arrived, now),
        exact=arrived is None,
        priority=priority,
        purpose="",
        stage=session.pack.stages[0].code,
        stage_at=now,
    )


def raise_new(session: Session, person: Person | None, doctor_id: int | None) -> Visit:
    """An emergency at the door, with or without a name; inside a verb (D3)."""
    now = session.now()
    visit = _new_visit(session, "emergency", now)
    visit.person = person
    visit.doctor = doctor_id
    visit.raised_at = now
    visit.save(force_insert=True)
    _arrive(session, visit, now)
    return visit


def _arrive(session: Session, visit: Visit, now: Millis) -> None:
    """The first two steps of a route: at the door, then waiting."""
    RouteStep.create(
        visit=visit,
        stage=session.pack.stages[0].code,
        at=visit.arrived_at,
        staff=session.staff_id,
        department=None,
        doctor=None,
        reason="",
    )
    _enter(session, visit, waiting_stage(session.pack), now, "")


def _enter(session: Session, visit: Visit, stage: Stage, now: Millis, reason: str) -> None:
    """Put the visit into `stage`: its route step, and its wait begun or ended."""
    _settle_wait(session, visit, stage, now)
    visit.stage = stage.code
    visit.stage_at = now
    if stage.served and visit.raised_at is not None and visit.handed_at is None:
        visit.handed_at = now
    visit.ended_at = now if stage.ends else None
    visit.save()
    RouteStep.create(
        visit=visit,
        stage=stage.code,
        at=now,
        staff=session.staff_id,
        department=visit.department_id,
        doctor=visit.doctor_id,
        reason=reason,
    )


def _settle_wait(session: Session, visit: Visit, stage: Stage, now: Millis) -> None:
    wait = open_wait(visit)
    if wait is not None and (not stage.watched or stage.fresh):
        wait.ended_at = now
        wait.ending = SEEN if stage.served else LEFT if stage.leaves else MOVED
        wait.save()
        wait = None
    if stage.watched and wait is None:
        first = not Wait.select().where(Wait.visit == visit).exists()
        from_door = first and session.pack.waiting.begins == "arrival"
        Wait.create(
            visit=visit,
            began_at=visit.arrived_at if from_door else now,
            exact=visit.exact if from_door else True,
            ending="",
            priority=visit.priority,
            department=visit.department_id,
            doctor=visit.doctor_id,
            pack=session.pack.digest,
        )


def hand_to_doctor(session: Session, visit: Visit, place: str) -> None:
    """An emergency reaches a doctor, from whatever stage; inside a verb."""
    _enter(session, visit, served_stage(session.pack), session.now(), place)


@verb("visit.moved", sentence=N_("{ticket} {name}: {stage} {reason}"))
def move(session: Session, visit_id: int, stage_code: str, reason: str = "") -> Done[Visit]:
    """Move a visit along its route (D5); `reason` is a code of the pack where one is asked for.

    Raises AlreadyDone when it is there already or over, Refused where the route does not lead.
    """
    visit = open_visit(visit_id)
    stage = stage_of(session.pack, stage_code)
    if visit.stage == stage.code:
        raise AlreadyDone(_("Already there."))
    if stage.code not in stage_of(session.pack, visit.stage).next:
        raise Refused(
            _("The route does not lead there from here."), _("Choose one of the steps shown.")
        )
    if stage.leaves and reason not in session.pack.leaving:
        raise InputError("reason", _("Say why the visitor left."), _("Choose one."))
    now = session.now()
    wait = open_wait(visit)
    waited = now - wait.began_at if wait is not None else 0
    before = visit.stage
    _enter(session, visit, stage, now, reason)
    facts = {
        "stage": stage.code,
        "before": before,
        "reason": reason,
        "waited": waited,
        "series": visit.series,
        "number": visit.number,
        "doctor": visit.doctor_id,
    }
    return Done(visit, visit, facts)


@verb("visit.doctor", sentence=N_("{ticket} {name}: now {department} {doctor}, before {before}"))
def change_doctor(
    session: Session, visit_id: int, department_id: int, doctor_id: int | None
) -> Done[Visit]:
    """Another doctor or department; the wait and the total clock go on (W4).

    Raises AlreadyDone when nothing would change.
    """
    visit = open_visit(visit_id)
    if (visit.department_id, visit.doctor_id) == (department_id, doctor_id):
        raise AlreadyDone(_("Already with this doctor."))
    before = visit.doctor_id
    visit.department = department_id
    visit.doctor = doctor_id
    visit.changed_at = session.now()
    visit.changed_from = before
    visit.save()
    wait = open_wait(visit)
    if wait is not None:
        wait.department = department_id
        wait.doctor = doctor_id
        wait.save()
    facts = {
        "series": visit.series,
        "number": visit.number,
        "department": department_id,
        "doctor": doctor_id,
        "before_doctor": before,
    }
    return Done(visit, visit, facts)


@verb("visit.noted", sentence=N_("{ticket} {name}: a note for the next guide"))
def add_note(session: Session, visit_id: int, text: str) -> Done[Note]:
    """A floor note for whoever comes next (D4); raises InputError when it is empty."""
    visit = visit_by_id(visit_id)
    cleaned = clean_note(text, NOTE_LIMIT).strip()
    if not cleaned:
        raise InputError("note", _("Nothing is written yet."))
    note = Note.create(visit=visit, at=session.now(), staff=session.staff_id, text=cleaned)
    return Done(note, visit, {"series": visit.series, "number": visit.number, "note": note.id})


@verb("visit.shown", sentence=N_("{ticket} {name}: the phone number was shown"))
def show_phone(session: Session, visit_id: int) -> Done[str]:
    """Show a masked number in full; the log keeps that it was shown."""
    visit = visit_by_id(visit_id)
    phone = visit.person.phone if visit.person is not None else None
    return Done(phone or "", visit, {"series": visit.series, "number": visit.number})
