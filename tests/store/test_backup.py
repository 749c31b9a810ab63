"""A copy bears its name only after it was verified."""

import secrets
from pathlib import Path

import pytest

from frontdesk.errors import DeskError, StorageError
from frontdesk.session import Session
from frontdesk.store import backup, database, faults, schema, verify


def test_a_copy_opens_with_the_same_key_and_verifies(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    backup.verified_copy(session.store.database, path, session.store.key)
    copy = database.connect(path, session.store.key)
    schema.compare(copy)
    assert verify.whole(copy) == verify.whole(session.store.database)
    copy.close()
    assert path.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.new"))


def test_a_copy_that_is_not_whole_never_bears_the_name(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copy.db"
    path.write_bytes(b"the copy of yesterday")
    check = backup._check

    def harmed(beside: Path, *others: object) -> None:
        body = bytearray(beside.read_bytes())
        body[len(body) // 2] ^= 1
        beside.write_bytes(body)
        check(beside, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "_check", harmed)
    with pytest.raises(DeskError), faults.as_sentences():
        backup.verified_copy(session.store.database, path, session.store.key)
    assert path.read_bytes() == b"the copy of yesterday"
    assert not list(tmp_path.glob("*.new"))


def test_a_copy_with_another_key_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(StorageError), faults.as_sentences():
        backup.verified_copy(session.store.database, tmp_path / "c.db", secrets.token_bytes(32))
    assert list(tmp_path.glob("c.db*")) == []
