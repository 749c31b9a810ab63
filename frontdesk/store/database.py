"""One desk's database: opened with its key, checked before a row is shown, one writer at a time.

WAL with FULL: what a verb returned is on the disk.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from frontdesk.errors import ForeignData, StorageError
from frontdesk.settings import Folders, whole_file
from frontdesk.store import faults, keys, ledger, schema, terms, verify
from frontdesk.store.fields import SqlCipherDatabase, desk_database
from frontdesk.store.ledger import Head
from frontdesk.store.terms import APPLICATION_ID as APPLICATION_ID
from frontdesk.store.terms import SETTINGS as SETTINGS
from frontdesk.words import _

RECENT_ENTRIES = 1_000
# Between two stretches of the full walk the keys get their turn.
PACE_S = 0.001


def connect(path: Path, key: bytes) -> SqlCipherDatabase:
    """Open the file at `path` with `key`, every setting read back; raises StorageError."""
    with faults.as_sentences():
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            path.chmod(0o600)
    database = SqlCipherDatabase(
        str(path),
        passphrase=f"x'{key.hex()}'",
        lock_type="IMMEDIATE",
        autoconnect=False,
    )
    try:
        with faults.as_sentences():
            database.connect()
            terms.apply_settings(database.execute_sql)
    except StorageError:
        database.close()
        raise
    return database


class _Stopped(Exception):
    """The walk is not wanted any more."""


class Store:
    """The open database of one desk."""

    def __init__(self, place: Folders, database: SqlCipherDatabase, key: bytes) -> None:
        self.place = place
        self.database = database
        self.key = key
        self._identity = self._files()

    @classmethod
    def make(cls, place: Folders) -> "Store":
        """Make a new desk in `place`: key, database, schema. Raises StorageError if there is one.

        What a set-up left that was cut off before its first entry is taken over.
        """
        place.make()
        schema.check_library()
        key = keys.read(place.key) if place.key.exists() else keys.make(place.key)
        database = connect(place.database, key)
        with faults.as_sentences():
            if not schema.laid(database):
                schema.lay(database, APPLICATION_ID)
            elif ledger.head(database).id:
                database.close()
                raise StorageError(
                    _("There is a desk here already: {path}.").format(path=place.database),
                    _("Start it with: frontdesk"),
                )
        return cls._bound(place, database, key)

    @classmethod
    def open(cls, place: Folders) -> "Store":
        """Open the desk in `place`, checked as the house says before any row is shown.

        Raises KeyFault, ForeignData or StorageError, each a sentence.
        """
        schema.check_library()
        if not place.database.exists():
            raise terms.none_yet(place.database)
        key = keys.read(place.key)
        database = connect(place.database, key)
        try:
            with faults.as_sentences():
                schema.check_ours(database, APPLICATION_ID)
                schema.walk_up(database, place, key)
                schema.compare(database)
                verify.recent(database, RECENT_ENTRIES)
                verify.against(database, noted_head(place), recent=True)
        except BaseException:
            database.close()
            raise
        return cls._bound(place, database, key)

    @classmethod
    def _bound(cls, place: Folders, database: SqlCipherDatabase, key: bytes) -> "Store":
        desk_database.initialize(database)
        return cls(place, database, key)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One immediate transaction, on the very file that was opened; raises StorageError."""
        self.check_identity()
        with faults.as_sentences(), self.database.atomic("IMMEDIATE"):
            yield
            # The work took its time: what is committed now must still be that file.
            self.check_identity()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """A connection of its own for the thread that reads here; not for the window's own.

        Raises StorageError.
        """
        with faults.as_sentences():
            self.database.connect()
            try:
                terms.apply_settings(self.database.execute_sql)
                yield
            finally:
                self.database.close()

    @staticmethod
    def founded(place: Folders) -> bool:
        """Whether a desk was set up in `place`: its database is there and not empty."""
        return place.database.exists() and place.database.stat().st_size > 0

    def check_identity(self) -> None:
        """Refuse to write into a file that was deleted or replaced under the program."""
        if self._files() != self._identity:
            raise ForeignData(
                _("Not kept: the database was moved or replaced while the desk was open."),
                _("Put it back, then start the desk again."),
            )

    def _files(self) -> tuple[tuple[int, int] | None, ...]:
        """The database and its log of writes: what goes to a deleted one of them is lost."""
        path = self.place.database
        return _identity(path), _identity(path.with_name(path.name + "-wal"))

    def version(self) -> int:
        """A number that changes when another window commits."""
        return int(self.database.execute_sql("PRAGMA data_version").fetchone()[0])

    def head(self) -> Head:
        """The newest entry of the log."""
        return ledger.head(self.database)

    def note_head(self) -> None:
        """Note the log's head outside the data folder, for the next start to compare."""
        head = self.head()
        body = msgspec.json.encode({"id": head.id, "hash": head.hash.hex()})
        whole_file(self.place.head, body)

    def verify_apart(self, stop: threading.Event) -> verify.Verified | None:
        """The full walk, on a connection of its own, at a pace that leaves the keys alone.

        Call it in a thread of its own; None when `stop` was set before the end. Raises
        ForeignData naming the first bad entry, row or file.
        """

        def pace(_count: int) -> None:
            if stop.wait(PACE_S):
                raise _Stopped

        database = connect(self.place.database, self.key)
        try:
            with faults.as_sentences():
                found = verify.whole(database, pace)
                verify.attached(database, self.place, self.key, pace)
                return found
        except _Stopped:
            return None
        finally:
            database.close()

    def close(self) -> None:
        """Note the head and close."""
        if not self.database.is_closed():
            self.note_head()
            self.database.close()


def noted_head(place: Folders) -> Head | None:
    """The head as last noted, or None on a desk that never closed cleanly."""
    try:
        found = msgspec.json.decode(place.head.read_bytes(), type=dict[str, int | str])
        return Head(int(found["id"]), bytes.fromhex(str(found["hash"])))
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, KeyError, ValueError) as fault:
        raise ForeignData(
            _("The noted head of the log cannot be read: {path}.").format(path=place.head),
            _("Compare with a handover sheet: frontdesk verify --against HEAD."),
        ) from fault


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_nlink else None
