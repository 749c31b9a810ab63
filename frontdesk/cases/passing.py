"""A case goes up the ladder, or to a colleague beside (C3): whoever is named has to accept.

Until then it stays with whoever gave it, on its rung, and that rung's time runs on.
"""

from frontdesk.cases import cases, fields, finding, ladder, opening
from frontdesk.cases.cases import TEXT_LIMIT, Case
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.session import Session
from frontdesk.staff.staff import Staff, staff_name
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _


@verb("case.passed", sentence=N_("{case} passed up: {rung_from} → {rung} {staff_to}"))
def pass_up(session: Session, case_id: int, rung: str, staff_id: int, why: str = "") -> Done[Case]:
    """Offer a case to someone on a higher rung (C3); another offer takes the place of the first.

    Raises Refused when that rung is not higher, InputError when they may not hold it there.
    """
    case = cases.open_case_by_id(case_id)
    steps = cases.ladder_of(session, case)
    if rung not in [one.code for one in steps.rungs]:
        raise InputError("rung", _("To which rung?"), _("Choose one."))
    if not ladder.is_higher(steps, rung, case.rung):
        raise Refused(_("That is not up from here."), _("Offer it to a colleague instead."))
    return _offer(session, case, rung, staff_id, why)


@verb("case.handed", sentence=N_("{case} offered to {staff_to}"))
def hand_to(session: Session, case_id: int, staff_id: int, why: str = "") -> Done[Case]:
    """Offer a case to a colleague on the same rung (C3); its time runs on."""
    case = cases.open_case_by_id(case_id)
    return _offer(session, case, case.rung, staff_id, why)


def _offer(session: Session, case: Case, rung: str, staff_id: int, why: str) -> Done[Case]:
    if not ladder.may_move(case.owner_id, session.staff_id, session.role):
        raise NotAllowed(
            _("It is {who}'s.").format(who=staff_name(case.owner_id)), _("Ask them to pass it on.")
        )
    to = opening.colleague(fields.RECEIVER, staff_id)
    if rung == case.rung and to.id == case.owner_id:
        raise Refused(_("It is {who}'s already.").format(who=to.name))
    if (to.id, rung) == (case.offered_id, case.offered_rung):
        raise AlreadyDone(_("{who} was asked already.").format(who=to.name))
    if not ladder.may_hold(to.role, cases.ladder_of(session, case).rung(rung)):
        raise opening.not_theirs(fields.RECEIVER, to)
    said = fields.whole("why", why, TEXT_LIMIT)
    case.offered = to.id
    case.offered_rung = rung
    case.save()
    cases.event(session, case, "passed", code_from=case.rung, code_to=rung, to=to.id, text=said)
    finding.index(session, case)
    return Done(case, case, cases.logged(session, case, rung_from=case.rung, rung=rung, to=to.id))


@verb("case.accepted", sentence=N_("{case} taken over from {staff_from}: {rung}"))
def accept(session: Session, case_id: int) -> Done[Case]:
    """Take over what was offered: from now on it is mine, and a new rung's time begins (C3)."""
    case = _offered(session, case_id)
    before, rung = case.owner_id, case.rung
    if case.offered_rung != rung:
        case.rung = case.offered_rung
        case.rung_at = max(session.now(), case.opened_at)
    case.owner = session.staff_id
    _end_offer(case)
    case.save()
    cases.event(session, case, "accepted", code_from=rung, code_to=case.rung, to=before)
    facts = cases.logged(session, case, rung_from=rung, rung=case.rung, **{"from": before})
    return Done(case, case, facts)


@verb("case.declined", sentence=N_("{case} stays with {staff_from}: {rung_from}"))
def decline(session: Session, case_id: int, why: str) -> Done[Case]:
    """Not take what was offered, and say why: it stays with whoever has it (C3)."""
    case = _offered(session, case_id)
    said = fields.whole("why", why, TEXT_LIMIT)
    if not said:
        raise InputError("why", _("Say why."))
    rung = case.offered_rung
    _end_offer(case)
    case.save()
    cases.event(
        session, case, "declined", code_from=case.rung, code_to=rung, to=case.owner_id, text=said
    )
    finding.index(session, case)
    facts = cases.logged(session, case, rung_from=case.rung, rung=rung, **{"from": case.owner_id})
    return Done(case, case, facts)


def receivers(session: Session, case: Case, rung: str) -> list[Staff]:
    """Who may be named for a rung of a case, the usual role first; not whoever has it (C3)."""
    roles = ladder.receiver_roles(cases.ladder_of(session, case), rung)
    found = [one for one in Staff.here() if one.role in roles and one.id != case.owner_id]
    return sorted(found, key=lambda one: roles.index(one.role))


def _offered(session: Session, case_id: int) -> Case:
    case = cases.open_case_by_id(case_id)
    if case.offered_id is None and case.owner_id == session.staff_id:
        raise AlreadyDone(_("It is yours already."))
    if case.offered_id is None or case.offered_id != session.staff_id:
        raise Refused(_("It was not offered to you."), _("Ask whoever has it to offer it."))
    return case


def _end_offer(case: Case) -> None:
    case.offered = None
    case.offered_rung = ""
