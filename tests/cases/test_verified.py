"""`frontdesk verify` names a missing or changed file by the number of its case (C1, X6)."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.cases.attachments import attach
from frontdesk.cases.cases import Case, CaseFile
from frontdesk.commands import log
from frontdesk.errors import ForeignData
from frontdesk.session import Session
from frontdesk.store import files, verify

Kept = Callable[[Case, bytes], Path]


@pytest.fixture
def kept(session: Session, tmp_path: Path) -> Kept:
    """Attach a file of these bytes to a case; gives where it lies."""

    def keep(case: Case, body: bytes) -> Path:
        path = tmp_path / "statement.txt"
        path.write_bytes(body)
        row: CaseFile = attach(session, case.id, path)
        return files.folder(session.store.place) / row.digest

    return keep


def _walk(session: Session, seen: list[int] | None = None) -> int:
    place, key = session.store.place, session.store.key
    progress = None if seen is None else seen.append
    return verify.attached(session.store.database, place, key, progress)


def test_a_desk_without_files_is_whole(session: Session, opens) -> None:
    opens()
    assert _walk(session) == 0


def test_each_content_is_held_against_its_hash_once(session: Session, opens, kept: Kept) -> None:
    first, second = opens(), opens()
    for case, body in ((first, b"one"), (first, b"two"), (second, b"one")):
        kept(case, body)
    seen: list[int] = []
    assert _walk(session, seen) == 2
    assert seen == [0, 1]


def test_the_first_missing_one_is_named_by_its_case(session: Session, opens, kept: Kept) -> None:
    opens()
    second, third = opens(), opens()
    missing, also = kept(second, b"one"), kept(third, b"two")
    missing.unlink()
    also.unlink()
    with pytest.raises(ForeignData, match=r"^A file of case C-0002 is missing\.") as told:
        _walk(session)
    assert "Bring the folder files back" in told.value.way_out


def test_a_changed_one_is_named_by_its_case(session: Session, opens, kept: Kept) -> None:
    one, other = opens(), opens()
    path, exchanged = kept(one, b"one"), kept(other, b"two")
    data = bytearray(path.read_bytes())
    data[-9] ^= 4
    path.write_bytes(data)
    with pytest.raises(ForeignData, match=r"^A file of case C-0001 was changed outside the desk"):
        _walk(session)
    # One of ours in the place of another is none of it.
    path.write_bytes(exchanged.read_bytes())
    with pytest.raises(ForeignData, match="C-0001 was changed"):
        _walk(session)


def test_the_walk_behind_the_first_frame_names_it_too(session: Session, opens, kept: Kept) -> None:
    path = kept(opens(), b"one")
    found = session.store.verify_apart(threading.Event())
    assert found is not None
    path.unlink()
    with pytest.raises(ForeignData, match="C-0001 is missing"):
        session.store.verify_apart(threading.Event())
    stopped = threading.Event()
    stopped.set()
    assert session.store.verify_apart(stopped) is None


def test_the_command_counts_them_and_names_a_missing_one(
    session: Session, desk, opens, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kept(opens(), b"one")
    session.store.close()
    assert log.verify_all(desk.place, against=None) == 0
    said = capsys.readouterr().out
    assert "The log is whole" in said
    assert "1 attached file is as it was taken in." in said
    path.unlink()
    with pytest.raises(ForeignData, match="A file of case C-0001 is missing"):
        log.verify_all(desk.place, against=None)
    assert capsys.readouterr().out == ""
