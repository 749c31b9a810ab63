"""A fault of the storage is a sentence: what was not kept, what to do; and nothing is half done."""

import sqlite3
import subprocess
import sys

import peewee
import pytest

from frontdesk.errors import DeskError, ForeignData, KeyFault, Refused, StorageError
from frontdesk.session import Session
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff
from frontdesk.store import database, faults, verify
from frontdesk.store.database import SETTINGS

LONG_NAME = "x" * 40


def test_a_full_disk_is_said_and_nothing_is_half_kept(session: Session) -> None:
    execute = session.store.database.execute_sql
    pages = execute("PRAGMA page_count").fetchone()[0]
    execute(f"PRAGMA max_page_count = {pages}")
    head = session.store.head()
    kept = 0

    def hire_on() -> None:
        nonlocal kept
        for number in range(2_000):
            staff.hire(session, f"{LONG_NAME[:30]}{number}", "agent")
            kept += 1

    with pytest.raises(StorageError) as told:
        hire_on()
    assert told.value.sentence == "Not kept: the disk is full."
    assert "still here" in told.value.way_out
    assert not told.value.kept
    assert session.store.head().id == head.id + kept
    execute("PRAGMA max_page_count = 1000000")
    staff.hire(session, "Sun Li", "agent")
    verify.whole(session.store.database)


_HOLD = """
import sys
from pathlib import Path
from frontdesk.store import database
held = database.connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
with held.atomic("EXCLUSIVE"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_program_that_holds_the_database_is_said(session: Session, desk) -> None:
    session.store.database.execute_sql("PRAGMA busy_timeout = 20")
    arguments = [str(desk.place.database), session.store.key.hex()]
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(StorageError, match="another program holds the database"):
            staff.hire(session, "Sun Li", "agent")
        other.kill()
    staff.hire(session, "Sun Li", "agent")
    verify.whole(session.store.database)


def test_a_database_that_cannot_be_written_is_said(session: Session) -> None:
    session.store.database.execute_sql("PRAGMA query_only = ON")
    with pytest.raises(StorageError, match="cannot be written"):
        staff.hire(session, "Sun Li", "agent")
    session.store.database.execute_sql("PRAGMA query_only = OFF")
    assert not Staff.select().where(Staff.name == "Sun Li").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError):
        database.connect(tmp_path / "file" / "desk.db", bytes(32))


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (OSError(28, "No space left on device"), StorageError, "disk is full"),
        (PermissionError(13, "Permission denied"), StorageError, "cannot be written"),
        (OSError(30, "Read-only file system"), StorageError, "cannot be written"),
        (peewee.OperationalError("database is locked"), StorageError, "another program"),
        (peewee.DatabaseError("file is not a database"), KeyFault, "key does not open"),
        (peewee.DatabaseError("database disk image is malformed"), ForeignData, "damaged"),
        (peewee.OperationalError("disk I/O error"), StorageError, "did not take it"),
    ],
)
def test_each_fault_has_its_sentence(fault: Exception, kind: type[DeskError], words: str) -> None:
    found = faults.told(fault)
    assert type(found) is kind
    assert words in found.sentence
    assert found.way_out


def test_the_cause_behind_a_failed_rollback_is_found() -> None:
    fault = peewee.OperationalError("cannot rollback - no transaction is active")
    fault.__context__ = peewee.OperationalError("database or disk is full")
    with pytest.raises(StorageError, match="disk is full"), faults.as_sentences():
        raise fault


def test_what_the_desk_itself_says_is_not_changed() -> None:
    with pytest.raises(Refused, match=r"^no$"), faults.as_sentences():
        raise Refused("no")
    with pytest.raises(ZeroDivisionError), faults.as_sentences():
        raise ZeroDivisionError


def test_no_value_stands_in_a_sentence(session: Session) -> None:
    with pytest.raises(StorageError) as told, session.store.transaction():
        session.store.database.execute_sql(
            "INSERT INTO staff (id, name, role, active) VALUES (1, 'Secret Name', 'agent', 1)"
        )
    assert "Secret" not in str(told.value)


def test_the_desk_never_uses_the_systems_own_library(session: Session) -> None:
    assert not isinstance(session.store.database.connection(), sqlite3.Connection)
    assert SETTINGS[0][0] == "cipher_log_level"
