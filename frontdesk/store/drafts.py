"""Half-typed forms, kept in an encrypted file of their own while they are typed.

The caller never waits: a writer thread keeps what was put, at most every 250 ms, so that typing
costs no commit on the desk's database and wakes no other window.
"""

import threading
import time
from pathlib import Path

from frontdesk.errors import DeskError, ForeignData, KeyFault, StorageError
from frontdesk.store import database, faults
from frontdesk.store.fields import SqlCipherDatabase
from frontdesk.words import _

# "FDDR": a file of drafts, so that a desk's database is never taken for one.
APPLICATION_ID = 0x46444452
PACE_S = 0.25
RETRY_S = 2.0
CLOSE_S = 1.5

_MAKE = (
    "CREATE TABLE IF NOT EXISTS draft (slot TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT"
)
_PUT = "INSERT INTO draft (slot, body) VALUES (?, ?) ON CONFLICT (slot) DO UPDATE SET body = ?"
_DROP = "DELETE FROM draft WHERE slot = ?"
_ALL = "SELECT slot, body FROM draft ORDER BY slot"


class Drafts:
    """The drafts of one desk, at `path`, opened with the desk's `key` (32 bytes).

    `trouble` is what keeps drafts from being kept right now, or None: whatever failed is held and
    tried again, so once it is None all of it is kept. `aside` tells that an unreadable file was
    moved away at the start. A start is never held up: neither is raised.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.trouble: StorageError | None = None
        self.aside: StorageError | None = None
        self._key = key
        self._news = threading.Condition()
        self._pending: dict[str, bytes | None] = {}
        self._live: dict[str, bytes | None] = {}
        self._writing = False
        self._hurry = False
        self._closing = False
        self._failures = 0
        self._open: SqlCipherDatabase | None = None
        self._identity: tuple[int, int] | None = None
        self._look_at_file()
        self._writer = threading.Thread(target=self._write_on, name="drafts", daemon=True)
        self._writer.start()

    def put(self, slot: str, body: bytes) -> None:
        """Keep `body` under `slot`, in place of what was there; raises StorageError when closed."""
        self._take(slot, bytes(body))

    def drop(self, slot: str) -> None:
        """Forget what stands under `slot`, if anything; raises StorageError when closed."""
        self._take(slot, None)

    def all(self, prefix: str = "") -> dict[str, bytes]:
        """Every draft whose slot begins with `prefix`, by slot, with what is not yet written.

        Drafts of other windows are among them. A file that cannot be read is told in `trouble`.
        """
        found: dict[str, bytes] = {}
        try:
            found = self._read()
        except Exception as fault:
            with self._news:
                self.trouble = _sentence(fault)
        with self._news:
            # Nothing is lost between the two: what this window put stands in memory as well.
            for slot, body in self._live.items():
                if body is None:
                    found.pop(slot, None)
                else:
                    found[slot] = body
        return {slot: body for slot, body in sorted(found.items()) if slot.startswith(prefix)}

    def flush(self, timeout: float) -> bool:
        """Wait at most `timeout` seconds until all is on the disk; whether it is."""
        with self._news:
            if self._pending and not self._closing:
                self._hurry = True
                self._news.notify_all()
            before = self._failures
            self._news.wait_for(lambda: self._idle() or self._failures > before, timeout)
            return self._idle()

    def close(self, timeout: float = CLOSE_S) -> bool:
        """Write what is left and end the writer, within `timeout` seconds; whether all is kept."""
        if self._closing:
            return self._idle()
        end = time.monotonic() + timeout
        kept = self.flush(timeout)
        with self._news:
            self._closing = True
            self._news.notify_all()
        self._writer.join(max(0.0, end - time.monotonic()))
        if not kept and self.trouble is None:
            self.trouble = StorageError(_("Not kept: the last of what was typed in a form."))
        return kept

    def _take(self, slot: str, body: bytes | None) -> None:
        with self._news:
            if self._closing:
                raise StorageError(_("Not kept: the drafts are closed."))
            self._pending[slot] = self._live[slot] = body
            self._news.notify_all()

    def _idle(self) -> bool:
        return not self._pending and not self._writing

    def _look_at_file(self) -> None:
        """Read the file once; one that this key cannot read is moved aside."""
        try:
            self._read()
        except (KeyFault, ForeignData):
            self._move_aside()
        except Exception as fault:
            self.trouble = _sentence(fault)

    def _move_aside(self) -> None:
        number = 1
        while (to := self.path.with_name(f"{self.path.name}.unreadable-{number}")).exists():
            number += 1
        try:
            for tail in ("-wal", "-shm"):
                # They belong to the unreadable file; a new one must not find them.
                beside = self.path.with_name(self.path.name + tail)
                if beside.exists():
                    beside.rename(to.with_name(to.name + tail))
            self.path.rename(to)
        except OSError as fault:
            self.trouble = _sentence(fault)
            return
        self.aside = StorageError(
            _("The half-typed forms of last time cannot be read."),
            _("They were moved to {path}.").format(path=to),
        )

    def _connect(self) -> SqlCipherDatabase:
        opened = database.connect(self.path, self._key)
        try:
            with faults.as_sentences():
                if not opened.table_exists("draft"):
                    if opened.get_tables():
                        raise ForeignData(_("This is not a file of half-typed forms."))
                    opened.execute_sql(_MAKE)
                    opened.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                elif opened.execute_sql("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                    raise ForeignData(_("This is not a file of half-typed forms."))
        except BaseException:
            opened.close()
            raise
        return opened

    def _read(self) -> dict[str, bytes]:
        opened = self._connect()
        try:
            with faults.as_sentences():
                return {slot: bytes(body) for slot, body in opened.execute_sql(_ALL)}
        finally:
            opened.close()

    def _write_on(self) -> None:
        """The writer: a batch at a time, until closed and nothing is left to do."""
        wait = 0.0
        while True:
            with self._news:
                self._news.wait_for(lambda: self._hurry or self._closing, wait)
                self._news.wait_for(lambda: bool(self._pending) or self._closing)
                if self._closing:
                    break
                batch, self._pending = self._pending, {}
                self._writing, self._hurry = True, False
            wait = PACE_S if self._kept(batch) else RETRY_S
        if self._open is not None:
            self._open.close()

    def _kept(self, batch: dict[str, bytes | None]) -> bool:
        fault: StorageError | None = None
        try:
            self._write(batch)
        except Exception as found:
            fault = _sentence(found)
            if self._open is not None:
                self._open.close()
                self._open = None
        with self._news:
            self._writing = False
            self.trouble = fault
            if fault is not None:
                self._failures += 1
                self._pending = batch | self._pending
            self._news.notify_all()
        return fault is None

    def _write(self, batch: dict[str, bytes | None]) -> None:
        if self._open is not None and _identity(self.path) != self._identity:
            # The file went away under the program: a new one gets all that is still open.
            self._open.close()
            self._open = None
            with self._news:
                batch |= self._live
        if self._open is None:
            self._open = self._connect()
            self._identity = _identity(self.path)
        opened = self._open
        with faults.as_sentences(), opened.atomic("IMMEDIATE"):
            for slot, body in batch.items():
                if body is None:
                    opened.execute_sql(_DROP, (slot,))
                else:
                    opened.execute_sql(_PUT, (slot, body, body))


def _sentence(fault: Exception) -> StorageError:
    told = fault if isinstance(fault, DeskError) else faults.told(fault)
    return told if isinstance(told, StorageError) else StorageError(told.sentence, told.way_out)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)
