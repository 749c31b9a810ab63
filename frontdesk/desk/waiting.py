"""The waiting list and its steps: water, the doctor check, whatever the pack asks for (W1 to W5).

The list is read in one go as plain rows; how each step stands is worked out by `steps`, under the
pack that was in force when the wait began.
"""

import json
from collections import defaultdict
from typing import Literal

import msgspec

from frontdesk import record
from frontdesk.clock import Millis, local
from frontdesk.desk import steps, tickets, visits
from frontdesk.desk.steps import ASKED, EXEMPT, HAND_OVER, Handled, StepState, WaitFacts
from frontdesk.desk.visits import Wait
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.packs.structs import Pack, Step
from frontdesk.session import Session
from frontdesk.staff.staff import Staff, staff_name
from frontdesk.store.fields import Integer, Moment, Ref, Row, Text
from frontdesk.tasks.due import Due
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _, language

Order = Literal["arrival", "due"]
_PRIORITIES = ("emergency", "priority", "normal")


class StepDone(Row):
    """One turn of one step of one wait, as it was done."""

    wait = Ref(Wait)
    step = Text(personal=False)
    turn = Integer(personal=False)
    due_at = Moment(personal=False)
    at = Moment(personal=False)
    staff = Ref(Staff, null=True)
    outcome = Text(personal=False)
    reason = Text(personal=False)
    minutes = Integer(personal=False, null=True)
    told = Text(personal=False)


class Waiter(msgspec.Struct, frozen=True, kw_only=True):
    """One open visit as the list shows it; instants in milliseconds UTC."""

    visit_id: int
    person_id: int | None
    day: str
    ticket: str
    name: str
    pinyin: str
    sex: str
    birth_year: int | None
    phone: str
    priority: str
    purpose: str
    request: str
    company: str
    needs: tuple[str, ...]
    department_id: int | None
    doctor_id: int | None
    stage: str
    stage_at: Millis
    arrived_at: Millis
    exact: bool
    changed_at: Millis | None
    changed_from: int | None
    raised_at: Millis | None
    handed_at: Millis | None
    wait_id: int | None
    began_at: Millis | None
    pack: Pack
    handled: tuple[Handled, ...]
    shared_name: bool = False

    @property
    def emergency(self) -> bool:
        """Raised, and not yet with a doctor."""
        return self.raised_at is not None and self.handed_at is None

    def states(self, now: Millis) -> tuple[StepState, ...]:
        """How every step of this wait stands."""
        if self.emergency and self.raised_at is not None:
            return (_handing_over(self.pack, self.raised_at, now),)
        if self.wait_id is None or self.began_at is None:
            return ()
        facts = WaitFacts(
            began_at=self.began_at,
            stage=self.stage,
            needs=frozenset(self.needs),
            handled=self.handled,
        )
        return steps.states(facts, self.pack.waiting, now)

    def due(self, now: Millis) -> Due | None:
        """What is owed to this person next, or None."""
        state = steps.next_open(self.states(now))
        if state is None:
            return None
        return Due(
            rank="emergency" if self.emergency else "minutes",
            subject="visit",
            subject_id=self.visit_id,
            ticket=self.ticket,
            name=self.name,
            step=state.step,
            turn=state.turn,
            due_at=state.due_at,
            window=state.window,
        )


def _handing_over(pack: Pack, raised_at: Millis, now: Millis) -> StepState:
    due_at = raised_at + pack.emergency.within
    window = pack.emergency.window
    return StepState(
        step=HAND_OVER,
        turn=1,
        state=steps.stand(due_at, window, now),
        due_at=due_at,
        window=window,
    )


_OPEN = """
SELECT v.id, v.person_id, v.day, v.series, v.number, p.name, p.pinyin, p.sex, p.birth_year,
       p.phone, v.priority, v.purpose, v.request, v.company, v.needs, v.department_id,
       v.doctor_id, v.stage, v.stage_at, v.arrived_at, v.exact, v.changed_at, v.changed_from,
       v.raised_at, v.handed_at, w.id, w.began_at, w.pack
FROM visit v
LEFT JOIN person p ON p.id = v.person_id
LEFT JOIN wait w ON w.visit_id = v.id AND w.ended_at IS NULL
WHERE v.ended_at IS NULL
"""
_HANDLED = """
SELECT s.wait_id, s.step, s.turn, s.due_at, s.at, s.outcome, s.minutes
FROM wait w JOIN step_done s ON s.wait_id = w.id
WHERE w.ended_at IS NULL ORDER BY s.id
"""


def waiting_list(session: Session, order: Order = "arrival") -> list[Waiter]:
    """Everyone in the house: emergencies, then by priority and arrival, then those not waiting.

    With `order` "due" those that wait stand by what is due to them first.
    """
    execute = session.store.database.execute_sql
    handled: dict[int, list[Handled]] = defaultdict(list)
    for row in execute(_HANDLED):
        handled[row[0]].append(
            Handled(
                step=row[1], turn=row[2], due_at=row[3], at=row[4], outcome=row[5], minutes=row[6]
            )
        )
    rows = execute(_OPEN).fetchall()
    shared = _shared([(row[5], row[6]) for row in rows])
    found = [_waiter(session, row, handled, shared) for row in rows]
    now = session.now()
    served = {stage.code for stage in session.pack.stages if stage.watched}
    return sorted(found, key=lambda one: _place(one, order, now, served))


def _place(waiter: Waiter, order: Order, now: Millis, watched: set[str]) -> tuple[int, int, int]:
    if waiter.emergency:
        return (0, waiter.raised_at or 0, waiter.visit_id)
    if waiter.stage not in watched:
        return (9, waiter.stage_at, waiter.visit_id)
    if order == "due":
        due = waiter.due(now)
        return (1, due.due_at if due is not None else waiter.arrived_at + now, waiter.visit_id)
    return (1 + _PRIORITIES.index(waiter.priority), waiter.arrived_at, waiter.visit_id)


def _shared(names: list[tuple[str | None, str | None]]) -> set[str]:
    """The names, and sounds of names, that stand on the list more than once (D1)."""
    seen: set[str] = set()
    twice: set[str] = set()
    for name, sound in names:
        for key in {name, (sound or "").replace(" ", "").lower()} - {None, ""}:
            if key is not None:
                (twice if key in seen else seen).add(key)
    return twice


def _waiter(
    session: Session, row: tuple[object, ...], handled: dict[int, list[Handled]], shared: set[str]
) -> Waiter:
    (
        visit_id,
        person_id,
        day,
        series,
        number,
        name,
        pinyin,
        sex,
        birth_year,
        phone,
        priority,
        purpose,
        request,
        company,
        needs,
        department,
        doctor,
        stage,
        stage_at,
        arrived_at,
        exact,
        changed_at,
        changed_from,
        raised_at,
        handed_at,
        wait_id,
        began_at,
        pack,
    ) = row
    rules = session.pack if pack in (None, session.pack.digest) else record.pack_of(str(pack))
    sound = str(pinyin or "").replace(" ", "").lower()
    return msgspec.convert(
        {
            "visit_id": visit_id,
            "person_id": person_id,
            "day": day,
            "ticket": tickets.say(session.pack, str(series), int(str(number))),
            "name": name or "",
            "pinyin": pinyin or "",
            "sex": sex or "",
            "birth_year": birth_year,
            "phone": phone or "",
            "priority": priority,
            "purpose": purpose,
            "request": request or "",
            "company": company or "",
            "needs": tuple(json.loads(str(needs))) if needs else (),
            "department_id": department,
            "doctor_id": doctor,
            "stage": stage,
            "stage_at": stage_at,
            "arrived_at": arrived_at,
            "exact": bool(exact),
            "changed_at": changed_at,
            "changed_from": changed_from,
            "raised_at": raised_at,
            "handed_at": handed_at,
            "wait_id": wait_id,
            "began_at": began_at,
            "pack": rules,
            "handled": tuple(handled.get(int(str(wait_id or 0)), ())),
            "shared_name": name in shared or bool(sound and sound in shared),
        },
        Waiter,
    )


def due(session: Session) -> list[Due]:
    """What the guide desk owes next, one thing a person (W5)."""
    now = session.now()
    return sorted(
        (found for waiter in waiting_list(session) if (found := waiter.due(now)) is not None),
        key=Due.order,
    )


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """What was done about a step: codes of the pack, `minutes` as promised by whom was asked."""

    outcome: str = ""
    reason: str = ""
    minutes: int | None = None
    told: str = ""


@verb("step.done", sentence=N_("{ticket} {name}: {step} {outcome} {reason} after {waited}"))
def do_step(
    session: Session, visit_id: int, step_code: str, turn: int, doing: Doing
) -> Done[StepDone]:
    """Do one turn of a step of waiting (W2, W3), or exempt a person who was told to wait.

    Raises AlreadyDone when another did it, Refused when it is not owed, InputError for a choice
    the pack does not have.
    """
    visit = visits.open_visit(visit_id)
    wait = visits.open_wait(visit)
    if wait is None:
        raise AlreadyDone(_("Not waiting any more."))
    rules = record.pack_of(wait.pack) if wait.pack != session.pack.digest else session.pack
    state = _owed(session, visit, wait, rules, step_code, turn)
    step = rules.step(step_code)
    doing = _checked(step, doing)
    if doing.outcome in step.unless:
        _note_need(session, visit, doing.outcome)
    done = StepDone.create(
        wait=wait,
        step=step_code,
        turn=turn,
        due_at=state.due_at,
        at=session.now(),
        staff=session.staff_id,
        outcome=doing.outcome,
        reason=doing.reason,
        minutes=doing.minutes,
        told=doing.told,
    )
    facts = {
        "series": visit.series,
        "number": visit.number,
        "step": step_code,
        "turn": turn,
        "outcome": doing.outcome,
        "reason": doing.reason,
        "minutes": doing.minutes,
        "told": doing.told,
        "waited": done.at - wait.began_at,
        "late": max(0, done.at - state.due_at),
    }
    return Done(done, visit, facts)


def _owed(
    session: Session, visit: visits.Visit, wait: Wait, rules: Pack, step_code: str, turn: int
) -> StepState:
    handled = tuple(
        Handled(
            step=one.step,
            turn=one.turn,
            due_at=one.due_at,
            at=one.at,
            outcome=one.outcome,
            minutes=one.minutes,
        )
        for one in StepDone.read("wait_id = ? ORDER BY id", wait.id)
    )
    facts = WaitFacts(
        began_at=wait.began_at,
        stage=visit.stage,
        needs=frozenset(visit.need_codes()),
        handled=handled,
    )
    found = {
        (state.step, state.turn): state
        for state in steps.states(facts, rules.waiting, session.now())
    }.get((step_code, turn))
    if found is None or found.state == "skipped":
        raise Refused(_("This step is not owed to this visitor."))
    if found.state == "done":
        raise _did_before(session, wait, rules, step_code, turn)
    return found


def _did_before(
    session: Session, wait: Wait, rules: Pack, step_code: str, turn: int
) -> AlreadyDone:
    """Who did what when, for whoever comes second."""
    done = StepDone.get(StepDone.wait == wait, StepDone.step == step_code, StepDone.turn == turn)
    what = rules.say(f"step.{step_code}.head", language())
    if done.outcome != ASKED:
        group = "exempt" if done.outcome == EXEMPT else "outcome"
        code = done.reason if done.outcome == EXEMPT else done.outcome
        what = f"{what} {rules.say(f'step.{step_code}.{group}.{code}', language())}"
    moment = local(done.at, session.zone)
    entry = session.store.database.execute_sql(
        "SELECT entry FROM seal WHERE tab = ? AND row = ?", (StepDone.table_name(), done.id)
    ).fetchone()
    return AlreadyDone(
        _("{who} did it at {at}: {what}.").format(
            who=staff_name(done.staff_id), at=f"{moment.hour}:{moment.minute:02d}", what=what
        ),
        entry[0] if entry else None,
    )


def _note_need(session: Session, visit: visits.Visit, need: str) -> None:
    """A need that came out when something was offered holds for the next wait as well (W2)."""
    needs = visit.need_codes()
    if need not in needs and need in {one.code for one in session.pack.needs}:
        visit.needs = json.dumps([*needs, need])
        visit.save()


def _checked(step: Step, doing: Doing) -> Doing:
    """What was done, with only what belongs to it; raises InputError naming what is missing."""
    if step.form == "offer":
        if doing.outcome not in {one.code for one in step.outcomes}:
            raise InputError("outcome", _("What came of it?"), _("Choose one."))
        return Doing(outcome=doing.outcome)
    if doing.outcome == EXEMPT:
        if doing.reason not in step.exempts:
            raise InputError("reason", _("Say why no asking is needed."), _("Choose one."))
        return Doing(outcome=EXEMPT, reason=doing.reason)
    if doing.outcome != ASKED or doing.reason not in step.reasons:
        raise InputError("reason", _("Why does it take so long?"), _("Choose one."))
    if doing.minutes not in step.minutes:
        raise InputError("minutes", _("How many minutes more?"), _("Choose one."))
    if doing.told not in step.told:
        raise InputError("told", _("Who was told?"), _("Choose one."))
    return doing
