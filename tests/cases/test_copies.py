"""Copies for other programs: for this user alone, gone when the desk is left."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.cases import copies
from frontdesk.errors import InputError, StorageError

POSIX = pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX")


@pytest.fixture(autouse=True)
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which folders of copies are made."""
    monkeypatch.setattr(copies.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(copies, "_folder", None)
    yield tmp_path
    copies.forget_copies()


@POSIX
def test_a_copy_is_for_this_user_alone(rooms: Path) -> None:
    before = os.umask(0)
    try:
        path = copies.lay("statement.pdf", ".pdf", b"said")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"said"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    for folder in (path.parent, path.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_copies_of_one_name_do_not_meet() -> None:
    first, second = (copies.lay("a.txt", ".txt", body) for body in (b"1", b"2"))
    assert (first.name, second.name) == ("a.txt", "a.txt")
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")


def test_they_are_gone_when_they_are_forgotten(rooms: Path) -> None:
    copies.lay("a.txt", ".txt", b"1")
    copies.lay("b.txt", ".txt", b"2")
    copies.forget_copies()
    assert list(rooms.iterdir()) == []
    copies.forget_copies()
    assert copies.lay("c.txt", ".txt", b"3").read_bytes() == b"3"


def test_they_are_gone_when_the_program_ends(rooms: Path) -> None:
    script = "from frontdesk.cases import copies; print(copies.lay('a.txt', '.txt', b'1'))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "TMPDIR": str(rooms), "TMP": str(rooms)},
        cwd=Path(copies.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().endswith("a.txt")
    assert list(rooms.iterdir()) == []


@POSIX
def test_what_a_crash_left_is_cleared_and_nothing_else(rooms: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    old = time.time() - 2 * 24 * 3600
    left = rooms / f"frontdesk-copies-{ended.pid}-x"
    young = rooms / f"frontdesk-copies-{ended.pid}-young"
    running = rooms / f"frontdesk-copies-{os.getpid()}-x"
    other = rooms / "somebody-else"
    for folder in (left, young, running, other):
        (folder / "room").mkdir(parents=True)
        (folder / "room" / "a.txt").write_text("1")
    for folder in (left, running, other):
        os.utime(folder, (old, old))
    link = rooms / f"frontdesk-copies-{ended.pid}-link"
    link.symlink_to(other)
    os.utime(link, (old, old), follow_symlinks=False)
    copies.lay("a.txt", ".txt", b"1")
    assert not left.exists()
    assert all((folder / "room" / "a.txt").exists() for folder in (young, running, other))


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(InputError):
        copies.lay("...", ".pdf", b"1")


def test_a_name_leads_nowhere_else(rooms: Path) -> None:
    path = copies.lay("../../etc/passwd.txt", ".txt", b"1")
    assert path.parent.parent.parent == rooms
    assert "/" not in path.name


def test_a_disk_that_fails_is_told(rooms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies.tempfile, "tempdir", str(rooms / "none"))
    with pytest.raises(StorageError, match="No copy"):
        copies.lay("a.txt", ".txt", b"1")


@POSIX
def test_a_system_without_a_viewer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StorageError, match="no program to show it") as told:
        copies.open_with_system(tmp_path / "a.pdf")
    assert str(tmp_path / "a.pdf") in told.value.way_out


@POSIX
def test_the_systems_viewer_is_given_the_path_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    for name in ("xdg-open", "open"):
        viewer = tmp_path / name
        viewer.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{told}"\n')
        viewer.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    path = tmp_path / "her $(touch x); statement.pdf"
    copies.open_with_system(path)
    copies._viewers[-1].wait(10)
    assert told.read_text() == str(path)
