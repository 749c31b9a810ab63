"""Desks to measure on: one with people waiting, one that knows very many people."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from frontdesk import opening, settings, words
from frontdesk.clock import MINUTE, SECOND, FixedClock, Millis, SystemClock
from frontdesk.desk import visits, waiting
from frontdesk.desk.names import search_keys
from frontdesk.desk.people import PersonForm
from frontdesk.desk.steps import ASKED
from frontdesk.desk.visits import Registration
from frontdesk.desk.waiting import Doing
from frontdesk.opening import Founding
from frontdesk.packs.load import builtin
from frontdesk.practice.names import asked, figure
from frontdesk.session import Session
from frontdesk.settings import Settings, folders
from frontdesk.staff.staff import Staff
from frontdesk.store.database import Store

STAFF = "Li Na"
_LONGEST: Millis = 45 * MINUTE
_BIRTH = 2026


def with_waiting(home: Path, count: int) -> list[str]:
    """Found a desk in `home` where `count` people wait now; their tickets as the list has them.

    All wait in one priority, so that the list stands in the order of tickets; what fell due was
    done, and the clock runs on from there.
    """
    words.use("en")
    now = SystemClock().now()
    dice = Random(1)
    arrivals = [now - MINUTE - _LONGEST * (count - at) // count for at in range(count)]
    clock = FixedClock(arrivals[0] - MINUTE)
    session = found(home, clock)
    doctors = asked(session)
    acts: list[tuple[Millis, int, str]] = [(at, -1, "") for at in arrivals]
    ids: list[int] = []
    for number, at in enumerate(arrivals):
        for step in session.pack.waiting.steps:
            done = at + step.after + 20 * SECOND
            acts += [(done, number, step.code)] if done < now else []
    for at, number, code in sorted(acts):
        clock.set_wall(at)
        if number < 0:
            who = figure(dice, _BIRTH)
            doctor, department = dice.choice(doctors)
            form = PersonForm(who.name, who.sex, str(who.birth_year), who.phone)
            wanted = Registration(
                None, form, session.pack.purposes[0], department_id=department, doctor_id=doctor
            )
            ids.append(int(visits.register(session, wanted).id))
        else:
            waiting.do_step(session, ids[number], code, 1, _doing(session, code))
    tickets = [one.ticket for one in waiting.waiting_list(session)]
    session.store.close()
    return tickets


def _doing(session: Session, code: str) -> Doing:
    step = session.pack.step(code)
    if step.form == "offer":
        return Doing(outcome=step.outcomes[0].code)
    return Doing(
        outcome=ASKED, reason=step.reasons[0], minutes=max(step.minutes), told=step.told[0]
    )


def found(home: Path, clock: FixedClock) -> Session:
    """A new desk in `home` with the hospital's pack, somebody of staff at it."""
    place = folders(home)
    founding = Founding("Desk 1", builtin("hospital"), (STAFF,))
    machine = opening.found(place, founding, clock)
    settings.write(place, Settings(language="en", last_staff=STAFF, sheet_confirmed=True))
    return opening.sign_on(machine, Staff.here()[0], "Desk 1", "desk")


@contextmanager
def opened(home: Path) -> Iterator[Session]:
    """The desk in `home`, somebody of staff at it."""
    session = opening.start(folders(home)).session
    try:
        yield opening.sign_on(session, Staff.here()[0], "Desk 1", "desk")
    finally:
        session.store.close()


def with_people(home: Path, count: int) -> None:
    """Found a desk in `home` that knows `count` people, kept there for the next run.

    Person and search keys alone, as the import writes them but without seals, in the order of the
    table: finding looks at nothing else.
    """
    mark = home / "people.json"
    if mark.exists() and json.loads(mark.read_text()) == count:
        return
    session = found(home, FixedClock(SystemClock().now()))
    store: Store = session.store
    execute = store.database.execute_sql
    dice = Random(2)
    seen_first = session.now() - 400 * 24 * 3600 * SECOND
    people: list[tuple[object, ...]] = []
    keys: list[tuple[str, int, int]] = []
    said: dict[str, tuple[str, ...]] = {}
    for number in range(1, count + 1):
        who = figure(dice, _BIRTH)
        seen = seen_first + dice.randrange(400 * 24 * 3600) * SECOND
        people.append((number, who.name, "Zhang San", who.sex, who.birth_year, who.phone, seen))
        if who.name not in said:
            said[who.name] = search_keys(who.name, "")
        keys += [(key, seen, number) for key in (*said[who.name], who.phone[::-1])]
    keys.sort()
    execute("PRAGMA cache_size = -512000")
    many = store.database.connection().executemany
    with store.transaction():
        many(
            "INSERT INTO person (id, name, pinyin, sex, birth_year, phone, added_at, seen_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?7, ?7)",
            people,
        )
        made = execute("SELECT sql FROM sqlite_master WHERE name = 'search_key_person'").fetchone()
        execute("DROP INDEX search_key_person")
        many("INSERT OR IGNORE INTO search_key (key, seen_at, person_id) VALUES (?, ?, ?)", keys)
        execute(made[0])
    store.close()
    mark.write_text(json.dumps(count))
