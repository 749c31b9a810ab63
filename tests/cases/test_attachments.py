"""Files of a case: encrypted, named by their content, shown as a copy, and missed when gone."""

import errno
import os
import socket
import stat
from pathlib import Path

import pytest

from frontdesk.cases import attachments, copies
from frontdesk.cases.attachments import attach, open_copy, typed_path
from frontdesk.cases.cases import Case, CaseEvent, CaseFile
from frontdesk.errors import AlreadyDone, ForeignData, InputError, NotAllowed, Refused, StorageError
from frontdesk.session import Session
from frontdesk.store import files, verify

BODY = "我等了七十分钟。\n".encode() * 400
POSIX = pytest.mark.skipif(os.name == "nt", reason="such files are POSIX")


@pytest.fixture
def case(session: Session, opens) -> Case:
    return opens()


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    """What the person wrote, as it lies on the PC."""
    path = tmp_path / "书面 陈述.TXT"
    path.write_bytes(BODY)
    return path


@pytest.fixture(autouse=True)
def _no_copies_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    room = tmp_path / "copies"
    room.mkdir()
    monkeypatch.setattr(copies.tempfile, "tempdir", str(room))
    yield
    attachments.forget_copies()
    assert list(room.iterdir()) == []


def _kept(session: Session, row: CaseFile) -> Path:
    return files.folder(session.store.place) / row.digest


def _refused(session: Session, case: Case, path: Path) -> InputError:
    before = session.store.head()
    with pytest.raises(InputError) as caught:
        attach(session, case.id, path)
    assert caught.value.field == "path"
    assert caught.value.sentence
    assert caught.value.way_out
    assert session.store.head() == before
    there = files.folder(session.store.place)
    assert not there.exists() or list(there.iterdir()) == []
    return caught.value


def test_it_is_kept_with_the_case_and_stands_in_the_log(
    session: Session, case: Case, statement: Path
) -> None:
    row = attach(session, case.id, statement)
    assert (row.name, row.size, row.staff_id) == ("书面 陈述.txt", len(BODY), session.staff_id)
    assert row.digest == files.digest_of(BODY)
    assert files.read(session.store.place, session.store.key, row.digest) == BODY
    last = CaseEvent.select().order_by(CaseEvent.id.desc()).get()
    assert (last.case_id, last.what, last.text) == (case.id, "attached", "书面 陈述.txt")
    facts = session.store.database.execute_sql(
        "SELECT kind, facts FROM entry ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert facts[0] == "case.attached"
    # The log holds codes and figures alone.
    assert "陈述" not in facts[1]
    verify.whole(session.store.database)
    assert verify.attached(session.store.database, session.store.place, session.store.key) == 1


@POSIX
def test_nothing_of_it_lies_readable(session: Session, case: Case, statement: Path) -> None:
    path = _kept(session, attach(session, case.id, statement))
    assert "分钟".encode() not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("", "书面 陈述.txt"),
        ("Her statement", "Her statement.txt"),
        ("Her statement.TXT", "Her statement.txt"),
        ("photo.exe", "photo.exe.txt"),
        ("x" * 200, "x" * 76 + ".txt"),
        ("a\nb\x1b", "a b␛.txt"),
    ],
)
def test_it_is_called_as_one_likes_and_tells_its_kind(
    session: Session, case: Case, statement: Path, name: str, kept: str
) -> None:
    assert attach(session, case.id, statement, name).name == kept


def test_the_same_again_is_refused_for_this_case_alone(
    session: Session, case: Case, statement: Path, opens
) -> None:
    first = attach(session, case.id, statement)
    with pytest.raises(AlreadyDone):
        attach(session, case.id, statement, "another name")
    second = attach(session, opens().id, statement)
    assert second.digest == first.digest
    assert len(list(files.folder(session.store.place).iterdir())) == 1


def test_what_went_missing_comes_back_when_it_is_attached_anew(
    session: Session, case: Case, statement: Path, opens
) -> None:
    _kept(session, attach(session, case.id, statement)).unlink()
    attach(session, opens().id, statement)
    assert verify.attached(session.store.database, session.store.place, session.store.key) == 1


def test_a_missing_file_is_told(session: Session, case: Case, tmp_path: Path) -> None:
    assert "no such file" in str(_refused(session, case, tmp_path / "gone.pdf"))


def test_a_folder_is_told(session: Session, case: Case, tmp_path: Path) -> None:
    assert "is a folder" in str(_refused(session, case, tmp_path))


def test_an_empty_file_is_told(session: Session, case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert "a.pdf is empty" in str(_refused(session, case, tmp_path / "a.pdf"))


def test_one_too_large_is_told_with_the_packs_limit(
    session: Session, case: Case, tmp_path: Path
) -> None:
    assert session.pack.cases is not None
    most = session.pack.cases.file_most
    path = tmp_path / "film.mp4"
    with path.open("wb") as stream:
        stream.truncate(most * 1024 * 1024 + 1)
    assert f"too large: {most} MiB at most" in str(_refused(session, case, path))
    with path.open("wb") as stream:
        stream.truncate(most * 1024 * 1024)
    assert attach(session, case.id, path).size == most * 1024 * 1024


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a.lnk", "a.desktop", "a", "a.docm"])
def test_what_the_system_might_run_is_not_taken(
    session: Session, case: Case, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(BODY)
    assert f"not taken: {name}" in str(_refused(session, case, tmp_path / name))


@POSIX
def test_what_is_no_file_is_told_and_waits_for_nobody(
    session: Session, case: Case, tmp_path: Path
) -> None:
    pipe = tmp_path / "a.pdf"
    os.mkfifo(pipe)
    assert "no file that can be copied" in str(_refused(session, case, pipe))
    listening = tmp_path / "b.pdf"
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(listening))
        assert "cannot be read" in str(_refused(session, case, listening))
    endless = tmp_path / "c.pdf"
    endless.symlink_to("/dev/zero")
    assert "no file that can be copied" in str(_refused(session, case, endless))


@pytest.mark.parametrize("name", ["a\x00.pdf", "x" * 5_000 + ".pdf"], ids=["zero", "long"])
def test_a_path_that_no_file_has_is_told(
    session: Session, case: Case, tmp_path: Path, name: str
) -> None:
    assert "cannot be read" in str(_refused(session, case, tmp_path / name))


def test_one_that_may_not_be_read_is_told(
    session: Session, case: Case, statement: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_args: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(attachments.os, "open", denied)
    assert "Permission denied" in str(_refused(session, case, statement))


def test_a_disk_that_fails_keeps_nothing(
    session: Session, case: Case, statement: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(StorageError, match="disk is full"):
        attach(session, case.id, statement)
    assert CaseFile.select().count() == 0
    assert list(files.folder(session.store.place).iterdir()) == []


def test_a_case_that_is_not_there_and_a_machine_are_refused(
    session: Session, case: Case, statement: Path
) -> None:
    with pytest.raises(Refused):
        attach(session, 999, statement)
    with pytest.raises(NotAllowed):
        attach(session.machine(), case.id, statement)
    assert list(files.folder(session.store.place).iterdir()) == []


def test_it_is_opened_as_a_copy_that_goes(session: Session, case: Case, statement: Path) -> None:
    row = attach(session, case.id, statement)
    opened: list[Path] = []
    path = open_copy(session, row.id, opened.append)
    assert opened == [path]
    assert (path.name, path.read_bytes()) == ("书面 陈述.txt", BODY)
    again = open_copy(session, row.id, opened.append)
    assert again != path
    attachments.forget_copies()
    assert not path.exists()
    assert not again.exists()


def test_one_that_is_missing_or_changed_is_not_opened(
    session: Session, case: Case, statement: Path
) -> None:
    row = attach(session, case.id, statement)
    path = _kept(session, row)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    opened: list[Path] = []
    with pytest.raises(ForeignData, match="was changed outside the desk"):
        open_copy(session, row.id, opened.append)
    path.unlink()
    with pytest.raises(ForeignData, match="is missing") as told:
        open_copy(session, row.id, opened.append)
    assert "backup" in told.value.way_out
    with pytest.raises(Refused):
        open_copy(session, 999, opened.append)
    assert opened == []


@pytest.mark.parametrize("name", ["run.exe", "x", "", None])
def test_a_name_changed_by_hand_opens_nothing_that_runs(
    session: Session, case: Case, statement: Path, name: str | None
) -> None:
    row = attach(session, case.id, statement)
    session.store.database.execute_sql("UPDATE case_file SET name = ?", (name,))
    opened: list[Path] = []
    with pytest.raises(Refused, match="opens no files of this kind"):
        open_copy(session, row.id, opened.append)
    assert opened == []


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("  /a/b c.pdf ", "/a/b c.pdf"),
        ("'/a/b c.pdf'", "/a/b c.pdf"),
        ('"/a/b c.pdf"', "/a/b c.pdf"),
        ("file:///a/%E9%99%88%20b.pdf", "/a/陈 b.pdf"),
        ("'", "'"),
        ("", "."),
    ],
)
@POSIX
def test_a_path_as_it_is_pasted_or_dropped(typed: str, path: str) -> None:
    assert typed_path(typed) == Path(path)


def test_home_and_nobodys_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert typed_path("~/a.pdf") == tmp_path / "a.pdf"
    assert typed_path("~nobody-of-that-name/a.pdf").name == "a.pdf"
