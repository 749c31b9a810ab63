"""Days gone by, many at once: people who came, waited, were seen and went (X1).

Written by the bulk writer in the very rows, facts and seals that the verbs write.
"""

import json
import secrets
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any

from frontdesk.clock import HOUR, MINUTE, SECOND, Millis
from frontdesk.desk import names as sounds
from frontdesk.desk import visits
from frontdesk.desk.people import Person, SearchKey
from frontdesk.desk.steps import ASKED
from frontdesk.desk.visits import RouteStep, Visit, Wait
from frontdesk.desk.waiting import StepDone
from frontdesk.packs.structs import Pack, Stage, Step
from frontdesk.practice.calendar import at_time, days_before
from frontdesk.practice.names import asked, figure, usual_outcome
from frontdesk.session import Session
from frontdesk.store.bulk import Bulk, bulk
from frontdesk.store.fields import SALT_BYTES, Row
from frontdesk.store.ledger import Facts, Heading
from frontdesk.verbs import KINDS

Progress = Callable[[int, int], None]
Kept = dict[str, Any]
Event = tuple[Millis, int, Callable[[Millis], None]]

A_DAY = 300
BATCH = 3_000
_OPENS: Millis = 8 * HOUR
_CLOSES: Millis = 16 * HOUR
_LEAVERS = 0.03
_WITH_NEED = 0.15


def days_needed(count: int, before: date) -> list[date]:
    """The days that `count` visits of the past fill, the earliest first."""
    return days_before(before, -(-count // A_DAY))


def write(
    session: Session, count: int, before: date, dice: Random, progress: Progress | None = None
) -> None:
    """Write `count` visits, each of another person, on the days before `before`.

    The session is of staff at a seat; raises StorageError.
    """
    done = 0
    with bulk(session.store) as writing:
        past = _Past(session, writing, dice)
        held = 0
        for day in days_needed(count, before):
            size = min(A_DAY, count - done)
            past.day(day, size)
            done, held = done + size, held + size
            if held >= BATCH:
                writing.flush()
                held = 0
            if progress is not None:
                progress(done, count)


class _Past:
    """Writes one day after another."""

    def __init__(self, session: Session, writing: Bulk, dice: Random) -> None:
        self._session = session
        self._bulk = writing
        self._dice = dice
        self._pack: Pack = session.pack
        self._doctors = asked(session)
        self._waiting = visits.waiting_stage(self._pack)
        self._served = visits.served_stage(self._pack)
        self._gone = _way_out(self._pack, self._served)
        self._leaves = next((one for one in self._pack.stages if one.leaves), None)
        self._numbers: Counter[tuple[str, str]] = Counter()

    def day(self, day: date, count: int) -> None:
        """All visits of one day, their acts in the order of time."""
        events: list[Event] = []
        opens = at_time(day, _OPENS, self._session.zone)
        for number in range(count):
            arrival = opens + self._dice.randrange((_CLOSES - _OPENS) // SECOND) * SECOND
            events.extend(_Guest(self, number).events(arrival, self._dice))
        # Two acts in one second stay in the order of each visit.
        events.sort(key=lambda event: event[:2])
        for at, _number, act in events:
            act(at)

    def _register(self, guest: "_Guest", at: Millis) -> None:
        pack, dice = self._pack, self._dice
        who = figure(dice, int(self._session.day_of(at)[:4]))
        person = self._bulk.add(
            Person,
            name=who.name,
            pinyin=_spoken(who.name),
            sex=who.sex,
            birth_year=who.birth_year,
            phone=who.phone,
            document=None,
            added_at=at,
            seen_at=at,
            salt=secrets.token_bytes(SALT_BYTES),
        )
        keys = {*_keys(who.name), who.phone[::-1]}
        self._bulk.derive(SearchKey, [(person["id"], key, at) for key in keys])
        needs = (dice.choice(pack.needs).code,) if dice.random() < _WITH_NEED else ()
        guest.needs = needs
        priority = pack.priority(needs)
        day, series = self._session.day_of(at), pack.series_of(priority).code
        self._numbers[day, series] += 1
        doctor, department = dice.choice(self._doctors)
        guest.visit = self._bulk.add(
            Visit,
            person=person["id"],
            day=day,
            series=series,
            number=self._numbers[day, series],
            arrived_at=at,
            exact=1,
            priority=priority,
            purpose=dice.choice(pack.purposes),
            needs=json.dumps(needs) if needs else None,
            department=department,
            doctor=doctor,
            stage=self._waiting.code,
            stage_at=at,
            salt=secrets.token_bytes(SALT_BYTES),
        )
        rows: list[tuple[type[Row], Kept]] = [(Person, person), (Visit, guest.visit)]
        rows.append((RouteStep, self._route(guest, self._pack.stages[0], at, bare=True)))
        guest.wait = self._bulk.add(
            Wait,
            visit=guest.visit["id"],
            began_at=at,
            ended_at=None,
            exact=1,
            ending="",
            priority=priority,
            department=department,
            doctor=doctor,
            pack=pack.digest,
        )
        rows.append((Wait, guest.wait))
        rows.append((RouteStep, self._route(guest, self._waiting, at)))
        facts: Facts = {
            "series": series,
            "number": guest.visit["number"],
            "department": department,
            "doctor": doctor,
            "returning": False,
            "confirmed": [],
            "exact": True,
        }
        self._entry("visit.registered", at, guest, facts, rows)

    def _route(
        self, guest: "_Guest", stage: Stage, at: Millis, reason: str = "", *, bare: bool = False
    ) -> Kept:
        return self._bulk.add(
            RouteStep,
            visit=guest.visit["id"],
            stage=stage.code,
            at=at,
            staff=self._session.staff_id,
            department=None if bare else guest.visit["department"],
            doctor=None if bare else guest.visit["doctor"],
            reason=reason,
        )

    def _do(self, guest: "_Guest", step: Step, at: Millis) -> None:
        dice, wait, visit = self._dice, guest.wait, guest.visit
        if set(guest.needs) & set(step.unless) or (
            step.stages and self._waiting.code not in step.stages
        ):
            return
        offered = step.form == "offer"
        done = self._bulk.add(
            StepDone,
            wait=wait["id"],
            step=step.code,
            turn=1,
            due_at=wait["began_at"] + step.after,
            at=at,
            staff=self._session.staff_id,
            outcome=usual_outcome(step, dice) if offered else ASKED,
            reason="" if offered else dice.choice(step.reasons),
            minutes=None if offered else dice.choice(step.minutes),
            told="" if offered else dice.choice(step.told),
        )
        facts: Facts = {
            "series": visit["series"],
            "number": visit["number"],
            "step": step.code,
            "turn": 1,
            "outcome": done["outcome"],
            "reason": done["reason"],
            "minutes": done["minutes"],
            "told": done["told"],
            "waited": at - wait["began_at"],
            "late": max(0, at - done["due_at"]),
        }
        self._entry("step.done", at, guest, facts, [(StepDone, done)])

    def _move(self, guest: "_Guest", stage: Stage, at: Millis, reason: str = "") -> None:
        visit, wait = guest.visit, guest.wait
        running = wait["ended_at"] is None
        waited = at - wait["began_at"] if running else 0
        rows: list[tuple[type[Row], Kept]] = []
        if running:
            wait["ended_at"] = at
            wait["ending"] = visits.SEEN if stage.served else visits.LEFT
            rows.append((Wait, wait))
        before = visit["stage"]
        visit.update(stage=stage.code, stage_at=at, ended_at=at if stage.ends else None)
        rows += [(Visit, visit), (RouteStep, self._route(guest, stage, at, reason))]
        facts: Facts = {
            "stage": stage.code,
            "before": before,
            "reason": reason,
            "waited": waited,
            "series": visit["series"],
            "number": visit["number"],
            "doctor": visit["doctor"],
        }
        self._entry("visit.moved", at, guest, facts, rows)

    def _entry(
        self,
        kind: str,
        at: Millis,
        guest: "_Guest",
        facts: Facts,
        rows: list[tuple[type[Row], Kept]],
    ) -> None:
        session = self._session
        heading = Heading(
            at=at,
            day=session.day_of(at),
            kind=kind,
            staff=session.staff_id,
            seat=session.seat_id,
            post=session.post,
            about=Visit.table_name(),
            about_id=guest.visit["id"],
            act=str(uuid.UUID(int=secrets.randbits(128), version=4)),
            pack=self._pack.digest,
        )
        self._bulk.entry(heading, facts, KINDS[kind].sentence, rows)


class _Guest:
    """One visit to come: when what happens to it."""

    def __init__(self, past: _Past, number: int) -> None:
        self._past = past
        self._number = number
        self.needs: tuple[str, ...] = ()
        self.visit: Kept = {}
        self.wait: Kept = {}

    def events(self, arrival: Millis, dice: Random) -> list[Event]:
        """Its acts with their instants, in order."""
        past = self._past
        waited = round(max(1.0, dice.gauss(9, 6)) * MINUTE)
        seen = arrival + waited
        found: list[Event] = [(arrival, self._number, lambda at: past._register(self, at))]
        for step in past._pack.waiting.steps:
            late = dice.randrange(90) * SECOND
            if step.after + late < waited and dice.random() > _LEAVERS:
                found.append((arrival + step.after + late, self._number, self._doing(step)))
        leaves = past._leaves
        if leaves is not None and leaves.code in past._waiting.next and dice.random() < _LEAVERS:
            reason = dice.choice(past._pack.leaving)
            found.append((seen, self._number, lambda at: past._move(self, leaves, at, reason)))
            return found
        found.append((seen, self._number, self._moving(past._served)))
        leaving = seen
        for stage in past._gone:
            leaving += (3 + dice.randrange(12)) * MINUTE
            found.append((leaving, self._number, self._moving(stage)))
        return found

    def _doing(self, step: Step) -> Callable[[Millis], None]:
        return lambda at: self._past._do(self, step, at)

    def _moving(self, stage: Stage) -> Callable[[Millis], None]:
        return lambda at: self._past._move(self, stage, at)


def _way_out(pack: Pack, served: Stage) -> list[Stage]:
    """The shortest way from the doctor or host to goodbye, without another wait."""
    ways: list[list[Stage]] = [[served]]
    seen = {served.code}
    for way in ways:
        if way[-1].ends:
            return way[1:]
        for code in way[-1].next:
            stage = pack.stage(code)
            if code not in seen and not stage.watched and not stage.leaves:
                seen.add(code)
                ways.append([*way, stage])
    return []


@lru_cache(maxsize=200_000)
def _keys(name: str) -> tuple[str, ...]:
    return sounds.search_keys(name, "")


@lru_cache(maxsize=200_000)
def _spoken(name: str) -> str:
    return sounds.pinyin(name)
