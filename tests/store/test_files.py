"""Files beside the database: encrypted, whole or not there, held against their hash."""

import os
import secrets
import stat
from pathlib import Path

import pytest

from frontdesk.settings import Folders
from frontdesk.store import files

KEY = bytes(range(32))
BODY = b"a statement in her own words\n" * 2_000


def _keep(place: Folders, body: bytes = BODY) -> Path:
    place.make()
    digest = files.digest_of(body)
    files.settle(place, files.stage(place, KEY, body), digest)
    return files.folder(place) / digest


@pytest.mark.parametrize(
    "body",
    [b"x", BODY, secrets.token_bytes(3 << 20), bytes(range(256))],
    ids=["one byte", "text", "large", "every byte"],
)
def test_what_was_kept_comes_back(place: Folders, body: bytes) -> None:
    path = _keep(place, body)
    assert files.read(place, KEY, path.name) == body
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_nothing_of_it_lies_there_readable(place: Folders) -> None:
    path = _keep(place)
    data = path.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"statement" not in data


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX")
def test_it_is_for_this_user_alone_whatever_the_umask(place: Folders) -> None:
    before = os.umask(0)
    try:
        path = _keep(place)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_content_twice_is_one_file(place: Folders) -> None:
    first = _keep(place)
    assert _keep(place) == first
    assert files.read(place, KEY, first.name) == BODY
    assert len(list(first.parent.iterdir())) == 1


def test_a_missing_one_is_told_apart_from_a_changed_one(place: Folders) -> None:
    path = _keep(place)
    with pytest.raises(files.Changed):
        files.read(place, secrets.token_bytes(32), path.name)
    path.unlink()
    with pytest.raises(files.Missing):
        files.read(place, KEY, path.name)


@pytest.mark.parametrize("name", ["", "..", "../desk.db", "A" * 64, "0" * 63])
def test_a_name_that_is_no_hash_leads_nowhere(place: Folders, name: str) -> None:
    _keep(place)
    with pytest.raises(files.Missing):
        files.read(place, KEY, name)


@pytest.mark.parametrize("at", [0, 40, 5_000, -1])
def test_one_flipped_bit_is_found(place: Folders, at: int) -> None:
    path = _keep(place)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    with pytest.raises(files.Changed):
        files.read(place, KEY, path.name)


@pytest.mark.parametrize("body", [b"", b"a letter", b"SQLite format 3\0" * 300])
def test_another_file_in_its_place_is_found(place: Folders, body: bytes) -> None:
    path = _keep(place)
    path.write_bytes(body)
    with pytest.raises(files.Changed):
        files.read(place, KEY, path.name)


def test_a_file_of_ours_under_another_name_is_found(place: Folders) -> None:
    path, other = _keep(place), _keep(place, b"another")
    other.replace(path)
    with pytest.raises(files.Changed):
        files.read(place, KEY, path.name)


def test_a_cut_off_file_is_found(place: Folders) -> None:
    path = _keep(place)
    path.write_bytes(path.read_bytes()[:-4_096])
    with pytest.raises(files.Changed):
        files.read(place, KEY, path.name)


def test_a_disk_that_fails_leaves_nothing(place: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    place.make()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.stage(place, KEY, BODY)
    assert list(files.folder(place).iterdir()) == []


def test_reading_leaves_nothing_beside_it(place: Folders) -> None:
    path = _keep(place)
    path.parent.chmod(0o500)
    try:
        assert files.read(place, KEY, path.name) == BODY
    finally:
        path.parent.chmod(0o700)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
