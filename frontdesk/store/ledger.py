"""The log that cannot be changed: entries in a chain of hashes, each sealing the rows it wrote.

An entry holds ids, codes and figures, never a name or free text (requirement S4). Written only by
`verbs.verb`, inside the verb's own transaction.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from frontdesk.clock import Millis
from frontdesk.store.fields import Row, SqlCipherDatabase

ZERO = bytes(32)
GONE = b""

Fact = int | str | bool | None | list[int] | list[str]
Facts = Mapping[str, Fact]

_CODE = re.compile(r"[A-Za-z0-9_.:+-]{0,64}\Z")

_INSERT_ENTRY = (
    "INSERT INTO entry (id, at, day, kind, staff, seat, post, about, about_id, facts, act, pack,"
    " sealed, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_SEAL = "INSERT INTO seal (id, entry, tab, row, digest) VALUES (?, ?, ?, ?, ?)"
_encode = msgspec.json.Encoder(order="deterministic").encode


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry says besides its facts; the ids are those of `staff`, `seat` and `about`."""

    at: Millis
    day: str
    kind: str
    staff: int | None
    seat: int | None
    post: str
    about: str
    about_id: int | None
    act: str
    pack: str


class Head(msgspec.Struct, frozen=True):
    """The newest entry: its number and its hash."""

    id: int
    hash: bytes

    def say(self) -> str:
        """The head as printed on a handover sheet: `41-9f3a…`."""
        return f"{self.id}-{self.hash.hex()}"


def check_facts(facts: Facts) -> str:
    """The facts as canonical JSON; raises ValueError on anything but codes and figures."""
    for key, value in facts.items():
        if not _CODE.match(key):
            raise ValueError("the name of a fact is free text, which the log does not hold")
        for part in value if isinstance(value, list) else [value]:
            if part is not None and not isinstance(part, str | int):
                raise ValueError(f"{key} is neither a code nor a whole number")
            if isinstance(part, str) and not _CODE.match(part):
                raise ValueError(f"{key} is free text, which the log does not hold")
    return _encode(dict(facts)).decode()


def digest(
    table: str, row_id: int, salt: bytes | None, values: Sequence[tuple[Any, bool]]
) -> bytes:
    """The seal of one row: `values` in column order, each with whether it is personal."""
    shown = [
        hmac.digest(salt, _encode(value), "sha256").hex()
        if personal and value is not None and salt is not None
        else value
        for value, personal in values
    ]
    return hashlib.sha256(_encode([table, row_id, shown])).digest()


def row_digest(row: Row) -> bytes:
    """The seal of `row` as it was just written."""
    salt = None
    values: list[tuple[Any, bool]] = []
    data = row.__data__
    for field in row._meta.sorted_fields:
        value = field.db_value(data.get(field.name))
        if field.name == "id":
            continue
        if field.name == "salt":
            salt = bytes(value) if value is not None else None
            continue
        values.append((bytes(value) if isinstance(value, memoryview) else value, field.personal))
    return digest(row.table_name(), row.id, salt, values)


def chain(prev: bytes, number: int, heading: Heading, facts: str, sealed: bytes) -> bytes:
    """The hash of entry `number`, over the one before it and all that it says."""
    body = _encode([number, *msgspec.structs.astuple(heading), facts])
    return hashlib.sha256(prev + body + sealed).digest()


def seal_all(seals: Sequence[tuple[str, int, bytes]]) -> bytes:
    """One digest over an entry's seals, in order."""
    whole = hashlib.sha256()
    for table, row_id, mark in seals:
        whole.update(_encode([table, row_id, mark.hex()]))
    return whole.digest()


def head(database: SqlCipherDatabase) -> Head:
    """The newest entry, or number 0 when the log is empty."""
    found = database.execute_sql("SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1").fetchone()
    return Head(found[0], bytes(found[1])) if found else Head(0, ZERO)


def append(
    database: SqlCipherDatabase,
    heading: Heading,
    facts: Facts,
    seals: Sequence[tuple[str, int, bytes]],
    sentence: str,
) -> int:
    """Write one entry and its seals; returns its number. The caller holds the transaction."""
    said = check_facts(facts)
    last = head(database)
    number = last.id + 1
    sealed = seal_all(seals)
    mark = chain(last.hash, number, heading, said, sealed)
    execute = database.execute_sql
    execute(
        _INSERT_ENTRY,
        (
            number, heading.at, heading.day, heading.kind, heading.staff, heading.seat,
            heading.post, heading.about, heading.about_id, said, heading.act, heading.pack,
            sealed, last.hash, mark,
        ),
    )  # fmt: skip
    found = execute("SELECT coalesce(max(id), 0) FROM seal").fetchone()
    first = int(found[0]) + 1
    for offset, (table, row_id, row_mark) in enumerate(seals):
        execute(_INSERT_SEAL, (first + offset, number, table, row_id, row_mark))
    execute(
        "INSERT OR IGNORE INTO kind (code, sentence, since) VALUES (?, ?, ?)",
        (heading.kind, sentence, number),
    )
    return number
