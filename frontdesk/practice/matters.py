"""Cases that stand open on a practice morning (X1, C1 to C9): due soon, passed up, offered, closed.

Written through the verbs as staff would press them, out of what the pack knows; a pack without
cases has none.
"""

from collections.abc import Callable, Mapping
from random import Random

import msgspec

from frontdesk.cases import closing, handling, ladder, opening, passing, sheets
from frontdesk.cases.cases import Case, CaseNotice
from frontdesk.cases.closing import Closing
from frontdesk.cases.opening import OpenForm
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import HOUR, MINUTE, Millis
from frontdesk.desk.directory import Department
from frontdesk.desk.people import year_now
from frontdesk.packs.cases import CaseKind, Cases
from frontdesk.packs.structs import FieldSpec
from frontdesk.practice.names import figure
from frontdesk.practice.talk import Event
from frontdesk.session import Role, Session
from frontdesk.staff.staff import Staff
from frontdesk.words import _

# The first of them was received so long before now.
FIRST: Millis = 23 * HOUR
# One was received so long ago that it is to be acknowledged in a while.
_LEFT: Millis = 70 * MINUTE
_OFFERED: Millis = 22 * MINUTE


def of_yesterday(session: Session, now: Millis, dice: Random, least: Millis) -> list[Event]:
    """The cases of the day before up to `now`, none before `least`, in the order of time.

    Empty where the pack has none.
    """
    if session.pack.cases is None:
        return []
    found = _Matters(session, session.pack.cases, now, dice).all()
    return sorted(((max(at, least), act) for at, act in found), key=lambda event: event[0])


class _Matters:
    """Makes cases of the pack's kinds, by those of the staff who may hold them."""

    def __init__(self, session: Session, cases: Cases, now: Millis, dice: Random) -> None:
        self._session = session
        self._cases = cases
        self._complaint = cases.kinds[0]
        self._now = now
        self._dice = dice
        self._year = year_now(session)
        self._staff = Staff.here()
        self._me = next(one for one in self._staff if one.id == session.staff_id)
        others = [one for one in self._staff if one.id != session.staff_id]
        self._colleague = others[0] if others else self._me
        self._places = [one.code for one in Department.listed()]
        self._events: list[Event] = []

    def all(self) -> list[Event]:
        """Every act of every case, each with its instant."""
        self._soon_due()
        self._passed_up()
        self._settled()
        self._offered()
        self._small_ones()
        return self._events

    # -- the cases ---------------------------------------------------------------------------

    def _soon_due(self) -> None:
        """A complaint that is to be acknowledged in a while; it is the one's on duty."""
        given = self._complaint.severities[0].acknowledge or FIRST
        case = self._risen(
            given - _LEFT,
            _(
                "I waited 70 minutes for a paper that was ready after 20. Nobody told me; at the"
                " desk I was told to just sit down."
            ),
            _("An explanation and an apology."),
        )
        noted = _("Heard the clerk: there is no record of the call.")
        case.then(7 * HOUR, lambda it: handling.note(self._as(self._me), it.id, noted))

    def _passed_up(self) -> None:
        """A complaint on its way up, with a sheet at a department."""
        case = self._risen(
            FIRST - HOUR,
            _("I was charged twice, and sent from one counter to the other."),
            _("The money back, and somebody who says why."),
        )
        self._acknowledged(case, HOUR)
        asked = _("Which of the two bills is the right one?")
        sheet = Sheet(self._places[-1], asked, self._now + 2 * HOUR)
        case.then(2 * HOUR, lambda it: sheets.send_sheet(self._as(self._me), it.id, sheet))
        case.then(FIRST - 3 * HOUR, self._up)

    def _settled(self) -> None:
        """A complaint that was settled the same day."""
        case = self._risen(FIRST - 2 * HOUR, _("In the last row one cannot hear who is called up."))
        self._acknowledged(case, HOUR)
        ended = Closing(
            outcome=self._complaint.outcomes[0].code,
            answer=_("The loudspeaker is turned up; we call names twice now."),
            how=self._cases.ways[0],
            accepted=True,
            cause=_("The loudspeaker at the back was off."),
            fault=self._cases.faults[0],
            lesson=_("Listen from the last row once a day."),
        )
        case.then(5 * HOUR, lambda it: closing.close(self._as(self._me), it.id, ended))

    def _offered(self) -> None:
        """A complaint that a colleague asks the one on duty to take over."""
        case = self._case(
            self._complaint,
            _OFFERED,
            _("The doors close in one's face; my mother was knocked with her stick."),
            wish=_("That somebody looks at the doors."),
        )
        case.then(MINUTE, self._see)
        case.then(5 * MINUTE, lambda it: self._pass(self._colleague, it, self._me))

    def _small_ones(self) -> None:
        """One form each of a few other kinds."""
        told = {
            "repair": (2 * HOUR, _("The water dispenser in the hall drips.")),
            "lost": (20 * HOUR, _("A grey umbrella with a wooden handle.")),
            "praise": (HOUR, _("The young man at the desk walked my mother to the bus.")),
            "suggestion": (19 * HOUR, _("Write the waiting time beside the doors.")),
        }
        for kind in self._cases.kinds:
            if kind.code in told:
                before, facts = told[kind.code]
                self._case(kind, before, facts).then(MINUTE, self._see)

    # -- what happens to them ----------------------------------------------------------------

    def _risen(self, before: Millis, facts: str, wish: str = "") -> "_Going":
        """A complaint that a colleague took down, and that the one on duty took over."""
        case = self._case(self._complaint, before, facts, wish)
        case.then(MINUTE, self._see)
        case.then(10 * MINUTE, lambda it: self._pass(self._colleague, it, self._me))
        case.then(15 * MINUTE, lambda it: passing.accept(self._as(self._me), it.id))
        return case

    def _acknowledged(self, case: "_Going", after: Millis) -> None:
        way = self._cases.ways[0]
        case.then(after, lambda it: handling.acknowledge(self._as(self._me), it.id, way))

    def _up(self, case: Case) -> None:
        """To whoever of the others may hold the highest rung."""
        mine = (self._me.id, self._colleague.id)
        for rung in reversed(self._cases.ladder(self._complaint.ladder).rungs):
            for one in self._staff:
                if one.id not in mine and ladder.may_hold(one.role, rung):
                    self._pass(self._me, case, one, rung.code)
                    return

    def _pass(self, giver: Staff, case: Case, to: Staff, rung: str = "") -> None:
        """Up the ladder, by default by one rung."""
        above = self._cases.ladder(self._complaint.ladder).above(case.rung)
        code = rung or (above.code if above is not None else case.rung)
        passing.pass_up(self._as(giver), case.id, code, to.id, _("needs the house"))

    def _see(self, case: Case) -> None:
        """Whoever is told of it has seen it."""
        for notice in CaseNotice.read("case_id = ? AND seen_at IS NULL", case.id):
            for one in self._staff:
                if one.role == notice.role:
                    handling.see_notice(self._as(one), notice.id)
                    break

    # -- how they are made -------------------------------------------------------------------

    def _as(self, who: Staff) -> Session:
        role: Role = who.role
        return msgspec.structs.replace(self._session, staff_id=who.id, role=role)

    def _case(self, kind: CaseKind, before: Millis, facts: str, wish: str = "") -> "_Going":
        """A case that the colleague takes down, about somebody of whom nothing else is known."""
        who = figure(self._dice, self._year)
        wanted = {
            "person": who.name,
            "phone": who.phone,
            "channel": self._cases.channels[0],
            "place": self._dice.choice(self._places),
            "facts": facts,
            "wish": wish,
            "severity": kind.severities[0].code,
        }
        values = {spec.name: _value(spec, wanted) for spec in kind.fields}
        form = OpenForm(kind.code, {name: text for name, text in values.items() if text})
        return _Going(
            self._events,
            self._now - before,
            lambda: opening.open_case(self._as(self._colleague), form),
        )


class _Going:
    """One case as it goes on: each act so long after it was opened."""

    def __init__(self, events: list[Event], at: Millis, make: Callable[[], Case]) -> None:
        self._events = events
        self._at = at
        self._case: Case | None = None

        def opened() -> None:
            self._case = make()

        events.append((at, opened))

    def then(self, after: Millis, act: Callable[[Case], object]) -> None:
        """Also do `act`, so long after the opening."""

        def later() -> None:
            if self._case is not None:
                act(self._case)

        self._events.append((self._at + after, later))


def _value(spec: FieldSpec, wanted: Mapping[str, str]) -> str:
    """What stands in a field: what is told, else something where it must not be empty."""
    if wanted.get(spec.name) or not spec.required:
        return wanted.get(spec.name, "")
    if spec.choices:
        return spec.choices[0]
    return "1" if spec.kind == "digits" else _("Water dispenser, hall")
