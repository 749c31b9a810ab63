"""A case is opened: form judged, number, rung and owner given, its manager told (C1, C2)."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from frontdesk.cases import cases, fields, finding, ladder
from frontdesk.cases.cases import TEXTS, YES, Case, CaseLink
from frontdesk.cases.past import FIELD as RECEIVED
from frontdesk.clock import DAY, Millis
from frontdesk.desk import visits
from frontdesk.desk.directory import Department
from frontdesk.desk.people import Person
from frontdesk.desk.visits import Visit
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.packs.cases import CaseKind, Ladder, Rung, Severity
from frontdesk.packs.structs import FieldSpec, Pack
from frontdesk.phone import calls
from frontdesk.phone.calls import Call
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

# A link that somebody made by hand; other reasons are codes of the rule that found them.
BY_HAND = "hand"
# What is said to have been received longer ago is a mistype.
OLDEST: Millis = 3_660 * DAY
_OWN = (*TEXTS, "channel", "place", "severity", "joint", "to")


class OpenForm(NamedTuple):
    """The form as typed: `values` by the names of its fields.

    Of lists they hold codes, of yes and no "yes" or "no", of colleagues (`to`) an id as text.
    `received_at` is when the person said it: by default with the call, else now. `links` are
    cases about the same matter, `why` the code of how that is known. `unknown`: whoever it came
    from was taken out of the form again, or is somebody else.
    """

    kind: str
    values: Mapping[str, str]
    received_at: Millis | None = None
    call_id: int | None = None
    visit_id: int | None = None
    task_id: int | None = None
    person_id: int | None = None
    links: tuple[int, ...] = ()
    why: str = BY_HAND
    unknown: bool = False


class _From(NamedTuple):
    """Where a case comes from."""

    call: Call | None
    visit: Visit | None
    task: Task | None

    @property
    def person_id(self) -> int | None:
        found = (one.person_id for one in (self.call, self.visit, self.task) if one is not None)
        return next((one for one in found if one is not None), None)


class _Start(NamedTuple):
    """The rung a case opens on, and to whom it is offered at once, for which rung."""

    rung: Rung
    to: Staff | None = None
    offered: Rung | None = None


@verb("case.opened", sentence=N_("{case} {case_kind} opened: {severity} {place}"))
def open_case(session: Session, form: OpenForm) -> Done[Case]:
    """Open a case of a kind (C1, C2); a graver one goes up at once, to `values["to"]`.

    Raises InputError naming the field, NotAllowed when nobody of this role may hold it, Refused
    when what it comes from is not there.
    """
    pack = session.pack
    values = fields.take_all(pack, form.kind, form.values, session.now(), session.zone)
    rules = cases.forms(pack)
    kind = rules.kind(form.kind)
    for name, value in values.items():
        refuse_unknown(kind.field(name), value)
    comes = _comes_from(kind, form)
    severity = _severity(kind, values)
    start = _start(session, rules.ladder(kind.ladder), severity, values.get("to", ""))
    case = _row(session, kind, values, severity, start)
    case.received_at = _received(session.now(), form.received_at, comes.call)
    case.channel = values.get("channel") or _channel(pack, comes.call)
    case.call, case.visit, case.task = (one.id if one is not None else None for one in comes)
    known = _person(form.person_id) if form.person_id is not None else comes.person_id
    case.person = None if form.unknown else known
    case.save(force_insert=True)
    _tell(session, case, kind, start)
    for other in dict.fromkeys(form.links):
        join(session, case, cases.case_by_id(other), form.why)
    finding.index(session, case)
    facts = cases.logged(
        session, case, severity=case.severity, rung=case.rung, place=case.place or None,
        joint=case.joint, offered_rung=case.offered_rung or None, to=case.offered_id,
    )  # fmt: skip
    return Done(case, case, facts)


def refuse_unknown(spec: FieldSpec, value: str) -> None:
    """Raise InputError when a place or a colleague in a field is none of this desk's."""
    if not value:
        return
    if spec.kind in ("place", "department"):
        if not Department.read("code = ? AND active = 1", value):
            raise InputError(
                spec.name, _("There is no such place in the directory."), _("Choose one.")
            )
    elif spec.kind in ("staff", "receiver"):
        colleague(spec.name, value)


def colleague(field: str, value: int | str) -> Staff:
    """Someone who works here, by id; raises InputError naming `field`."""
    found = Staff.read("id = ? AND active = 1", int(value))
    if not found:
        raise InputError(field, _("Nobody here has that name."), _("Choose one."))
    return found[0]


def _comes_from(kind: CaseKind, form: OpenForm) -> _From:
    return _From(
        calls.call_by_id(form.call_id) if form.call_id is not None else None,
        visits.visit_by_id(form.visit_id) if form.visit_id is not None else None,
        _question(kind, form.task_id) if form.task_id is not None else None,
    )


def _question(kind: CaseKind, task_id: int) -> Task:
    task = tasks.task_by_id(task_id)
    if not kind.question or task.kind != "question":
        raise Refused(_("This form does not stand over a question."))
    if task.done_at is not None:
        raise AlreadyDone(_("This question was answered already."))
    found = Case.read("task_id = ? AND closed_at IS NULL", task.id)
    if found:
        raise AlreadyDone(_("This question has its form already."))
    return task


def _severity(kind: CaseKind, values: Mapping[str, str]) -> Severity:
    code = values.get(fields.SEVERITY, "")
    return kind.severity(code) if code else kind.severities[0]


def _start(session: Session, steps: Ladder, severity: Severity, to: str) -> _Start:
    rung = ladder.opening_rung(steps, session.role, severity.starts)
    if rung is None:
        raise NotAllowed(_("Your role may not hold such a case."), _("Ask the supervisor on duty."))
    must = ladder.must_pass(steps, rung.code, severity.starts)
    if not to or int(to) == session.staff_id:
        if must is not None:
            raise InputError(
                fields.RECEIVER, _("A case this grave goes up at once: to whom?"), _("Choose one.")
            )
        return _Start(rung)
    staff = colleague(fields.RECEIVER, to)
    target = must or ladder.lowest_for(steps, rung.code, staff.role)
    if target is None or not ladder.may_hold(staff.role, target):
        raise not_theirs(fields.RECEIVER, staff)
    return _Start(rung, staff, target)


def not_theirs(field: str, staff: Staff) -> InputError:
    """What to say of a receiver who may not hold a case there."""
    return InputError(
        field,
        _("{who} may not hold it there.").format(who=staff.name),
        _("Choose one whose role may; a leading role names one who is not on the list yet."),
    )


def _row(
    session: Session,
    kind: CaseKind,
    values: Mapping[str, str],
    severity: Severity,
    start: _Start,
) -> Case:
    """The row of a case as its form has it; where it comes from is not in it yet."""
    now = session.now()
    own = {name: value for name, value in values.items() if name not in _OWN and value}
    case = Case(
        series=kind.series,
        number=cases.next_number(session, kind.series),
        day=session.day_of(now),
        kind=kind.code,
        opened_at=now,
        place=values.get("place", ""),
        fields=msgspec.json.encode(own).decode() if own else None,
        severity=severity.code,
        joint=values.get("joint") == YES,
        rung=start.rung.code,
        rung_at=now,
        owner=session.staff_id,
        offered=start.to.id if start.to is not None else None,
        offered_rung=start.offered.code if start.offered is not None else "",
        acknowledged_how="",
        outcome="",
        how="",
        accepted="",
        fault="",
        reopened=0,
        opener=session.staff_id,
        pack=session.pack.digest,
        calendar=session.pack.digest,
    )
    for name, column in TEXTS.items():
        setattr(case, column, values.get(name) or None)
    return case


def _received(now: Millis, said: Millis | None, call: Call | None) -> Millis:
    if said is None:
        began = now if call is None else call.answered_at or call.began_at
        return min(int(began), now)
    if said > now:
        raise InputError(RECEIVED, _("That lies ahead."))
    if now - said > OLDEST:
        raise InputError(RECEIVED, _("That is too long ago."), _("Look at the year."))
    return said


def _channel(pack: Pack, call: Call | None) -> str:
    channels = cases.forms(pack).channels
    return str(call.channel) if call is not None and call.channel in channels else channels[0]


def _person(person_id: int) -> int:
    if not Person.read("id = ?", person_id):
        raise Refused(_("This person is not known any more."))
    return person_id


def _tell(session: Session, case: Case, kind: CaseKind, start: _Start) -> None:
    """The first lines of the timeline, and the notices that stand until they are seen."""
    cases.event(session, case, "opened", code_from=case.channel, code_to=case.severity)
    if start.to is not None:
        cases.event(
            session,
            case,
            "passed",
            code_from=case.rung,
            code_to=case.offered_rung,
            to=start.to.id,
        )
    for role in kind.notice:
        cases.tell(session, case, "opened", role)


def join(session: Session, case: Case, other: Case, why: str) -> CaseLink:
    """Link two cases about the same matter, with a line in both timelines; inside a verb (C7).

    Raises Refused for a case and itself, AlreadyDone where they are linked.
    """
    if case.id == other.id:
        raise Refused(_("A case is not linked with itself."))
    if CaseLink.read(
        "(case_id = ? AND other_id = ?) OR (case_id = ? AND other_id = ?)",
        case.id, other.id, other.id, case.id,
    ):  # fmt: skip
        raise AlreadyDone(_("These two are linked already."))
    made = CaseLink.create(case=case.id, other=other.id, why=why)
    for one, its in ((case, other), (other, case)):
        number = cases.say_number(cases.rules(session, its), its)
        cases.event(session, one, "linked", code_from=why, code_to=number)
    return made
