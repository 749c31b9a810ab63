"""Copies for the system's own programs: in a folder for this user alone, gone when it is left.

What another program is to show has to lie readable somewhere for that time: there, and nowhere
else. A folder that a crash left behind is cleared by a later start.
"""

import atexit
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from frontdesk.clock import DAY, SECOND
from frontdesk.errors import StorageError
from frontdesk.phone.replies import file_name
from frontdesk.words import _

Opener = Callable[[Path], None]

_PREFIX = "frontdesk-copies-"
# Whatever is still open somewhere after this long was forgotten.
_STALE_S = DAY / SECOND
_READ_ONLY = 0o400

_folder: Path | None = None
_viewers: list["subprocess.Popen[bytes]"] = []


def lay(name: str, suffix: str, body: bytes) -> Path:
    """Write `body` into the folder of copies, read-only, under a name that a person knows.

    Raises InputError for a name that no file can have, StorageError.
    """
    stem = file_name(name, suffix)
    try:
        room = Path(tempfile.mkdtemp(dir=_room()))
        path = room / f"{stem}{suffix}"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(body)
        path.chmod(_READ_ONLY)
    except OSError as fault:
        raise StorageError(
            _("No copy to look at could be made: {what}.").format(what=fault.strerror or fault),
            _("Free some space, then open it again."),
        ) from fault
    return path


def open_with_system(path: Path) -> None:
    """Let the system's own program for such a file show it; raises StorageError where none is."""
    try:
        if sys.platform == "win32":
            os.startfile(path)
        else:
            command = "open" if sys.platform == "darwin" else "xdg-open"
            _viewers[:] = [one for one in _viewers if one.poll() is None]
            _viewers.append(
                subprocess.Popen(
                    [command, str(path)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
    except OSError as fault:
        raise StorageError(
            _("This system has no program to show it with."),
            _("Until the desk is left it lies here: {path}.").format(path=path),
        ) from fault


def forget_copies() -> None:
    """Remove every copy that was made; called by itself when the desk is left."""
    global _folder
    if _folder is not None:
        _remove(_folder)
        _folder = None


def _room() -> Path:
    global _folder
    if _folder is None or not _folder.is_dir():
        _clear_stale()
        _folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        atexit.register(forget_copies)
    return _folder


def _clear_stale() -> None:
    """Remove what a crash left: ours, a day old, and of a program that runs no more."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            found = path.lstat()
        except OSError:
            continue
        mine = os.name == "nt" or found.st_uid == os.getuid()
        old = time.time() - found.st_mtime > _STALE_S
        if stat.S_ISDIR(found.st_mode) and mine and old and not _runs(path):
            _remove(path)


def _runs(path: Path) -> bool:
    pid = path.name.removeprefix(_PREFIX).partition("-")[0]
    # To ask Windows with signal 0 would end the program that is asked for.
    if os.name == "nt" or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _remove(folder: Path) -> None:
    for path in folder.glob("*/*"):
        # Windows removes nothing that is read-only.
        if os.name == "nt":
            path.chmod(stat.S_IWRITE)
    shutil.rmtree(folder, ignore_errors=True)
