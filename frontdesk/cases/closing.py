"""A case ends with an answer given to the person, and may be opened anew for a while (C4, C6, C8).

Nothing closes while a department or an apology is owed, and an answer that the person does not
accept goes up the ladder before it stands. What closed a case stays in its timeline for ever.
"""

import contextlib
from typing import NamedTuple

from frontdesk.cases import cases, fields, finding, ladder, opening, sheets
from frontdesk.cases.cases import NO, TEXT_LIMIT, YES, Case, CaseNotice
from frontdesk.clock import DAY, Millis
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.packs.cases import CaseKind, CaseOutcome, Needed
from frontdesk.packs.structs import Pack
from frontdesk.session import Session
from frontdesk.staff.staff import Presence, Staff, staff_name
from frontdesk.tasks import answers, tasks
from frontdesk.tasks.tasks import Kind, Owed, Task
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _, language

DUPLICATE = "duplicate"


class Closing(NamedTuple):
    """What a case is closed with, as typed: codes of the pack, `accepted` None while not said."""

    outcome: str
    answer: str
    how: str
    accepted: bool | None = None
    cause: str = ""
    fault: str = ""
    lesson: str = ""
    other_id: int | None = None
    where: str = ""


@verb("case.closed", sentence=N_("{case} closed: {case_outcome} {case_accepted} {case_fault}"))
def close(session: Session, case_id: int, closing: Closing) -> Done[Case]:
    """Close a case with the answer that the person was given (C4, C6).

    Raises Refused naming the sheet or apology that is owed still, or because an answer that is not
    accepted goes up first; InputError naming the field that is missing; AlreadyDone when closed.
    """
    case = cases.open_case_by_id(case_id)
    _refuse_others(session, case)
    pack = cases.rules(session, case)
    kind = cases.kind_of(session, case)
    sheets.refuse_owed(case)
    outcome = _outcome(kind, closing.outcome)
    if "accepted" in outcome.needs and closing.accepted is False:
        _refuse_below_top(session, case)
    _write(session, case, pack, outcome.needs, closing)
    other = ""
    if "other" in outcome.needs:
        other = _join(session, case, _other(session, case, closing.other_id))
    _end(session, case, outcome, closing.how)
    _hand_on(session, case, pack, kind, outcome)
    finding.index(session, case)
    facts = cases.logged(
        session, case, case_outcome=outcome.code, how=case.how, accepted=case.accepted,
        fault=case.fault, other=other or None,
    )  # fmt: skip
    return Done(case, case, facts)


def _refuse_others(session: Session, case: Case) -> None:
    """Whoever has a case answers for it; where they are not here, anyone at the desk does (C3)."""
    if ladder.may_move(case.owner_id, session.staff_id, session.role):
        return
    if Presence.read("staff_id = ? AND ended_at IS NULL LIMIT 1", case.owner_id):
        raise NotAllowed(
            _("It is {who}'s.").format(who=staff_name(case.owner_id)), _("Ask them to close it.")
        )


def _outcome(kind: CaseKind, code: str) -> CaseOutcome:
    found = next((one for one in kind.outcomes if one.code == code), None)
    if found is None:
        raise InputError("outcome", _("How did it end?"), _("Choose one."))
    return found


def _write(
    session: Session, case: Case, pack: Pack, needs: tuple[Needed, ...], closing: Closing
) -> None:
    """What was typed, cleaned, into the row; raises InputError naming what is missing."""
    rules = cases.forms(pack)
    answer = fields.whole("answer", closing.answer, TEXT_LIMIT)
    answers.check(session.pack, answer)
    if closing.how not in rules.ways:
        raise InputError("how", _("How was the answer given?"), _("Choose one."))
    if "accepted" in needs and closing.accepted is None:
        raise InputError("accepted", _("Does the person accept the answer?"))
    if closing.fault not in (rules.faults if "fault" in needs else ("", *rules.faults)):
        raise InputError("fault", _("Was it our fault?"), _("Choose one."))
    case.answer, case.how = answer, closing.how
    case.accepted = "" if closing.accepted is None else YES if closing.accepted else NO
    case.answered_by = session.staff_id
    case.cause = _text(closing.cause, "cause", needs, _("What was the cause?"))
    case.fault = closing.fault
    case.lesson = _text(closing.lesson, "lesson", needs, _("What do we learn from it?"))
    case.outside = _text(closing.where, "where", needs, _("Where was it passed to?"))


def _text(typed: str, need: Needed, needs: tuple[Needed, ...], asks: str) -> str | None:
    found = fields.whole(need, typed, TEXT_LIMIT)
    if need in needs and not found:
        raise InputError(need, asks)
    return found or None


def _refuse_below_top(session: Session, case: Case) -> None:
    """An answer that is not accepted stands only where nobody above can give a better one."""
    if ladder.next_rung(cases.ladder_of(session, case), case.rung) is not None:
        raise Refused(_("The person does not accept the answer."), _("Pass it up."))


def _other(session: Session, case: Case, other_id: int | None) -> Case:
    """The case that this one repeats; raises InputError where that cannot be."""
    found = Case.read("id = ?", other_id) if other_id is not None else []
    if not found or found[0].id == case.id:
        raise InputError("other", _("Which case is it the same as?"), _("Choose one."))
    other = found[0]
    if other.closed_at is None:
        return other
    outcome = next(
        (one for one in cases.kind_of(session, other).outcomes if one.code == other.outcome), None
    )
    if outcome is not None and "other" in outcome.needs:
        raise InputError(
            "other", _("That one was closed as the same as another."), _("Choose the other.")
        )
    return other


def _join(session: Session, case: Case, other: Case) -> str:
    """Link both, unless they are linked already; returns the number of the other."""
    with contextlib.suppress(AlreadyDone):
        opening.join(session, case, other, DUPLICATE)
    return cases.say_number(cases.rules(session, other), other)


def _end(session: Session, case: Case, outcome: CaseOutcome, how: str) -> None:
    """Close the row: offers are withdrawn, a pause ends, and who was answered was acknowledged."""
    now = max(session.now(), case.opened_at)
    pause = cases.open_pause(case)
    if pause is not None:
        pause.ended_at = max(now, pause.began_at)
        pause.save()
        cases.event(session, case, "resumed", code_from=pause.reason)
    if case.acknowledged_at is None:
        case.acknowledged_at, case.acknowledged_how = now, how
        cases.event(session, case, "acknowledged", code_to=how)
    case.offered, case.offered_rung = None, ""
    case.closed_at, case.outcome = now, outcome.code
    case.save()
    cases.event(session, case, "closed", code_from=how, code_to=outcome.code, text=case.answer)


def _hand_on(
    session: Session, case: Case, pack: Pack, kind: CaseKind, outcome: CaseOutcome
) -> None:
    """What follows: the question is answered, the top is told, the person is asked later on."""
    if case.task_id is not None:
        asked = tasks.task_by_id(case.task_id)
        if asked.done_at is None:
            tasks.conclude(asked, tasks.ANSWERED, case.answer, session.now())
    if kind.report:
        _report(session, case)
    # Where nothing was done by us, there is nothing to ask about.
    if "accepted" not in outcome.needs and outcome != kind.outcomes[0]:
        return
    if kind.ask_after is not None:
        _ask_later(session, case, pack, "satisfaction", session.now() + kind.ask_after)
    if kind.check_after is not None:
        _ask_later(session, case, pack, "effect", session.now() + kind.check_after)


def _report(session: Session, case: Case) -> None:
    """Tell the top of the ladder: the usual role there, else the next that anybody here has (C3).

    What was not seen yet is not told twice.
    """
    roles = cases.ladder_of(session, case).rungs[-1].roles
    here = {one.role for one in Staff.here()}
    role = next((one for one in roles if one in here), roles[0])
    standing = CaseNotice.read(
        "case_id = ? AND what = 'report' AND role = ? AND seen_at IS NULL", case.id, role
    )
    if not standing:
        cases.tell(session, case, "report", role)


def _ask_later(session: Session, case: Case, pack: Pack, what: Kind, at: Millis) -> None:
    tasks.add(
        session,
        Owed(
            kind=what,
            about=case,
            ticket=cases.say_number(pack, case),
            name=case.name or "",
            text=case.answer,
            phone=case.phone,
            person_id=case.person_id,
            due_at=at,
            window=cases.forms(pack).sheet_window,
        ),
    )


@verb("case.reopened", sentence=N_("{case} opened again, it was closed as {case_outcome}"))
def reopen(session: Session, case_id: int, why: str) -> Done[Case]:
    """Open a closed case again, within the pack's time: its history stays, its days begin anew.

    Raises Refused when it was closed too long ago, AlreadyDone when it is open, InputError without
    a reason.
    """
    case = cases.case_by_id(case_id)
    if case.closed_at is None:
        raise AlreadyDone(_("This case is open."))
    within = cases.forms(cases.rules(session, case)).reopen_within
    if session.now() - case.closed_at > within:
        raise Refused(
            _("It was closed more than {days} days ago.").format(days=within // DAY),
            _("Open a new one and link it to this."),
        )
    before = open_again(session, case, why)
    facts = cases.logged(session, case, case_outcome=before, reopened=case.reopened)
    return Done(case, case, facts)


def open_again(session: Session, case: Case, why: str) -> str:
    """The case is open once more, with whoever had it; inside a verb. Returns the outcome it had.

    Raises InputError without a reason.
    """
    reason = fields.whole("why", why, TEXT_LIMIT)
    if not reason:
        raise InputError("why", _("Why is it opened again?"))
    now = max(session.now(), case.closed_at)
    before = str(case.outcome)
    text = "\n".join((reason, *_history(session, case)))
    cases.event(session, case, "reopened", code_from=before, text=text)
    for task in _asked_later(case):
        tasks.conclude(task, tasks.DROPPED, reason, now)
    case.reopened += 1
    case.rung_at = now
    if session.pack.calendar is not None:
        case.calendar = session.pack.digest
    case.closed_at, case.outcome = None, ""
    case.answer, case.how, case.accepted, case.answered_by = None, "", "", None
    case.cause, case.fault, case.lesson, case.outside = None, "", None, None
    case.save()
    finding.index(session, case)
    return before


def _history(session: Session, case: Case) -> list[str]:
    """What the case was closed with besides the answer, which stands at its closing."""
    pack, fault = cases.rules(session, case), case.fault
    said = (
        (_("Accepted"), {YES: _("yes"), NO: _("no")}.get(case.accepted, "")),
        (_("Cause"), case.cause),
        (_("Fault"), pack.say(f"case.fault.{fault}", language()) if fault else ""),
        (_("Lesson"), case.lesson),
        (_("Passed to"), case.outside),
    )
    return [_("{head}: {text}").format(head=head, text=text) for head, text in said if text]


def _asked_later(case: Case) -> list[Task]:
    """What was to be asked after the closing, and has not been yet."""
    return Task.read(
        "about = ? AND about_id = ? AND done_at IS NULL AND kind IN ('satisfaction', 'effect')",
        Case.table_name(),
        case.id,
    )
