"""A believable morning in progress, written through the verbs as staff would press them (X1).

Everything is worked out from the pack: its steps, stages, needs and whom it asks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

from frontdesk.clock import MINUTE, SECOND, FixedClock, Millis
from frontdesk.desk import emergency, people, visits, waiting
from frontdesk.desk.people import PersonForm
from frontdesk.desk.steps import ASKED, EXEMPT
from frontdesk.desk.visits import Registration
from frontdesk.desk.waiting import Doing
from frontdesk.packs.structs import Stage, Step
from frontdesk.practice.names import Figure, asked, figure, phone, usual_outcome
from frontdesk.practice.talk import Event
from frontdesk.session import Session
from frontdesk.words import _

Act = Callable[[int], None]
Progress = Callable[[int, int], None]

KNOWN = 40
_RETURNING = 0.4
_SHARED_NAMES = ("张伟", "王芳")
# How long before now those come who wait only to make the list long.
_LONGEST_EXTRA: Millis = 50 * MINUTE


@dataclass
class Plan:
    """One visitor of the morning: what happens, at how long before now."""

    who: Figure
    needs: tuple[str, ...] = ()
    request: str = ""
    known: bool = False
    acts: list[tuple[Millis, Act]] = field(default_factory=list)
    arrived: Millis = 0
    stays: bool = True
    visit: int = 0

    def then(self, before: Millis, act: Act) -> "Plan":
        """Also do `act` with the visit's id, `before` milliseconds before now."""
        self.acts.append((before, act))
        return self


class Morning:
    """Writes the morning that ends at `now`; the clock is moved through it."""

    def __init__(self, session: Session, clock: FixedClock, now: Millis, dice: Random) -> None:
        self._session = session
        self._clock = clock
        self._now = now
        self._dice = dice
        self._pack = session.pack
        self._year = people.year_now(session)
        # Who is in is asked at the morning's end; each act then sets the clock to its own time.
        clock.set_wall(now)
        self._doctors = asked(session, only_in=True)
        self._waiting = visits.waiting_stage(self._pack)
        self._served = visits.served_stage(self._pack)
        self._prior = tuple(need.code for need in self._pack.needs if need.prior)

    def write(
        self, extra: int = 0, progress: Progress | None = None, also: Sequence[Event] = ()
    ) -> None:
        """Write it, with what happens `also`: at least `extra` people wait at its end."""
        plans = self._due_soon() + self._along_the_route() + self._particular()
        waiting_now = sum(plan.stays for plan in plans)
        plans += [self._waiter() for _number in range(extra - waiting_now)]
        events: list[Event] = []
        for plan in plans:
            events.append((self._now - plan.arrived, partial(self._arrive, plan)))
            events += [
                (self._now - before, partial(self._act, plan, act)) for before, act in plan.acts
            ]
        events.append((self._now - 35 * SECOND, self._emergency))
        play(self._clock, [*events, *also], progress)
        self._clock.set_wall(self._now)

    def _arrive(self, plan: Plan) -> None:
        plan.visit = self._register(plan)

    def _act(self, plan: Plan, act: Act) -> None:
        act(plan.visit)

    def _due_soon(self) -> list[Plan]:
        """For every step: one due, two that fall due within two minutes."""
        plans = []
        for number, step in enumerate(self._pack.waiting.steps):
            before = self._pack.waiting.steps[:number]
            lates = (-72 * SECOND, 25 * SECOND, 95 * SECOND)
            for left in lates if step is self._pack.waiting.steps[-1] else lates[1:]:
                plan = self._plan(step.after - left)
                for earlier in before:
                    self._handle(plan, earlier, plan.arrived - earlier.after)
                plans.append(plan)
        return plans

    def _along_the_route(self) -> list[Plan]:
        """Someone at every stage that a registered visitor can reach, two where it ends."""
        return [
            self._on_the_way(way)
            for code, way in self._ways().items()
            for _number in range(2 if self._pack.stage(code).ends else 1)
        ]

    def _on_the_way(self, way: list[Stage]) -> Plan:
        """Someone who went through the stages of `way` and stands in the last of them now."""
        steps = self._pack.waiting.steps
        # Into the last stage lately enough that no step of a new wait is late.
        left = self._dice.randrange(30, max(31, steps[0].after // SECOND // 2)) * SECOND
        moves: list[tuple[Stage, Millis]] = []
        goes_on = True
        for stage in reversed(way):
            moves.insert(0, (stage, left))
            left += 2 * MINUTE if stage.watched else self._dice.randrange(360, 540) * SECOND
            goes_on = goes_on and stage.watched and not stage.fresh
        if way and not goes_on:
            left += steps[0].after
        plan = self._plan(left)
        plan.stays = goes_on
        for step in steps:
            # One wait goes on through watched stages: whatever fell due in it was done.
            over = 0 if goes_on or not moves else moves[0][1]
            owed = left - step.after
            if owed > over:
                late = min(self._dice.randrange(40) * SECOND, owed - over - 1)
                self._handle(plan, step, owed - late, step.minutes[-1] if step.minutes else 0)
        for stage, before in moves:
            self._move(plan, stage, before)
        return plan

    def _particular(self) -> list[Plan]:
        """What one must have seen: fasting, priority, a shared name, told to wait, asked again."""
        pack, dice = self._pack, self._dice
        first = pack.waiting.steps[0]
        asks = [one for one in pack.waiting.steps if one.form == "ask"]
        plans = []
        for step in pack.waiting.steps:
            if step.unless:
                plan = self._plan(step.after + 2 * MINUTE, needs=step.unless[:1])
                plan.request = _("wants to be called outside, by the window")
                plans.append(plan)
        early = first.after - 3 * MINUTE
        plans += [self._plan(early, needs=(need,)) for need in self._prior[:2]]
        for name in _SHARED_NAMES[:1] * 2:
            who = figure(dice, self._year)
            plans.append(self._plan(max(MINUTE, first.after - 2 * MINUTE), who._replace(name=name)))
        for step in asks[:1]:
            asked_at = max(0, step.minutes[0] * MINUTE - 90 * SECOND)
            again = self._plan(step.after + asked_at + 20 * SECOND)
            told = self._plan(step.after + 90 * SECOND)
            for plan in (again, told):
                for earlier in pack.waiting.steps[: pack.waiting.steps.index(step)]:
                    self._handle(plan, earlier, plan.arrived - earlier.after)
            # Falls due again in a minute and a half: what was promised is nearly over.
            self._handle(again, step, asked_at)
            if step.exempts:
                told.then(MINUTE, self._exempting(step))
            else:
                self._handle(told, step, MINUTE)
            plans += [again, told]
        changed = self._plan(4 * MINUTE + 10 * SECOND)
        changed.then(2 * MINUTE, self._change_doctor)
        changed.then(MINUTE, self._note)
        plans.append(changed)
        if self._pack.emergency.told:
            handed = self._plan(18 * MINUTE)
            handed.stays = False
            handed.then(14 * MINUTE, self._raise)
            handed.then(13 * MINUTE, self._hand_over)
            plans.append(handed)
        return plans

    def _emergency(self) -> None:
        """One at the door that is watched now, and told of."""
        name = figure(self._dice, self._year).name
        emergency.raise_new(self._session, name, self._pack.emergency.told[:2])

    def _waiter(self) -> Plan:
        """One more who waits; the steps behind them are done, what was promised still runs."""
        plan = self._plan(self._dice.randrange(_LONGEST_EXTRA // SECOND) * SECOND)
        for step in self._pack.waiting.steps:
            late = self._dice.randrange(max(1, step.window // SECOND)) * SECOND
            at = plan.arrived - step.after - late
            while at > 0 and self._dice.random() < 0.99:
                minutes = step.minutes[-1] if step.minutes else 0
                self._handle(plan, step, at, minutes)
                if not minutes:
                    break
                at -= minutes * MINUTE
        if self._prior and self._dice.random() < 0.1:
            plan.needs = (self._dice.choice(self._prior),)
        return plan

    def _plan(
        self, arrived: Millis, who: Figure | None = None, needs: tuple[str, ...] = ()
    ) -> Plan:
        known = who is None and self._dice.random() < _RETURNING
        return Plan(
            who or figure(self._dice, self._year), needs, known=known, arrived=max(SECOND, arrived)
        )

    def _ways(self) -> dict[str, list[Stage]]:
        """The shortest way from waiting to each stage that can be reached."""
        ways: dict[str, list[Stage]] = {self._waiting.code: []}
        for code in list(ways):
            queue = [code]
            for here in queue:
                for after in self._pack.stage(here).next:
                    if after not in ways:
                        ways[after] = [*ways[here], self._pack.stage(after)]
                        queue.append(after)
        return ways

    def _register(self, plan: Plan) -> int:
        doctor, department = self._dice.choice(self._doctors)
        known = self._someone() if plan.known else None
        who = plan.who
        wanted = Registration(
            person_id=known,
            person=PersonForm(who.name, who.sex, str(who.birth_year), who.phone),
            purpose=self._dice.choice(self._pack.purposes),
            needs=plan.needs,
            request=plan.request,
            department_id=department,
            doctor_id=doctor,
        )
        return int(visits.register(self._session, wanted).id)

    def _someone(self) -> int | None:
        """One of those who came before and are not here, or None."""
        rows = self._session.store.database.execute_sql(
            "SELECT p.id FROM person p WHERE p.id <= ?"
            " AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.person_id = p.id)",
            (KNOWN,),
        ).fetchall()
        return self._dice.choice(rows)[0] if rows else None

    def _handle(self, plan: Plan, step: Step, before: Millis, minutes: int = 0) -> None:
        """Do the next turn of a step, `before` milliseconds before now."""
        if not set(plan.needs) & set(step.unless):
            plan.then(max(before, SECOND), lambda visit: self._do(visit, step, minutes))

    def _do(self, visit: int, step: Step, minutes: int) -> None:
        turn = 1 + int(
            self._session.store.database.execute_sql(
                "SELECT count(*) FROM step_done s JOIN wait w ON w.id = s.wait_id"
                " WHERE w.visit_id = ? AND w.ended_at IS NULL AND s.step = ?",
                (visit, step.code),
            ).fetchone()[0]
        )
        if step.form == "offer":
            doing = Doing(outcome=usual_outcome(step, self._dice))
        else:
            doing = Doing(
                outcome=ASKED,
                reason=self._dice.choice(step.reasons),
                minutes=minutes or step.minutes[0],
                told=step.told[0],
            )
        waiting.do_step(self._session, visit, step.code, turn, doing)

    def _exempting(self, step: Step) -> Act:
        doing = Doing(outcome=EXEMPT, reason=step.exempts[0])

        def act(visit: int) -> None:
            waiting.do_step(self._session, visit, step.code, 1, doing)

        return act

    def _move(self, plan: Plan, stage: Stage, before: Millis) -> None:
        reason = self._dice.choice(self._pack.leaving) if stage.leaves else ""

        def act(visit: int) -> None:
            visits.move(self._session, visit, stage.code, reason)

        plan.then(max(before, SECOND), act)

    def _change_doctor(self, visit: int) -> None:
        row = self._session.store.database.execute_sql(
            "SELECT doctor_id FROM visit WHERE id = ?", (visit,)
        ).fetchone()
        others = [one for one in self._doctors if one[0] != row[0]]
        if others:
            doctor, department = self._dice.choice(others)
            visits.change_doctor(self._session, visit, department, doctor)

    def _note(self, visit: int) -> None:
        visits.add_note(self._session, visit, _("Hears badly on the left, speak slowly."))

    def _raise(self, visit: int) -> None:
        emergency.raise_visit(self._session, visit, self._pack.emergency.told[:2])

    def _hand_over(self, visit: int) -> None:
        emergency.hand_over(self._session, visit, self._pack.emergency.places[0])


def play(clock: FixedClock, events: Sequence[Event], progress: Progress | None = None) -> None:
    """Do what happens in the order of time, each at its own instant."""
    # What stands at one instant happens in the order given.
    ordered = sorted(events, key=lambda event: event[0])
    for done, (at, act) in enumerate(ordered, 1):
        clock.set_wall(at)
        act()
        if progress is not None:
            progress(done, len(ordered))


def known_people(dice: Random, year: int) -> list[PersonForm]:
    """Those who came before: some share a name, as people do, and the last two a number."""
    found = []
    for number in range(KNOWN):
        who = figure(dice, year)
        name = _SHARED_NAMES[number % 2] if number < 2 * len(_SHARED_NAMES) else who.name
        found.append(PersonForm(name, who.sex, str(who.birth_year), phone(dice)))
    found[-1] = found[-1]._replace(phone=found[-2].phone)
    return found
