"""While one talks (P2, P5): hold, hang up, pass on, the steps of the script, the number shown."""

from typing import Literal

from frontdesk.clock import Millis
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.packs.phone import CallKind, ScriptStep
from frontdesk.phone import answering, calls
from frontdesk.phone.calls import Call, CallHold, CallStep
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

# "hook": a softphone told that it is over, which does not say by whom.
EndedBy = Literal["us", "caller", "hook"]


def _going_on(call_id: int) -> Call:
    """A call while one talks; raises AlreadyDone after its end, Refused before it is answered."""
    call = calls.call_by_id(call_id)
    if call.ended_at is not None or call.missed_at is not None:
        raise AlreadyDone(_("This call is over."))
    if call.answered_at is None:
        raise Refused(_("Nobody has answered this call yet."))
    return call


@verb("call.held", sentence=N_("{call} {caller} on hold"))
def hold(session: Session, call_id: int) -> Done[CallHold]:
    """Put the caller on hold; raises AlreadyDone when they are."""
    call = _going_on(call_id)
    if calls.open_hold(call) is not None:
        raise AlreadyDone(_("On hold already."))
    began = max(session.now(), call.answered_at)
    found = CallHold.create(call=call, began_at=began, ended_at=None)
    return Done(found, call, calls.logged(call))


@verb("call.resumed", sentence=N_("{call} {caller} back from hold after {held}"))
def resume(session: Session, call_id: int) -> Done[Call]:
    """Talk again; raises AlreadyDone when the caller is not on hold."""
    call = _going_on(call_id)
    if calls.open_hold(call) is None:
        raise AlreadyDone(_("Not on hold any more."))
    return Done(call, call, calls.logged(call, held=calls.end_hold(call, session.now())))


@verb(
    "call.ended",
    may=answering.ANYONE,
    sentence=N_("{call} {caller} over after {talked} {ended_by}"),
)
def hang_up(
    session: Session, call_id: int, by: EndedBy = "us", at: Millis | None = None
) -> Done[Call]:
    """The call is over, and who hung up first (P5).

    A call out that nobody answered needs no record; one that rings here is not hung up.
    """
    answering.taken_in(session)
    call = calls.call_by_id(call_id)
    if call.ended_at is not None or call.missed_at is not None:
        raise AlreadyDone(_("This call is over."))
    at = answering.moment(session, at)
    if call.answered_at is None:
        if call.direction != "out":
            raise Refused(_("Nobody has answered this call yet."))
        call.closed_at = max(at, call.rang_at)
    _end(call, at, by)
    talked = call.ended_at - (call.rang_at if call.answered_at is None else call.answered_at)
    return Done(call, call, calls.logged(call, talked=talked, ended_by=by))


def _end(call: Call, at: Millis, by: str) -> None:
    call.ended_at = max(at, call.rang_at if call.answered_at is None else call.answered_at)
    call.ended_by = by
    call.save()
    calls.end_hold(call, call.ended_at)


@verb("call.passed", sentence=N_("{call} {caller} passed to {staff_to}"))
def pass_on(session: Session, call_id: int, staff_id: int) -> Done[Call]:
    """Pass a call to a colleague; one that rings goes on ringing, for them.

    Raises InputError for nobody, Refused for oneself, AlreadyDone after its end.
    """
    call = calls.call_by_id(call_id)
    if call.ended_at is not None or call.missed_at is not None:
        raise AlreadyDone(_("This call is over."))
    to = Staff.get_or_none(Staff.id == staff_id, Staff.active == 1)
    if to is None:
        raise InputError("who", _("Nobody here has that name."), _("Choose one."))
    if to.id == session.staff_id:
        raise Refused(_("That is you."), _("Choose a colleague."))
    call.passed_to = to.id
    if call.answered_at is None:
        call.save()
    else:
        _end(call, session.now(), "")
    return Done(call, call, calls.logged(call, to=to.id))


@verb("call.step", sentence=N_("{call} {caller}: {script_step} {script_branch}"))
def tick(
    session: Session, call_id: int, step: str, branch: str = "", kind: str = ""
) -> Done[CallStep]:
    """A step of the script is done, by the answer `branch` where it asks (P2).

    `kind` is the kind of call whose script is open, when the record does not say it yet.
    """
    call = calls.call_by_id(call_id)
    script, found = _script_step(session, kind or call.kind, step)
    if branch not in ("", *(one.code for one in found.branches)):
        raise InputError("branch", _("One of the choices."))
    if CallStep.read("call_id = ? AND step = ?", call.id, step):
        raise AlreadyDone(_("Ticked already."))
    done = CallStep.create(
        call=call, step=step, at=session.now(), staff=session.staff_id, branch=branch
    )
    return Done(done, call, calls.logged(call, kind=script.code, step=step, branch=branch))


@verb("call.unstep", sentence=N_("{call} {caller}: {script_step} taken back"))
def untick(session: Session, call_id: int, step: str, kind: str = "") -> Done[Call]:
    """Take the tick of a step back; raises AlreadyDone when it has none."""
    call = calls.call_by_id(call_id)
    script, _found = _script_step(session, kind or call.kind, step)
    done = CallStep.read("call_id = ? AND step = ?", call.id, step)
    if not done:
        raise AlreadyDone(_("Not ticked."))
    done[0].delete_instance()
    return Done(call, call, calls.logged(call, kind=script.code, step=step))


def _script_step(session: Session, kind: str, step: str) -> tuple[CallKind, ScriptStep]:
    """The step as that kind's script has it; of a call of no kind yet, as the first script has."""
    for script in calls.telephone(session.pack).kinds:
        if kind in ("", script.code):
            for found in script.steps:
                if found.code == step:
                    return script, found
    raise Refused(_("The script has no such step."))


@verb("call.shown", sentence=N_("{call} {caller}: the phone number was shown"))
def show_number(session: Session, call_id: int) -> Done[str]:
    """Show a masked number in full; the log keeps that it was shown."""
    call = calls.call_by_id(call_id)
    return Done(call.phone or "", call, calls.logged(call))
