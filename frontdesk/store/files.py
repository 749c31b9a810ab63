"""Files kept beside the database, each encrypted with the desk's key under its content's hash.

A file lies there whole or not at all, for this user alone; what is read back is held against the
hash that it was asked for by.
"""

import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from frontdesk.places import Folders, whole_folder

# "FDFL": a database with another mark holds no file of ours.
APPLICATION_ID = 0x4644464C
FOLDER = "files"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MAKE = "CREATE TABLE file (id INTEGER NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT"


class Missing(Exception):
    """There is no file of this hash."""


class Changed(Exception):
    """What lies there is not what was kept, or not readable with this key."""


def folder(place: Folders) -> Path:
    """Where the files of a desk lie."""
    return place.data / FOLDER


def digest_of(body: bytes) -> str:
    """The hash that `body` is kept under."""
    return hashlib.sha256(body).hexdigest()


def stage(place: Folders, key: bytes, body: bytes) -> Path:
    """Write `body` encrypted under a name of its own, on the disk; `settle` gives it its place.

    Raises OSError or the database's errors; then nothing is left behind.
    """
    there = folder(place)
    there.mkdir(parents=True, exist_ok=True, mode=0o700)
    there.chmod(0o700)
    path = there / f".{uuid.uuid4().hex}.new"
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        raw = dbapi2.connect(str(path), isolation_level=None)
        try:
            _unlock(raw, key)
            for name, value in (("journal_mode", "MEMORY"), ("synchronous", "FULL")):
                raw.execute(f"PRAGMA {name} = {value}")
            raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            raw.execute(_MAKE)
            raw.execute("INSERT INTO file (id, body) VALUES (1, ?)", (body,))
        finally:
            raw.close()
        path.chmod(0o600)
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def settle(place: Folders, staged: Path, digest: str) -> None:
    """Give a staged file the name that it is found by; one of the same name is replaced."""
    staged.replace(_path(place, digest))
    whole_folder(folder(place))


def read(place: Folders, key: bytes, digest: str) -> bytes:
    """The content kept under `digest`; raises Missing or Changed."""
    path = _path(place, digest)
    if not path.is_file():
        raise Missing(digest)
    try:
        with _opened(path, key) as raw:
            if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise Changed(digest)
            row = raw.execute("SELECT body FROM file WHERE id = 1").fetchone()
    except (dbapi2.Error, OSError) as fault:
        raise Changed(digest) from fault
    body = bytes(row[0]) if row is not None and isinstance(row[0], bytes) else b""
    if digest_of(body) != digest:
        raise Changed(digest)
    return body


def _path(place: Folders, digest: str) -> Path:
    # A digest out of a changed row must not lead anywhere else.
    if not _DIGEST.fullmatch(digest):
        raise Missing(digest)
    return folder(place) / digest


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Any]:
    """A connection that writes nothing, not even beside the file."""
    raw = dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        _unlock(raw, key)
        yield raw
    finally:
        raw.close()


def _unlock(raw: Any, key: bytes) -> None:
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute("PRAGMA temp_store = MEMORY")
    raw.execute("PRAGMA trusted_schema = OFF")
