"""On which terms a desk's database is opened, by a window or by a telephone's hook.

Every setting is read back, since a mistyped one would be a silent no-op. A hook must return at
once: nothing here loads the models.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from frontdesk.errors import ForeignData, StorageError
from frontdesk.words import _

# "FDSK": a database with another mark is not ours.
APPLICATION_ID = 0x4644534B
BUSY_MS = 5_000
# Older libraries can corrupt a WAL with several writers.
OLDEST_LIBRARY = (3, 51, 3)

SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("cipher_log_level", "NONE", None),
    ("temp_store", "MEMORY", 2),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("mmap_size", "0", None),
    ("busy_timeout", str(BUSY_MS), BUSY_MS),
)

# Runs one statement and gives its cursor, on whichever connection.
Execute = Callable[[str], Any]


def check_library() -> None:
    """Refuse a database library older than is safe with several windows."""
    from sqlcipher3 import dbapi2

    if dbapi2.sqlite_version_info < OLDEST_LIBRARY:
        raise StorageError(
            _("The database library {version} is too old.").format(version=dbapi2.sqlite_version),
            _("Install the program again with what it came with."),
        )


def apply_settings(execute: Execute) -> None:
    """Set and read back every setting of a connection; raises StorageError on a no-op."""
    for name, value, expected in SETTINGS:
        execute(f"PRAGMA {name} = {value}")
        if expected is None:
            continue
        found = execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise StorageError(
                _("The database does not take the setting {name}.").format(name=name),
                _("Use the database library that the program came with."),
            )
    execute("SELECT count(*) FROM sqlite_master").fetchone()


def scripts() -> list[Path]:
    """The migrations, one for each version of a database, the first one from nothing."""
    return sorted(Path(__file__).with_name("migrations").glob("*.sql"))


def version(execute: Execute) -> int:
    """How far a database has walked up; 0 before anything was laid."""
    return int(execute("PRAGMA user_version").fetchone()[0])


def check_ours(execute: Execute, application_id: int) -> None:
    """Refuse a foreign database and a newer one, in words."""
    if execute("PRAGMA application_id").fetchone()[0] != application_id:
        raise ForeignData(_("This database is not one of Frontdesk's."), _("Check FRONTDESK_HOME."))
    if version(execute) > len(scripts()):
        raise ForeignData(
            _("This database was written by a newer Frontdesk."),
            _("Start the newer program, or bring back an older backup."),
        )


def none_yet(path: Path) -> StorageError:
    """The refusal where no desk was made."""
    return StorageError(
        _("There is no desk here yet: {path}.").format(path=path),
        _("Make one with: frontdesk init"),
    )
