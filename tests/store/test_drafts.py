"""Half-typed forms: kept without a wait, back after a kill, never in the way of a start."""

import secrets
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from frontdesk.errors import StorageError
from frontdesk.store import database
from frontdesk.store.drafts import PACE_S, Drafts

LONG_S = 20.0
Opener = Callable[..., Drafts]


@pytest.fixture
def key() -> bytes:
    return secrets.token_bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "drafts.db"


@pytest.fixture
def opened(path: Path, key: bytes) -> Iterator[Opener]:
    made: list[Drafts] = []

    def make(with_key: bytes = key) -> Drafts:
        made.append(Drafts(path, with_key))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_what_was_put_is_there_at_the_next_start(opened: Opener) -> None:
    first = opened()
    first.put("a/1", b"one")
    first.put("a/2", b"two")
    first.put("b/1", b"other")
    first.drop("a/2")
    assert first.close(LONG_S)
    again = opened()
    assert again.all("a/") == {"a/1": b"one"}
    assert again.all() == {"a/1": b"one", "b/1": b"other"}
    assert again.trouble is None
    assert again.aside is None


def test_what_was_put_is_read_back_before_it_is_written(opened: Opener) -> None:
    drafts = opened()
    drafts.put("a", b"1")
    drafts.put("a", b"2")
    assert drafts.all() == {"a": b"2"}
    drafts.drop("a")
    assert drafts.all() == {}


def test_typing_is_written_at_most_once_in_the_pace(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = opened()
    batches: list[dict[str, bytes | None]] = []
    write = drafts._write

    def counted(batch: dict[str, bytes | None]) -> None:
        batches.append(dict(batch))
        write(batch)

    monkeypatch.setattr(drafts, "_write", counted)
    drafts.put("a", b"first")
    assert drafts.flush(LONG_S)
    began = time.monotonic()
    for number in range(500):
        drafts.put("a", b"%d" % number)
    took = time.monotonic() - began
    assert drafts.flush(LONG_S)
    # A window of the pace may have ended in between: never one write for each key.
    assert len(batches) <= 3 + took / PACE_S
    assert batches[-1] == {"a": b"499"}


def test_the_caller_does_not_wait_for_the_disk(opened: Opener, path: Path, key: bytes) -> None:
    drafts = opened()
    drafts.put("a", b"0")
    assert drafts.flush(LONG_S)
    holder = database.connect(path, key)
    with holder.atomic("EXCLUSIVE"):
        began = time.monotonic()
        for number in range(100):
            drafts.put("a", b"%d" % number)
        assert time.monotonic() - began < 1.0
        assert not drafts.flush(0.05)
    holder.close()
    assert drafts.flush(LONG_S)
    assert drafts.all() == {"a": b"99"}


def test_a_fault_is_told_and_what_failed_is_kept_when_it_is_over(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = opened()

    def refuse(batch: dict[str, bytes | None]) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(drafts, "_write", refuse)
        drafts.put("a", b"typed")
        assert not drafts.flush(LONG_S)
        assert drafts.trouble is not None
        assert drafts.trouble.sentence == "Not kept: the disk is full."
        assert drafts.all() == {"a": b"typed"}
    assert drafts.flush(LONG_S)
    assert drafts.trouble is None


def test_closing_with_a_fault_says_that_not_all_is_kept(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = opened()
    monkeypatch.setattr(drafts, "_write", lambda batch: 1 / 0)
    drafts.put("a", b"typed")
    assert not drafts.close(LONG_S)
    assert isinstance(drafts.trouble, StorageError)
    with pytest.raises(StorageError, match="closed"):
        drafts.put("a", b"more")


def test_an_unreadable_file_is_moved_aside_and_told(opened: Opener, path: Path) -> None:
    path.write_bytes(b"no database" * 1000)
    drafts = opened()
    assert drafts.aside is not None
    assert "unreadable-1" in str(drafts.aside)
    assert path.with_name("drafts.db.unreadable-1").read_bytes().startswith(b"no database")
    drafts.put("a", b"1")
    assert drafts.close(LONG_S)
    assert opened().all() == {"a": b"1"}


def test_another_key_moves_the_old_drafts_aside_and_never_over_older_ones(
    opened: Opener, path: Path
) -> None:
    for _turn in range(2):
        drafts = opened(secrets.token_bytes(32))
        drafts.put("a", b"1")
        assert drafts.close(LONG_S)
    drafts = opened()
    assert drafts.aside is not None
    assert drafts.all() == {}
    moved = sorted(one.name for one in path.parent.glob("*.unreadable-?"))
    assert moved == ["drafts.db.unreadable-1", "drafts.db.unreadable-2"]


def test_a_flipped_bit_is_found_at_the_start(opened: Opener, path: Path) -> None:
    drafts = opened()
    drafts.put("a", b"x" * 9000)
    assert drafts.close(LONG_S)
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)
    again = opened()
    assert again.aside is not None
    assert again.all() == {}


def test_a_place_that_cannot_be_written_does_not_block_the_start(
    tmp_path: Path, key: bytes
) -> None:
    (tmp_path / "drafts.db").mkdir()
    drafts = Drafts(tmp_path / "drafts.db", key)
    assert drafts.trouble is not None
    drafts.put("a", b"1")
    assert drafts.all() == {"a": b"1"}
    assert not drafts.close(LONG_S)


def test_the_desks_own_database_is_never_touched(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "desk.db"
    desk = database.connect(path, key)
    desk.execute_sql("CREATE TABLE visit (id INTEGER)")
    drafts = Drafts(path, key)
    drafts.put("a", b"1")
    drafts.close(LONG_S)
    assert desk.get_tables() == ["visit"]
    desk.close()


def test_a_file_deleted_meanwhile_is_made_again_with_everything(opened: Opener, path: Path) -> None:
    drafts = opened()
    drafts.put("a", b"1")
    assert drafts.flush(LONG_S)
    for one in path.parent.glob("drafts.db*"):
        one.unlink()
    drafts.put("b", b"2")
    assert drafts.close(LONG_S)
    assert opened().all() == {"a": b"1", "b": b"2"}


def test_the_file_is_for_this_user_alone_and_encrypted(opened: Opener, path: Path) -> None:
    drafts = opened()
    drafts.put("a", b"a name that nobody else reads")
    assert drafts.flush(LONG_S)
    for one in path.parent.glob("drafts.db*"):
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
        assert b"nobody else reads" not in one.read_bytes()


_TYPE = """
import sys, time
from pathlib import Path
from frontdesk.store.drafts import Drafts
drafts = Drafts(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
drafts.put("form", b"half a na")
assert drafts.flush(20)
print("kept", flush=True)
sys.stdin.read()
"""


def test_a_draft_is_there_after_a_kill(opened: Opener, path: Path, key: bytes) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _TYPE, str(path), key.hex()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as typing:
        assert typing.stdout is not None
        assert typing.stdout.readline() == b"kept\n"
        typing.kill()
    assert opened().all() == {"form": b"half a na"}
