"""A verb's commit against the same rows, hash and triggers written by raw sqlcipher3 with FULL."""

import json
import shutil
import time
import uuid
from pathlib import Path
from typing import Any

import sqlcipher3
from homes import opened, with_waiting
from report import Figure, compare

from frontdesk.desk import visits, waiting
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Registration
from frontdesk.desk.waiting import Doing
from frontdesk.session import Session
from frontdesk.settings import folders
from frontdesk.store import keys, ledger, verify
from frontdesk.store.database import SETTINGS
from frontdesk.store.ledger import Heading


def measure(folder: Path, runs: int) -> list[Figure]:
    """`runs` steps done and visitors registered, ours and raw in turn, on copies of one desk."""
    home, raw_home = folder / "commit-ours", folder / "commit-raw"
    with_waiting(home, runs)
    step_ours: list[float] = []
    step_raw: list[float] = []
    new_ours: list[float] = []
    new_raw: list[float] = []
    with opened(home) as session:
        session.store.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        shutil.copytree(home, raw_home)
        raw = _Raw(raw_home, session)
        for waiter in waiting.waiting_list(session):
            state = next(one for one in waiter.states(session.now()) if one.state != "done")
            step = session.pack.step(state.step)
            doing = (
                Doing(outcome=step.outcomes[0].code)
                if step.form == "offer"
                else Doing(outcome="asked", reason=step.reasons[0], minutes=5, told=step.told[0])
            )
            act = session.with_act(str(uuid.uuid4()))
            began = time.perf_counter()
            waiting.do_step(act, waiter.visit_id, state.step, state.turn, doing)
            step_ours.append(time.perf_counter() - began)
            step_raw.append(raw.again())
        department, doctor = _somewhere(session)
        for number in range(runs):
            form = PersonForm("张小明", "m", "1980", f"139{number:08d}")
            wanted = Registration(
                None, form, session.pack.purposes[0], department_id=department, doctor_id=doctor
            )
            began = time.perf_counter()
            visits.register(session, wanted)
            new_ours.append(time.perf_counter() - began)
            new_raw.append(raw.again())
        head = session.store.head()
        raw.check(head)
    return [
        compare("commit of a step, p50", step_ours, step_raw, 2.0, 0.5),
        compare("commit of a registration, p50", new_ours, new_raw, None, 0.5),
    ]


def _somewhere(session: Session) -> tuple[int, int]:
    row = session.store.database.execute_sql("SELECT department_id, id FROM doctor").fetchone()
    return row[0], row[1]


class _Raw:
    """Writes what the verb just wrote, by bare statements, into a copy of the same desk."""

    def __init__(self, home: Path, session: Session) -> None:
        self._read = session.store.database.execute_sql
        place = folders(home)
        key = keys.read(place.key)
        self._raw: Any = sqlcipher3.connect(str(place.database), isolation_level=None)
        self._raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for name, value, _expected in SETTINGS:
            self._raw.execute(f"PRAGMA {name} = {value}")
        self._tables = {
            name: [column[1] for column in self._raw.execute(f"PRAGMA table_info({name})")]
            for (name,) in self._raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        self._number = session.store.head().id

    def again(self) -> float:
        """The next entry, its seals and rows once more; the seconds from BEGIN to COMMIT."""
        read = self._read
        number = self._number = self._number + 1
        entry = read("SELECT * FROM entry WHERE id = ?", (number,)).fetchone()
        seals = read("SELECT * FROM seal WHERE entry = ? ORDER BY id", (number,)).fetchall()
        kind = read("SELECT * FROM kind WHERE code = ?", (entry[3],)).fetchone()
        rows = [
            (table, read(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,)).fetchone())
            for _id, _entry, table, row_id, _digest in seals
        ]
        people = [row[0] for table, row in rows if table == "person"]
        found = [
            key
            for person in people
            for key in read("SELECT * FROM search_key WHERE person_id = ?", (person,))
        ]
        statements = {table: self._insert(table) for table, _row in rows}
        personal = {table: self._personal(table) for table, _row in rows}
        entry_in, seal_in = self._insert("entry"), self._insert("seal")
        kind_in = self._insert("kind").replace("INSERT", "INSERT OR IGNORE")
        key_in = self._insert("search_key")
        facts = json.loads(entry[9])
        run = self._raw.execute
        began = time.perf_counter()
        run("BEGIN IMMEDIATE")
        for table, row in rows:
            run(statements[table], row)
        if found:
            self._raw.executemany(key_in, found)
        last = run("SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1").fetchone()
        marks = [
            (table, row[0], ledger.digest(table, row[0], *_sealed(row, personal[table])))
            for table, row in rows
        ]
        sealed = ledger.seal_all(marks)
        heading = Heading(
            at=entry[1], day=entry[2], kind=entry[3], staff=entry[4], seat=entry[5],
            post=entry[6], about=entry[7], about_id=entry[8], act=entry[10], pack=entry[11],
        )  # fmt: skip
        said = ledger.check_facts(facts)
        mark = ledger.chain(bytes(last[1]), last[0] + 1, heading, said, sealed)
        run(entry_in, (last[0] + 1, *entry[1:9], said, *entry[10:12], sealed, last[1], mark))
        for offset, one in enumerate(marks):
            run(seal_in, (seals[0][0] + offset, last[0] + 1, *one))
        run(kind_in, kind)
        run("COMMIT")
        return time.perf_counter() - began

    def _insert(self, table: str) -> str:
        columns = self._tables[table]
        names = ", ".join(f'"{name}"' for name in columns)
        return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'

    def _personal(self, table: str) -> list[tuple[int, bool]]:
        model = next(one for one in verify.sealed_models() if one.table_name() == table)
        places = {name: at for at, name in enumerate(self._tables[table])}
        return [
            (-1 if field.name == "salt" else places[field.column_name], bool(field.personal))
            for field in model._meta.sorted_fields
            if field.name != "id"
        ]

    def check(self, head: ledger.Head) -> None:
        """The copy must have come to the very same chain; raises RuntimeError."""
        found = self._raw.execute("SELECT hash FROM entry ORDER BY id DESC LIMIT 1").fetchone()
        self._raw.close()
        if bytes(found[0]) != head.hash:
            raise RuntimeError("the raw statements did not write the same log")


def _sealed(
    row: tuple[Any, ...], kept: list[tuple[int, bool]]
) -> tuple[bytes | None, list[tuple[Any, bool]]]:
    """A row's salt, which stands last, and its values in the order of the seal."""
    salted = any(at < 0 for at, _personal in kept)
    return row[-1] if salted else None, [(row[at], own) for at, own in kept if at >= 0]
