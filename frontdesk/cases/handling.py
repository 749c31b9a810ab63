"""What is done about a case while it is open (C3, C4, C6, C7): every act a line in its timeline.

The clocks are worked out from these lines when read: nothing here moves a deadline in silence.
"""

import msgspec

from frontdesk.cases import cases, fields, finding, ladder, opening
from frontdesk.cases.cases import (
    NO,
    TEXT_LIMIT,
    TEXTS,
    YES,
    Case,
    CaseEvent,
    CaseNotice,
    CasePause,
    What,
)
from frontdesk.clock import local
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.packs.cases import Rung
from frontdesk.session import LEADING_ROLES, Session
from frontdesk.staff.staff import staff_name
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

# What only a verb of its own changes, since deadlines hang on it.
_BY_VERB = ("severity", "joint", "to")


def _text(name: str, text: str) -> str:
    """What was written, whole and cleaned; raises InputError when it is nothing or too long."""
    said = fields.whole(name, text, TEXT_LIMIT)
    if not said:
        raise InputError(name, _("Nothing is written yet."))
    return said


@verb("case.acknowledged", sentence=N_("{case} acknowledged {case_how}"))
def acknowledge(session: Session, case_id: int, how: str) -> Done[Case]:
    """The person was told that it is being dealt with (C4); raises AlreadyDone with who did it."""
    case = cases.open_case_by_id(case_id)
    if case.acknowledged_at is not None:
        raise AlreadyDone(_acknowledged(session, case))
    if how not in cases.forms(cases.rules(session, case)).ways:
        raise InputError("how", _("How was the person told?"), _("Choose one."))
    case.acknowledged_at = max(session.now(), case.opened_at)
    case.acknowledged_how = how
    case.save()
    cases.event(session, case, "acknowledged", code_to=how)
    return Done(case, case, cases.logged(session, case, how=how))


def _acknowledged(session: Session, case: Case) -> str:
    found = CaseEvent.read(
        "case_id = ? AND what = 'acknowledged' ORDER BY id DESC LIMIT 1", case.id
    )
    when = local(case.acknowledged_at, session.zone)
    return _("{who} acknowledged it at {at}.").format(
        who=staff_name(found[0].staff_id if found else None), at=f"{when.hour}:{when.minute:02d}"
    )


@verb("case.noted", sentence=N_("{case}: a note"))
def note(session: Session, case_id: int, text: str) -> Done[CaseEvent]:
    """What was found out or done, for whoever comes next; also when it is closed."""
    case = cases.case_by_id(case_id)
    made = cases.event(session, case, "note", text=_text("note", text))
    finding.index(session, case)
    return Done(made, case, cases.logged(session, case, note=made.id))


@verb("case.proposed", sentence=N_("{case}: a proposal"))
def propose(session: Session, case_id: int, text: str) -> Done[CaseEvent]:
    """What this rung proposes to the person (C3)."""
    case = cases.open_case_by_id(case_id)
    said = _text("proposal", text)
    made = cases.event(session, case, "proposed", code_from=case.rung, text=said)
    finding.index(session, case)
    return Done(made, case, cases.logged(session, case, rung=case.rung))


@verb("case.replied", sentence=N_("{case}: the proposal was {case_reply}"))
def reply(session: Session, case_id: int, accepted: bool, text: str = "") -> Done[CaseEvent]:
    """Whether the person accepts what was proposed, in their words (C3).

    Raises Refused while nothing was proposed.
    """
    case = cases.open_case_by_id(case_id)
    if not CaseEvent.read("case_id = ? AND what = 'proposed' LIMIT 1", case.id):
        raise Refused(_("Nothing was proposed yet."), _("Write down the proposal first."))
    said = fields.whole("reply", text, TEXT_LIMIT)
    answered = YES if accepted else NO
    made = cases.event(session, case, "replied", code_from=case.rung, code_to=answered, text=said)
    finding.index(session, case)
    return Done(made, case, cases.logged(session, case, rung=case.rung, accepted=answered))


@verb("case.severity", sentence=N_("{case} severity {severity_from} → {severity}"))
def set_severity(session: Session, case_id: int, severity: str, why: str) -> Done[Case]:
    """Grade a case anew (C2): for a while anyone may, then only leading roles; `why` is kept.

    Ask `must_pass` afterwards: a graver case may have to go up.
    """
    case = cases.open_case_by_id(case_id)
    kind = cases.kind_of(session, case)
    if severity not in [one.code for one in kind.severities]:
        raise InputError("severity", _("How grave is it?"), _("Choose one."))
    if severity == case.severity:
        raise AlreadyDone(_("It is graded so already."))
    within = cases.forms(cases.rules(session, case)).severity_within
    if session.role not in LEADING_ROLES and session.now() - case.opened_at > within:
        raise NotAllowed(
            _("Only a leading role grades it anew by now."), _("Ask the supervisor on duty.")
        )
    said = _text("why", why)
    before, case.severity = case.severity, severity
    case.save()
    cases.event(session, case, "severity", code_from=before, code_to=severity, text=said)
    finding.index(session, case)
    must = must_pass(session, case)
    facts = cases.logged(
        session, case, severity_from=before, severity=severity, must=must.code if must else None
    )
    return Done(case, case, facts)


def must_pass(session: Session, case: Case) -> Rung | None:
    """The rung to which an open case has to be passed up, as grave as it is; None: it has not.

    One that is on offer there, or higher, is on its way.
    """
    if case.closed_at is not None:
        return None
    starts = cases.kind_of(session, case).severity(case.severity).starts
    reached = case.offered_rung or case.rung
    return ladder.must_pass(cases.ladder_of(session, case), reached, starts)


@verb("case.joint", sentence=N_("{case}: {case_joint}"))
def set_joint(session: Session, case_id: int, joint: bool) -> Done[Case]:
    """Whether several departments take part, which gives more working days (C4)."""
    case = cases.open_case_by_id(case_id)
    if not any(one.joint is not None for one in cases.kind_of(session, case).severities):
        raise Refused(_("This form has one time for one department or several."))
    if case.joint == joint:
        raise AlreadyDone(_("That is on record already."))
    case.joint = joint
    case.save()
    cases.event(session, case, "joint", code_to=YES if joint else NO)
    return Done(case, case, cases.logged(session, case, joint=joint))


@verb("case.paused", sentence=N_("{case} paused: {case_reason}"))
def pause(session: Session, case_id: int, reason: str) -> Done[CasePause]:
    """Stop the resolve clock, for a reason that the pack lists (C4)."""
    case = cases.open_case_by_id(case_id)
    if cases.open_pause(case) is not None:
        raise AlreadyDone(_("It is paused already."))
    if reason not in cases.forms(cases.rules(session, case)).pauses:
        raise InputError("reason", _("Why does it have to wait?"), _("Choose one."))
    made = CasePause.create(case=case.id, reason=reason, began_at=session.now(), ended_at=None)
    cases.event(session, case, "paused", code_to=reason)
    return Done(made, case, cases.logged(session, case, reason=reason))


@verb("case.resumed", sentence=N_("{case} goes on after {case_reason}"))
def resume(session: Session, case_id: int) -> Done[CasePause]:
    """Let the resolve clock run on (C4)."""
    case = cases.open_case_by_id(case_id)
    found = cases.open_pause(case)
    if found is None:
        raise AlreadyDone(_("It is not paused."))
    found.ended_at = max(session.now(), found.began_at)
    found.save()
    cases.event(session, case, "resumed", code_from=found.reason)
    return Done(found, case, cases.logged(session, case, reason=found.reason))


@verb("case.linked", sentence=N_("{case} linked with {other}"))
def link(session: Session, case_id: int, other_id: int, why: str = opening.BY_HAND) -> Done[Case]:
    """Say that two cases are about the same matter (C7); it counts both ways."""
    case, other = cases.case_by_id(case_id), cases.case_by_id(other_id)
    opening.join(session, case, other, why)
    number = cases.say_number(cases.rules(session, other), other)
    return Done(case, case, cases.logged(session, case, other=number))


@verb("case.shown", sentence=N_("{case}: the phone number was shown"))
def show_phone(session: Session, case_id: int) -> Done[str]:
    """Show a masked number in full; the log keeps that it was shown."""
    case = cases.case_by_id(case_id)
    known = case.phone or (case.person.phone if case.person is not None else None)
    return Done(known or "", case, cases.logged(session, case))


@verb("case.notice", sentence=N_("{case}: the notice was seen"))
def see_notice(session: Session, notice_id: int) -> Done[CaseNotice]:
    """Someone of the role that was to be told, or above, has seen it (C1)."""
    found = CaseNotice.read("id = ?", notice_id)
    if not found:
        raise Refused(_("This notice is not on the list."))
    notice = found[0]
    if notice.seen_at is not None:
        raise AlreadyDone(_("{who} has seen it already.").format(who=staff_name(notice.seen_by_id)))
    if not ladder.stands_over(session.role, notice.role):
        raise NotAllowed(_("This notice is for another role."), _("It stands until they see it."))
    case = cases.case_by_id(notice.case_id)
    notice.seen_at = max(session.now(), notice.created_at)
    notice.seen_by = session.staff_id
    notice.save()
    report = notice.what == "report"
    what: What = "reported" if report else "told"
    cases.event(session, case, what, code_from=notice.what, code_to=notice.role)
    facts = cases.logged(session, case, notice=notice.what, role=notice.role)
    return Done(notice, case, facts)


@verb("case.corrected", sentence=N_("{case}: {case_field} corrected"))
def correct(session: Session, case_id: int, field: str, text: str) -> Done[Case]:
    """Put a field of the form right; what stood there stays in the timeline (C1).

    Raises InputError naming the field, AlreadyDone when it stands so, Refused for what has a verb
    of its own.
    """
    case = cases.case_by_id(case_id)
    pack, kind = cases.rules(session, case), cases.kind_of(session, case)
    spec = next((one for one in kind.fields if one.name == field), None)
    if spec is None:
        raise Refused(_("This form has no such field."))
    if field in _BY_VERB:
        raise Refused(_("This is not corrected."), _("Grade it anew, or pass it on."))
    value = fields.take(pack, kind, spec, text, session.now(), session.zone)
    opening.refuse_unknown(spec, value)
    before = cases.values_of(case).get(field, "")
    if value == before:
        raise AlreadyDone(_("It stands so already."))
    _put(case, field, value)
    case.save()
    cases.event(session, case, "corrected", code_from=field, text=before)
    finding.index(session, case)
    return Done(case, case, cases.logged(session, case, field=field))


def _put(case: Case, field: str, value: str) -> None:
    """One field of the form into the column, or the part of the rest, where it is kept."""
    if field in TEXTS:
        setattr(case, TEXTS[field], value or None)
    elif field in ("channel", "place"):
        setattr(case, field, value)
    else:
        rest = msgspec.json.decode(case.fields, type=dict[str, str]) if case.fields else {}
        rest[field] = value
        kept = {name: one for name, one in rest.items() if one}
        case.fields = msgspec.json.encode(kept).decode() if kept else None
