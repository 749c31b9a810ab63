"""Files of a case (C1): a written statement, a photo, kept encrypted and shown as a copy.

What is taken in lies beside the database under the hash of its content, encrypted with the desk's
key. Only kinds of files that a viewer shows are taken: none that the system would run.
"""

import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from frontdesk.cases import cases, copies
from frontdesk.cases.cases import CaseFile
from frontdesk.cases.copies import Opener, open_with_system
from frontdesk.cases.copies import forget_copies as forget_copies
from frontdesk.errors import AlreadyDone, ForeignData, InputError, Refused
from frontdesk.session import Session
from frontdesk.store import faults, files
from frontdesk.text import clean
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

NAME_LIMIT = 80
_MIB = 1024 * 1024
# Pictures, papers, sound and film; no page that runs scripts, no macro by its own name.
TAKEN = frozenset((
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".bmp", ".tif", ".tiff",
    ".pdf", ".ofd", ".txt", ".rtf", ".doc", ".docx", ".odt", ".wps", ".eml",
    ".xls", ".xlsx", ".ods", ".et", ".ppt", ".pptx", ".odp",
    ".mp3", ".m4a", ".aac", ".amr", ".wav", ".ogg", ".opus",
    ".mp4", ".mov", ".avi", ".mkv", ".webm", ".3gp",
))  # fmt: skip
# Opening something that is no file (a pipe) must not wait for whoever writes into it.
_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class _Content(msgspec.Struct, frozen=True):
    """What is to be kept: under which hash, by which name, how many bytes."""

    digest: str
    name: str
    size: int


def attach(session: Session, case_id: int, path: Path, name: str = "") -> CaseFile:
    """Keep a copy of the file at `path` with a case, called `name` or as it is called there (C1).

    Raises InputError ("path") for what cannot be taken, AlreadyDone where the case has this very
    content, Refused, StorageError.
    """
    most = cases.forms(session.pack).file_most
    cases.case_by_id(case_id)
    body = _read(path, most)
    suffix = _suffix(path)
    content = _Content(files.digest_of(body), _called(name or path.name, suffix), len(body))
    with faults.as_sentences():
        staged = files.stage(session.store.place, session.store.key, body)
    try:
        return _keep(session, case_id, content, staged)
    finally:
        staged.unlink(missing_ok=True)


@verb("case.attached", sentence=N_("{case}: a file was attached"))
def _keep(session: Session, case_id: int, content: _Content, staged: Path) -> Done[CaseFile]:
    """The file gets its place before the row that names it is committed, never after."""
    case = cases.case_by_id(case_id)
    if CaseFile.read("case_id = ? AND digest = ?", case.id, content.digest):
        raise AlreadyDone(_("This file is with the case already."))
    files.settle(session.store.place, staged, content.digest)
    kept = CaseFile.create(
        case=case.id,
        digest=content.digest,
        name=content.name,
        size=content.size,
        at=session.now(),
        staff=session.staff_id,
    )
    cases.event(session, case, "attached", text=content.name)
    return Done(kept, case, cases.logged(session, case, file=kept.id, size=content.size))


def open_copy(session: Session, file_id: int, opener: Opener = open_with_system) -> Path:
    """Show a copy of an attachment in the system's viewer; returns where the copy lies.

    Raises ForeignData when the kept file is missing or was changed, Refused, StorageError.
    """
    found = CaseFile.read("id = ?", file_id)
    if not found:
        raise Refused(_("This file is not on the list."))
    row = found[0]
    name = row.name or ""
    suffix = Path(name).suffix.lower()
    if suffix not in TAKEN:
        raise Refused(_("The desk opens no files of this kind: {name}.").format(name=name or "–"))
    try:
        body = files.read(session.store.place, session.store.key, row.digest)
    except files.Missing as fault:
        raise ForeignData(_("The file {name} is missing.").format(name=name), _lost()) from fault
    except files.Changed as fault:
        raise ForeignData(
            _("The file {name} was changed outside the desk.").format(name=name), _lost()
        ) from fault
    copy = copies.lay(name, suffix, body)
    opener(copy)
    return copy


def typed_path(typed: str) -> Path:
    """The path in what was typed, pasted or dropped: quoted, as file://…, or beginning with ~."""
    text = typed.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    elif text.startswith("file://"):
        text = unquote(urlsplit(text).path)
        # On Windows a drive follows the slash.
        if os.name == "nt":
            text = text.lstrip("/")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def _lost() -> str:
    return _("Bring the folder of files back from the last backup, then: frontdesk verify")


def _called(name: str, suffix: str) -> str:
    """A name that tells its kind, whatever a person called it."""
    shown = clean(name, NAME_LIMIT)
    stem = shown[: -len(suffix)] if shown.lower().endswith(suffix) else shown
    return f"{clean(stem, NAME_LIMIT - len(suffix))}{suffix}"


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in TAKEN:
        raise InputError(
            "path",
            _("Files of this kind are not taken: {name}.").format(
                name=clean(path.name, NAME_LIMIT)
            ),
            _("A picture, a PDF, a text, a document, sound or film."),
        )
    return suffix


def _read(path: Path, most: int) -> bytes:
    """All of the file, at most `most` MiB of it; raises InputError with a sentence."""
    name = clean(path.name, NAME_LIMIT) or "–"
    try:
        mode, body = _begun(path, most * _MIB + 1)
    except FileNotFoundError as fault:
        raise InputError(
            "path",
            _("There is no such file: {name}.").format(name=name),
            _("Type the whole path, or drop the file here."),
        ) from fault
    except (OSError, ValueError) as fault:
        # Windows opens no folder at all. Asked so that an impossible name is none.
        if os.path.isdir(path):  # noqa: PTH112
            raise _folder(name) from fault
        why = getattr(fault, "strerror", None) or type(fault).__name__
        raise InputError(
            "path",
            _("{name} cannot be read: {why}.").format(name=name, why=why),
            _("Ask for the right to read it, or copy it elsewhere first."),
        ) from fault
    if stat.S_ISDIR(mode):
        raise _folder(name)
    if not stat.S_ISREG(mode):
        raise InputError(
            "path",
            _("{name} is no file that can be copied.").format(name=name),
            _("Choose another one."),
        )
    if not body:
        raise InputError("path", _("{name} is empty.").format(name=name), _("Choose another one."))
    if len(body) > most * _MIB:
        raise InputError(
            "path",
            _("{name} is too large: {count} MiB at most.").format(name=name, count=most),
            _("Make it smaller, or keep it elsewhere and write down where."),
        )
    return body


def _begun(path: Path, most: int) -> tuple[int, bytes]:
    """What `path` is, and the first `most` bytes of it where it is a file.

    Asked of what was opened, and by reading: a file may be exchanged or grow meanwhile.
    """
    handle = os.open(path, _HOW)
    try:
        mode = os.fstat(handle).st_mode
        parts: list[bytes] = []
        left = most if stat.S_ISREG(mode) else 0
        while left and (part := os.read(handle, min(left, _MIB))):
            parts.append(part)
            left -= len(part)
    finally:
        os.close(handle)
    return mode, b"".join(parts)


def _folder(name: str) -> InputError:
    return InputError(
        "path", _("{name} is a folder.").format(name=name), _("Choose one file that lies in it.")
    )
