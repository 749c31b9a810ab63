"""Much history written at once: the same rows, seals and entries as verbs write, in few commits.

For practice data and measurements at scale (X1, X6). The caller gives rows in the order they came
to be; chain and seals are made as `ledger` makes them, so that `verify` accepts the result.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from frontdesk.store import ledger
from frontdesk.store.database import Store
from frontdesk.store.fields import Derived, Row
from frontdesk.store.ledger import Facts, Heading

# Pages held while many rows go in at random places of the indexes, in KiB (negative for SQLite).
_CACHE = -256_000
_ENTRY = (
    "INSERT INTO entry (id, at, day, kind, staff, seat, post, about, about_id, facts, act, pack,"
    " sealed, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SEAL = "INSERT INTO seal (id, entry, tab, row, digest) VALUES (?, ?, ?, ?, ?)"


class _Sheet:
    """One table being filled: its rows by id in column order, and how a row is sealed."""

    def __init__(self, store: Store, model: type[Row]) -> None:
        fields = model._meta.sorted_fields
        self.table = model.table_name()
        self.names = tuple(field.name for field in fields)
        columns = ", ".join(f'"{field.column_name}"' for field in fields)
        marks = ", ".join("?" * len(fields))
        self.statement = f'INSERT INTO "{self.table}" ({columns}) VALUES ({marks})'
        self._kept = tuple(
            (field.name, bool(field.personal))
            for field in fields
            if field.name not in ("id", "salt")
        )
        found = store.database.execute_sql(
            f'SELECT coalesce(max(id), 0) FROM "{self.table}"'
        ).fetchone()
        self.last = int(found[0])
        self.rows: dict[int, dict[str, Any]] = {}

    def seal(self, row: Mapping[str, Any]) -> tuple[str, int, bytes]:
        values = [(row.get(name), personal) for name, personal in self._kept]
        return (
            self.table,
            row["id"],
            ledger.digest(self.table, row["id"], row.get("salt"), values),
        )


class Bulk:
    """Rows and entries held until `flush`, then written in one transaction.

    Values stand as the database keeps them: 0 and 1 for flags, ids for references.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sheets: dict[type[Row], _Sheet] = {}
        self._entries: list[tuple[Any, ...]] = []
        self._seals: list[tuple[int, int, str, int, bytes]] = []
        self._kinds: dict[str, tuple[str, int]] = {}
        self._derived: dict[type[Derived], list[tuple[Any, ...]]] = {}
        self._head = store.head()
        found = store.database.execute_sql("SELECT coalesce(max(id), 0) FROM seal").fetchone()
        self._last_seal = int(found[0])

    def add(self, model: type[Row], **values: Any) -> dict[str, Any]:
        """A new row with its id. It may be changed until `flush`; each entry seals it as it is."""
        sheet = self._sheet(model)
        sheet.last += 1
        row = {"id": sheet.last, **values}
        sheet.rows[sheet.last] = row
        return row

    def derive(self, model: type[Derived], values: Sequence[tuple[Any, ...]]) -> None:
        """Rows that are not sealed, in column order."""
        self._derived.setdefault(model, []).extend(values)

    def entry(
        self,
        heading: Heading,
        facts: Facts,
        sentence: str,
        sealed: Sequence[tuple[type[Row], Mapping[str, Any]]],
    ) -> int:
        """An entry that seals `sealed`, as those rows stand now; returns its number."""
        said = ledger.check_facts(facts)
        seals = [self._sheet(model).seal(row) for model, row in sealed]
        number = self._head.id + 1
        whole = ledger.seal_all(seals)
        mark = ledger.chain(self._head.hash, number, heading, said, whole)
        self._entries.append(
            (
                number, heading.at, heading.day, heading.kind, heading.staff, heading.seat,
                heading.post, heading.about, heading.about_id, said, heading.act, heading.pack,
                whole, self._head.hash, mark,
            )
        )  # fmt: skip
        for table, row_id, digest in seals:
            self._last_seal += 1
            self._seals.append((self._last_seal, number, table, row_id, digest))
        self._kinds.setdefault(heading.kind, (sentence, number))
        self._head = ledger.Head(number, mark)
        return number

    def flush(self) -> None:
        """Write all that is held, in one transaction; raises StorageError and keeps nothing."""
        with self._store.transaction():
            many = self._store.database.connection().executemany
            for sheet in self._sheets.values():
                names = sheet.names
                many(
                    sheet.statement,
                    [tuple(row.get(name) for name in names) for row in sheet.rows.values()],
                )
            for model, values in self._derived.items():
                columns = ", ".join(f'"{field.column_name}"' for field in model._meta.sorted_fields)
                marks = ", ".join("?" * len(model._meta.sorted_fields))
                # In the order of the key: a table sorted by it is written page after page.
                many(
                    f'INSERT INTO "{model._meta.table_name}" ({columns}) VALUES ({marks})',
                    sorted(values),
                )
            many(_ENTRY, self._entries)
            many(_SEAL, self._seals)
            many(
                "INSERT OR IGNORE INTO kind (code, sentence, since) VALUES (?, ?, ?)",
                [(code, *kept) for code, kept in self._kinds.items()],
            )
        for sheet in self._sheets.values():
            sheet.rows.clear()
        self._derived.clear()
        self._entries.clear()
        self._seals.clear()
        self._kinds.clear()

    def _sheet(self, model: type[Row]) -> _Sheet:
        if model not in self._sheets:
            self._sheets[model] = _Sheet(self._store, model)
        return self._sheets[model]


@contextmanager
def bulk(store: Store) -> Iterator[Bulk]:
    """A `Bulk` on a database that holds more pages meanwhile; what is held is written at the end.

    No verb may run meanwhile: numbers and the chain are counted on from the beginning.
    """
    before = store.database.execute_sql("PRAGMA cache_size").fetchone()[0]
    store.database.execute_sql(f"PRAGMA cache_size = {_CACHE}")
    try:
        writing = Bulk(store)
        yield writing
        writing.flush()
    finally:
        store.database.execute_sql(f"PRAGMA cache_size = {before}")
