"""Walks the log and holds every row against its last seal (requirement X6, promise 4)."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from frontdesk.errors import ForeignData
from frontdesk.settings import Folders
from frontdesk.store import files, ledger, schema
from frontdesk.store.fields import Derived, Row, SqlCipherDatabase, sealed_models
from frontdesk.store.ledger import Head, Heading
from frontdesk.words import _

Progress = Callable[[int], None]

_ENTRIES = (
    "SELECT id, at, day, kind, staff, seat, post, about, about_id, facts, act, pack, sealed, prev,"
    " hash FROM entry WHERE id > ? ORDER BY id"
)
_SEALS = "SELECT entry, tab, row, digest FROM seal WHERE entry > ? ORDER BY id"
# Each content once, with the first case that it was attached to, which the log calls by its number.
_FILES = """
SELECT digest, min(case_id) FROM case_file GROUP BY digest ORDER BY min(id)
"""
_NUMBER = """
SELECT json_extract(facts, '$.case') FROM entry
WHERE about = 'desk_case' AND about_id = ? ORDER BY id LIMIT 1
"""
_EVERY = 10_000
_LOWEST = -(2**63)
# The log's own tables: the chain holds them.
_OWN = {"entry", "seal", "kind"}


class Verified(msgspec.Struct, frozen=True):
    """What a full walk found in order: the head, and how much was held against what."""

    head: Head
    entries: int
    rows: int


def whole(database: SqlCipherDatabase, progress: Progress | None = None) -> Verified:
    """Walk schema, chain, seals and rows; raises ForeignData naming the first bad one."""
    schema.compare(database)
    _check_models(database)
    head = _walk(database, after=None, prev=ledger.ZERO, progress=progress)
    rows = sum(_rows(database, model, progress) for model in sealed_models())
    return Verified(head, head.id, rows)


def attached(
    database: SqlCipherDatabase, place: Folders, key: bytes, progress: Progress | None = None
) -> int:
    """Hold every file of a case against its hash; returns how many there are (C1).

    Raises ForeignData naming the case of the first one that is missing or not as it was.
    """
    found = database.execute_sql(_FILES).fetchall()
    for count, (digest, case_id) in enumerate(found):
        # Before each: a file takes its time, and whoever waits may want no more of it.
        if progress is not None:
            progress(count)
        try:
            files.read(place, key, digest)
        except files.Missing as fault:
            told = _("A file of case {number} is missing.")
            raise _lost(database, told, case_id) from fault
        except files.Changed as fault:
            told = _("A file of case {number} was changed outside the desk.")
            raise _lost(database, told, case_id) from fault
    return len(found)


def _lost(database: SqlCipherDatabase, told: str, case_id: int) -> ForeignData:
    row = database.execute_sql(_NUMBER, (case_id,)).fetchone()
    number = row[0] if row and row[0] else case_id
    return ForeignData(
        told.format(number=number),
        _("Bring the folder {folder} back from the last backup.").format(folder=files.FOLDER),
    )


def _check_models(database: SqlCipherDatabase) -> None:
    """A table whose model nobody imported would pass unjudged; raises RuntimeError."""
    known = {model.table_name() for model in sealed_models()}
    derived = {str(model._meta.table_name) for model in Derived.__subclasses__()}
    unjudged = set(schema.tables(database)) - known - derived - _OWN
    if unjudged:
        raise RuntimeError(f"no model is imported for {sorted(unjudged)}")


def recent(database: SqlCipherDatabase, count: int) -> Head:
    """Walk the last `count` entries; raises ForeignData naming the first bad one."""
    last = ledger.head(database)
    after = max(0, last.id - count)
    prev = ledger.ZERO
    if after:
        row = database.execute_sql("SELECT hash FROM entry WHERE id = ?", (after,)).fetchone()
        prev = bytes(row[0]) if row else ledger.ZERO
    return _walk(database, after=after, prev=prev)


def against(database: SqlCipherDatabase, noted: Head | None, *, recent: bool = False) -> None:
    """Raise ForeignData when the log no longer leads to `noted`: cut off, or written anew."""
    if noted is None or noted.id == 0:
        return
    row = database.execute_sql("SELECT hash FROM entry WHERE id = ?", (noted.id,)).fetchone()
    if row is None:
        raise ForeignData(
            _("The log was cut off: entry {number} is missing.").format(
                number=ledger.head(database).id + 1
            ),
            _("An older copy lies here. Bring back the last backup."),
        )
    if bytes(row[0]) != noted.hash:
        raise _bad(noted.id)


def parse_head(text: str) -> Head:
    """A head as printed, `41-9f3a…`; raises ForeignData when it is not one."""
    number, dash, mark = text.strip().partition("-")
    try:
        found = Head(int(number), bytes.fromhex(mark))
    except ValueError:
        found = Head(0, b"")
    if not dash or len(found.hash) != len(ledger.ZERO) or found.id < 1:
        raise ForeignData(
            _("This is not the head of a log."), _("It is printed as a number, a dash and a hash.")
        )
    return found


def _bad(number: int) -> ForeignData:
    return ForeignData(
        _("Entry {number} of the log is not as it was written.").format(number=number),
        _("Stop here and bring back the last backup."),
    )


def _walk(
    database: SqlCipherDatabase,
    *,
    after: int | None,
    prev: bytes,
    progress: Progress | None = None,
) -> Head:
    # The whole walk looks below the first entry too: nothing may hide under a number of its own.
    since = _LOWEST if after is None else after
    seals = _grouped(database.execute_sql(_SEALS, (since,)))
    pending = next(seals, None)
    number = after or 0
    for row in database.execute_sql(_ENTRIES, (since,)):
        number += 1
        mine: list[tuple[str, int, bytes]] = []
        if pending is not None and pending[0] == row[0]:
            mine = pending[1]
            pending = next(seals, None)
        heading = Heading(
            at=row[1], day=row[2], kind=row[3], staff=row[4], seat=row[5], post=row[6],
            about=row[7], about_id=row[8], act=row[10], pack=row[11],
        )  # fmt: skip
        sealed = ledger.seal_all(mine)
        mark = ledger.chain(prev, number, heading, row[9], sealed)
        if (row[0], bytes(row[12]), bytes(row[13]), bytes(row[14])) != (number, sealed, prev, mark):
            raise _bad(number)
        prev = mark
        if progress is not None and number % _EVERY == 0:
            progress(number)
    if pending is not None:
        raise _bad(pending[0])
    return Head(number, prev)


def _grouped(cursor: Any) -> Iterator[tuple[int, list[tuple[str, int, bytes]]]]:
    for entry, rows in groupby(cursor, key=lambda row: int(row[0])):
        yield entry, [(row[1], row[2], bytes(row[3])) for row in rows]


def _rows(database: SqlCipherDatabase, model: type[Row], progress: Progress | None) -> int:
    """Hold every row of one table against its last seal; returns how many there are."""
    table = model.table_name()
    fields = model._meta.sorted_fields
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    last = dict(
        database.execute_sql(
            "SELECT row, digest FROM seal WHERE id IN"
            " (SELECT max(id) FROM seal WHERE tab = ? GROUP BY row)",
            (table,),
        )
    )
    names = [field.name for field in fields]
    id_at = names.index("id")
    salt_at = names.index("salt") if "salt" in names else None
    kept = [
        (at, bool(field.personal))
        for at, field in enumerate(fields)
        if at != id_at and at != salt_at
    ]
    count = 0
    for row in database.execute_sql(f'SELECT {columns} FROM "{table}"'):
        salt = row[salt_at] if salt_at is not None else None
        mark = ledger.digest(table, row[id_at], salt, [(row[at], own) for at, own in kept])
        if last.pop(row[id_at], None) != mark:
            raise _changed(table, row[id_at])
        count += 1
        if progress is not None and count % _EVERY == 0:
            progress(count)
    for row_id, mark in last.items():
        if mark != ledger.GONE:
            raise _changed(table, row_id)
    return count


def _changed(table: str, row_id: int) -> ForeignData:
    return ForeignData(
        _("Row {row} of {table} was changed outside the desk.").format(row=row_id, table=table),
        _("Stop here and bring back the last backup."),
    )
