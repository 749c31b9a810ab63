"""A copy of the database that was verified before it bears its name."""

import os
from pathlib import Path

from frontdesk.errors import StorageError
from frontdesk.settings import whole_folder
from frontdesk.store import ledger
from frontdesk.store.fields import SqlCipherDatabase
from frontdesk.store.ledger import Head
from frontdesk.words import _


def verified_copy(database: SqlCipherDatabase, path: Path, key: bytes) -> None:
    """Copy the whole database to `path`, encrypted with the same key, and verify it.

    Raises StorageError when the copy is not whole; then nothing bears the name `path`.
    """
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    os.close(os.open(beside, os.O_CREAT | os.O_RDWR, 0o600))
    try:
        head = ledger.head(database)
        database.execute_sql("VACUUM INTO ?", (str(beside),))
        beside.chmod(0o600)
        _check(beside, key, head)
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        beside.replace(path)
        whole_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def _check(path: Path, key: bytes, head: Head) -> None:
    copy = SqlCipherDatabase(str(path), passphrase=f"x'{key.hex()}'", autoconnect=False)
    copy.connect()
    try:
        copy.execute_sql("PRAGMA cipher_log_level = NONE")
        damaged = copy.execute_sql("PRAGMA cipher_integrity_check").fetchone()
        found = copy.execute_sql("PRAGMA integrity_check").fetchone()[0]
        copied = ledger.head(copy)
    finally:
        copy.close()
    if damaged is not None or found != "ok" or copied.id < head.id:
        raise StorageError(
            _("The copy of the database is not whole: {path}.").format(path=path),
            _("Nothing was changed. Check the disk."),
        )
