"""Emergency and critical first: raised at once, watched until with a doctor (requirement D3)."""

from frontdesk.desk import people, visits
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Visit
from frontdesk.errors import AlreadyDone, InputError
from frontdesk.session import Session
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _


def _check_told(session: Session, told: tuple[str, ...]) -> list[str]:
    if not set(told) <= set(session.pack.emergency.told):
        raise InputError("told", _("One of the choices."))
    return list(told)


@verb("emergency.raised", sentence=N_("{ticket} {name} raised to emergency, told: {told}"))
def raise_visit(session: Session, visit_id: int, told: tuple[str, ...]) -> Done[Visit]:
    """A waiting person's state turned worse: first in the queue at once (D3).

    `told` are the codes of whom the guide told. Raises AlreadyDone when it was raised before.
    """
    codes = _check_told(session, told)
    visit = visits.open_visit(visit_id)
    if visit.raised_at is not None and visit.handed_at is None:
        raise AlreadyDone(_("Already raised to emergency."))
    visit.priority = "emergency"
    visit.raised_at = session.now()
    visit.handed_at = None
    visit.save()
    wait = visits.open_wait(visit)
    if wait is not None:
        wait.priority = "emergency"
        wait.save()
    facts = {"series": visit.series, "number": visit.number, "told": codes}
    return Done(visit, visit, facts)


@verb("emergency.arrived", sentence=N_("{ticket} {name}: emergency at the door, told: {told}"))
def raise_new(session: Session, name: str, told: tuple[str, ...]) -> Done[Visit]:
    """An emergency at the door; the name may come later (D3)."""
    codes = _check_told(session, told)
    person = people.write_down(session, PersonForm(name=name)) if name.strip() else None
    visit = visits.raise_new(session, person, None)
    facts = {"series": visit.series, "number": visit.number, "told": codes}
    return Done(visit, visit, facts)


@verb("emergency.handed", sentence=N_("{ticket} {name} handed over: {place} after {waited}"))
def hand_over(session: Session, visit_id: int, place: str) -> Done[Visit]:
    """The person is with a doctor; `place` is the pack's code of where (D3)."""
    visit = visits.open_visit(visit_id)
    if visit.raised_at is None or visit.handed_at is not None:
        raise AlreadyDone(_("Already handed over."))
    if place not in session.pack.emergency.places:
        raise InputError("place", _("Where was the person taken?"), _("Choose one."))
    waited = session.now() - visit.raised_at
    visits.hand_to_doctor(session, visit, place)
    facts = {
        "series": visit.series,
        "number": visit.number,
        "place": place,
        "waited": waited,
    }
    return Done(visit, visit, facts)


@verb("emergency.told", sentence=N_("{ticket} {name}: told {told}"))
def tell(session: Session, visit_id: int, told: tuple[str, ...]) -> Done[Visit]:
    """Who was told of an emergency that stands already (D3)."""
    codes = _check_told(session, told)
    visit = visits.open_visit(visit_id)
    return Done(visit, visit, {"series": visit.series, "number": visit.number, "told": codes})
