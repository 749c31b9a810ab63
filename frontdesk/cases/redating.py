"""The calendar of the desk changed: what is open is counted by the new one, with an entry (C4)."""

from frontdesk.cases import cases, deadlines
from frontdesk.cases.cases import Case
from frontdesk.cases.deadlines import Clocks
from frontdesk.cases.due import facts_of
from frontdesk.errors import AlreadyDone, Refused
from frontdesk.session import MACHINE, Session
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _


def follow(session: Session) -> int:
    """Count what is open by the calendar of this session's pack; every window may, it is done once.

    Returns how many cases have another day to be resolved by.
    """
    if not _counted_otherwise(session):
        return 0
    try:
        return redate(session.machine())
    except AlreadyDone:
        # Another window did.
        return 0


@verb(
    "case.redated",
    may=MACHINE,
    sentence=N_("the calendar changed: {redated} of {open_cases} open cases have another day"),
)
def redate(session: Session) -> Done[int]:
    """Give open cases the calendar of the desk's pack; where a day moves, its timeline says so.

    Raises AlreadyDone when all are counted by it.
    """
    found = _counted_otherwise(session)
    if not found:
        raise AlreadyDone(_("The open cases are counted by this calendar already."))
    moved = 0
    for case in found:
        before = _clocks(session, case)
        case.calendar = session.pack.digest
        case.save()
        after = _clocks(session, case)
        if (before.resolve_at, before.left) != (after.resolve_at, after.left):
            cases.event(session, case, "redated", code_from=_code(before), code_to=_code(after))
            moved += 1
    return Done(moved, None, {"open_cases": len(found), "redated": moved})


def _counted_otherwise(session: Session) -> list[Case]:
    """The open cases that another calendar than that of the desk's pack counts."""
    calendar = session.pack.calendar
    if calendar is None:
        return []
    stale = Case.read("closed_at IS NULL AND calendar <> ? ORDER BY id", session.pack.digest)
    return [case for case in stale if cases.calendar_of(session, case) != calendar]


def _clocks(session: Session, case: Case) -> Clocks:
    kind = cases.kind_of(session, case)
    calendar = cases.calendar_of(session, case)
    if calendar is None:
        raise Refused(_("This desk's pack has no calendar."))
    severity = kind.severity(case.severity)
    return deadlines.clocks(facts_of(case), kind, severity, calendar, session.zone)


def _code(found: Clocks) -> str:
    """The instant to resolve by, as the timeline keeps it; nothing while the clock stands."""
    return "" if found.resolve_at is None else str(found.resolve_at)
