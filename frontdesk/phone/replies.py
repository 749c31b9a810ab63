"""Written replies: a template of the pack filled in, and the file it is copied out to (P8)."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from frontdesk.errors import InputError, StorageError
from frontdesk.packs.phone_wording import WRITTEN
from frontdesk.packs.structs import Pack
from frontdesk.places import whole_folder
from frontdesk.text import clean, clean_note
from frontdesk.words import _

# What stands where a value is not known yet: a gap that is seen.
GAP = "____"
LONGEST_NAME = 50
# Nobody writes a hundred replies of one name in a day: then something else is wrong.
MOST_OF_A_NAME = 99
# One sign that cannot be seen becomes ten that can.
_SHOWN_AS = 10
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')
_TAKEN_BY_WINDOWS = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10)))
)


def compose(pack: Pack, template: str, language: str, values: Mapping[str, str]) -> str:
    """The reply `template` in `language`, part by part with an empty line between them.

    `values` may name caller, desk, staff, date, phone, asked, answer and promise; one that is not
    known is a gap to write into. Raises KeyError for a template that this pack has not.
    """
    if pack.phone is None:
        raise KeyError(template)
    known = {name: values.get(name, "").strip() or GAP for name in WRITTEN}
    parts = (
        pack.fill(f"reply.{template}.part.{part}", language, **known)
        for part in pack.phone.template(template).parts
    )
    return "\n\n".join(parts) + "\n"


def write_out(folder: Path, text: str, name: str) -> Path:
    """Write `text` into a new file of `folder`, for this user alone, and say which it is.

    The file is called `name`, with a number behind it where there is one already: nothing is
    written over. Raises InputError for a name that no file can have, StorageError.
    """
    body = clean_note(text, len(text) * _SHOWN_AS) + "\n"
    try:
        path = write_new(folder, name, ".txt", body.encode())
    except OSError as fault:
        raise StorageError(
            _("The reply was not written: {what}.").format(what=fault.strerror or fault),
            _("Look at the folder {path}, or copy the reply from the screen.").format(path=folder),
        ) from fault
    return path


def write_new(folder: Path, name: str, suffix: str, body: bytes) -> Path:
    """Write `body` into a new file of `folder`, for this user alone, on the disk or not at all.

    Raises InputError for a name that no file can have, StorageError where there are too many of
    it, and OSError.
    """
    stem = file_name(name, suffix)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = _write(_new_file(folder, stem, suffix), body)
    whole_folder(folder)
    return path


def file_name(name: str, suffix: str) -> str:
    """`name` as a file can be called on any system, without `suffix`; raises InputError."""
    shown = clean(name, LONGEST_NAME)
    signs = "".join("_" if sign in _NOT_IN_NAMES else sign for sign in shown)
    # No hidden files, and no end that Windows drops.
    stem = signs.removesuffix(suffix).strip(". ")
    if not stem.strip("_"):
        raise InputError("name", _("The file needs a name."), _("Letters or digits."))
    return f"_{stem}" if stem.partition(".")[0].upper() in _TAKEN_BY_WINDOWS else stem


def _new_file(folder: Path, stem: str, suffix: str) -> BinaryIO:
    """A file of a name that nobody had, made so that no other window takes it too."""
    for number in range(1, MOST_OF_A_NAME + 1):
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        try:
            return open(path, "xb", opener=_for_us_alone)
        except FileExistsError:
            continue
    raise StorageError(
        _("There are too many files called {name}.").format(name=stem), _("Choose another name.")
    )


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(file: BinaryIO, body: bytes) -> Path:
    """All of it onto the disk, or no file."""
    path = Path(file.name)
    try:
        with file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path
